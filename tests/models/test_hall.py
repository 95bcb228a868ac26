"""What a laptop writes down names people, so it lies sealed."""

from factories import make_event
from sqlalchemy import text

from models import HallAction


def test_what_was_done_in_the_hall_lies_sealed_in_the_table(session):
    says = {"full_name": "Lê Văn Thêm", "birth_year": 1990, "witness": "Cô Bảy"}
    made = HallAction(
        event_id=make_event(session).id, number=1, verb="walk_in", payload=says, role="organiser"
    )
    session.add(made)
    session.flush()
    raw = str(session.execute(text("SELECT * FROM hall_actions")).one())
    session.expire_all()
    assert [word for word in ("Thêm", "Bảy", "1990") if word in raw] == []
    assert made.payload == says
