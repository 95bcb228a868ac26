"""Compile the inner loops with numba where it can run; `AVAILABLE` says so.

numba's cache only notices changes of the file a loop stands in, so each loop's name carries a
checksum of every source a loop is made of: a changed constant is a new kernel, never a stale one.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast
from zlib import crc32

njit: Any = None
try:
    import numba

    settings: Any = numba.config
    njit = None if settings.DISABLE_JIT else numba.njit
except ImportError:  # no wheel of numba for a machine: `reference` takes over, as without its JIT
    pass

AVAILABLE = njit is not None
_HERE = Path(__file__).parent
_SOURCES = (*sorted(_HERE.glob("kernel*.py")), _HERE / "coded.py")
STAMP = crc32(b"".join(path.read_bytes() for path in _SOURCES))
Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(loop: Loop) -> Loop:
    """Compile a loop into whoever calls it; without a writable cache each process compiles anew.

    A call of its own would hand over every array of every tuple: some tenths of a microsecond.
    """
    if njit is None:
        return loop
    loop.__qualname__ = f"{loop.__name__}_{STAMP:x}"
    try:
        return cast(Loop, njit(nogil=True, cache=True, forceinline=True)(loop))
    except RuntimeError:  # numba found no folder for its cache
        return cast(Loop, njit(nogil=True, forceinline=True)(loop))
