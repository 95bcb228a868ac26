"""What travels to a hall: what its tables need, and nothing of the past that no rule reads."""

from datetime import timedelta

from factories import (
    actor_of,
    make_attendance,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)

from models import OccupationBan, Role, local_today, utcnow
from services import hall_pack

TODAY = local_today()
LIMITS = {
    "residence_kind": "supervised",
    "residence_until": TODAY + timedelta(days=9),
    "residence_communes": ["14812"],
    "return_basis": "completed",
    "return_date": TODAY - timedelta(days=99),
}


def bound(session, event, **values):
    person = make_returnee(session, **LIMITS, **values)
    person.bans.append(OccupationBan(isco_prefix="83"))
    make_attendance(session, event, person, code=f"1234567{int(bool(values))}")
    return person


def test_limits_travel_while_they_hold_and_cleared_ones_stay_at_home(session):
    by, event = actor_of(make_user(session, Role.ORGANISER)), make_event(session)
    firm = make_employer(session)
    make_event_table(session, event, firm)
    one, cleared = bound(session, event), bound(session, event, cleared_on=TODAY)
    card = make_suggestion(session, one, make_position(session, firm))
    card.note = "Hỏi lại bác Tư."
    session.commit()
    rows = hall_pack.take_out(session, event, "Máy 1", utcnow() + timedelta(hours=6), by=by).rows
    people = {row["id"]: row for row in rows["returnees"]}
    assert {row["return_date"] for row in people.values()} == {None}
    assert people[one.id]["residence_kind"] == "supervised"
    assert {name: people[cleared.id][name] for name in hall_pack.CLEARED} == hall_pack.CLEARED
    assert [row["returnee_id"] for row in rows["occupation_bans"]] == [one.id]
    assert [row["note_ct"] for row in rows["suggestions"]] == [None]
