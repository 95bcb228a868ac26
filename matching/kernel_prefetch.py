"""Ask the memory for what a loop will read soon, so that it need not be waited for."""

from typing import Any

from matching import kernel_compile

intrinsic: Any = None
if kernel_compile.AVAILABLE:
    from llvmlite import ir
    from numba.core import cgutils as numba_cgutils
    from numba.core import types
    from numba.extending import intrinsic
    from numba.np import arrayobj as numba_arrayobj

    cgutils: Any = numba_cgutils
    arrayobj: Any = numba_arrayobj


def _never(_array: Any, _at: Any) -> None:
    """Stand in where nothing is compiled; nobody calls it there."""


def _ask(_context: Any, array: Any, at: Any) -> Any:
    """Compile `prefetch(array, at)` to the processor's instruction; it never faults."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        kind = signature.args[0]
        made = arrayobj.make_array(kind)(context, builder, values[0])
        place = cgutils.get_item_pointer(
            context, builder, kind, made, [values[1]], wraparound=False
        )
        return _emit(context, builder, place)

    return types.void(array, at), generate


def _emit(context: Any, builder: Any, place: Any) -> Any:
    byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
    form = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
    function = cgutils.get_or_insert_function(builder.module, form, "llvm.prefetch.p0i8")
    hints = [ir.Constant(number, value) for value in (0, 3, 1)]
    builder.call(function, [builder.bitcast(place, byte), *hints])
    return context.get_dummy_value()


prefetch: Any = intrinsic(_ask) if intrinsic is not None else _never
