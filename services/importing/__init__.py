"""Workbooks in: staged sealed, read in parts, looked over, applied at once, undone whole."""

from services.importing.applying import Applied, apply
from services.importing.errors_file import errors_file
from services.importing.examining import examine
from services.importing.kinds import fields_of
from services.importing.looking import Seen, counts, listed, seen, tick, ticked
from services.importing.retention import KEPT, discard, may_undo, purge_old
from services.importing.staging import earlier, prepare, progress, read_some, remap, stage
from services.importing.undoing import left_behind, undo

__all__ = [
    "KEPT",
    "Applied",
    "Seen",
    "apply",
    "counts",
    "discard",
    "earlier",
    "errors_file",
    "examine",
    "fields_of",
    "left_behind",
    "listed",
    "may_undo",
    "prepare",
    "progress",
    "purge_old",
    "read_some",
    "remap",
    "seen",
    "stage",
    "tick",
    "ticked",
    "undo",
]
