"""The rows to mend as a workbook, every fault marked in its cell."""

from sqlalchemy.orm import Session

from models import Import, ImportRow, RowStatus
from services.importing import rows as stored
from services.workbooks import DraftRow, Problem, marked_workbook


def errors_file(session: Session, batch: Import) -> bytes:
    """Return an .xlsx of the rows that need mending; it uploads clean once they are mended."""
    bad = stored.ordered(batch).where(ImportRow.status == RowStatus.ERROR)
    drafts = [_placed(stored.load(row), batch) for row in session.scalars(bad)]
    return marked_workbook(batch.headings, drafts)


def _placed(draft: DraftRow, batch: Import) -> DraftRow:
    """Give problems found after reading the column of their field."""
    columns = {field: int(column) for column, field in reversed(batch.mapping.items())}
    draft.problems = [
        problem if problem.column is not None else _in_column(problem, columns)
        for problem in draft.problems
    ]
    return draft


def _in_column(problem: Problem, columns: dict[str, int]) -> Problem:
    return Problem(problem.field, columns.get(problem.field), problem.message, problem.candidates)
