"""Cells of a table on few people are hidden, so that no figure points at one of them."""

from collections.abc import Sequence

SMALL = 5
Cell = int | None


def masked(count: int) -> Cell:
    """Hide a cell on fewer than five people."""
    return None if 0 < count < SMALL else count


def guarded(cells: Sequence[Cell], total: Cell) -> list[Cell]:
    """Hide the smallest other cell where exactly one is hidden and the total would tell it."""
    hidden = [number for number, cell in enumerate(cells) if cell is None]
    shown = [(cell, number) for number, cell in enumerate(cells) if cell]
    kept = list(cells)
    if len(hidden) == 1 and total is not None and shown:
        kept[min(shown)[1]] = None
    return kept
