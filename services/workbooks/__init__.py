"""Offices' workbooks: opened safely, read by meaning, handed back with the faults marked."""

from services.workbooks.columns import Column, Kind
from services.workbooks.drafts import DraftRow, Problem, Reading
from services.workbooks.jobs import OWN_POSITIONS, POSITIONS
from services.workbooks.layout import Skipped
from services.workbooks.marked import marked_workbook
from services.workbooks.offence import drop_offence
from services.workbooks.people import PEOPLE
from services.workbooks.programme import MODELS, OUTREACH
from services.workbooks.reader import Options
from services.workbooks.refusal import WorkbookRefused
from services.workbooks.rows import (
    read_again,
    read_models,
    read_outreach,
    read_own_positions,
    read_people,
    read_positions,
)
from services.workbooks.safety import Sheet, Sheets, open_workbook
from services.workbooks.stages import (
    keep_models,
    keep_outreach,
    keep_own_positions,
    keep_people,
    keep_positions,
    mark_twins,
    sections_trusted,
)

__all__ = [
    "MODELS",
    "OUTREACH",
    "OWN_POSITIONS",
    "PEOPLE",
    "POSITIONS",
    "Column",
    "DraftRow",
    "Kind",
    "Options",
    "Problem",
    "Reading",
    "Sheet",
    "Sheets",
    "Skipped",
    "WorkbookRefused",
    "drop_offence",
    "keep_models",
    "keep_outreach",
    "keep_own_positions",
    "keep_people",
    "keep_positions",
    "mark_twins",
    "marked_workbook",
    "open_workbook",
    "read_again",
    "read_models",
    "read_outreach",
    "read_own_positions",
    "read_people",
    "read_positions",
    "sections_trusted",
]
