"""People at work: the first day is what makes a placement."""

from datetime import date

from sqlalchemy.orm import Session

from models import Actor, Introduction, IntroductionAction, Placement, Said, local_today
from services import audit, follow_ups, introduction_clocks
from services.errors import Refused


def start(
    session: Session,
    introduction: Introduction,
    first_day: date,
    *,
    by: Actor,
    said: Said | None = None,
) -> Placement:
    """Record the first day at work: it has come, and the person was taken on before."""
    if first_day > local_today():
        raise Refused("Ngày đầu đi làm chưa đến. Hãy ghi khi người lao động đã đi làm.")
    introduction.apply(IntroductionAction.START, by=by, said=said, happened_on=first_day)
    introduction_clocks.stop(introduction)
    placement = Placement(
        introduction=introduction,
        returnee_id=introduction.returnee_id,
        position_id=introduction.position_id,
        employer_id=introduction.employer_id,
        first_day=first_day,
        recorded_by_id=by.user_id,
    )
    session.add(placement)
    audit.record(session, "change", introduction.returnee, by=by, fields=["placement"])
    session.flush()
    follow_ups.plan(session, placement, by=by)
    return placement
