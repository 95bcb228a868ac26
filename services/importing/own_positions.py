"""Rows of a firm's own list: drafts of that firm and no other, whatever the file says."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models import Actor, Employer, Position, PositionSource
from services import employers
from services.importing.firms import Values
from services.importing.positions import Positions
from services.importing.verdicts import Verdict, Written
from services.workbooks import DraftRow


class OwnPositions(Positions):
    """Judges and writes rows for the firm of whoever brings them in."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow], by: Actor) -> None:
        self._own = employers.own(session, by)
        for draft in drafts:
            _claim(draft.values, self._own)
        super().__init__(session, drafts, by)

    def judge(self, draft: DraftRow) -> Verdict:
        """Say what writing the row would do for the own firm."""
        _claim(draft.values, self._own)
        return super().judge(draft)

    def write(self, draft: DraftRow, verdict: Verdict) -> Written:
        """Make the draft; the firm itself stands behind it, so nobody has to call."""
        written = super().write(draft, verdict)
        if isinstance(written.record, Position):
            written.record.source = PositionSource.EMPLOYER
        return written

    def _employer(self, _values: Values) -> tuple[Employer, bool]:
        return self._own, False


def _claim(values: Values, own: Employer) -> None:
    """Name the firm by its id: no other firm's row of the same words is ever the same row."""
    values["employer"] = str(own.id)
