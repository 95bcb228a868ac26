"""What travels to a hall: what its tables need, and nothing of the past that no rule reads."""

from datetime import timedelta

from factories import (
    HAM_RONG,
    actor_of,
    make_approval,
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
from services import hall_pack, permissions
from services.permissions import Paper

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


def packed(session, event, by):
    session.commit()
    until = utcnow() + timedelta(hours=6)
    return hall_pack.take_out(session, event, "Máy 1", until, by=by).rows


def test_only_the_staff_of_this_event_can_sign_in_on_the_laptop(session):
    organiser, event = make_user(session, Role.ORGANISER), make_event(session)
    firm = make_employer(session)
    make_event_table(session, event, firm)
    near, far = make_user(session), make_user(session, communes=(HAM_RONG,))
    desks = [make_user(session, Role.DESK) for _ in range(2)]
    desks[0].assignments[0].event_id = event.id
    elsewhere = make_user(session, Role.ORGANISER)
    elsewhere.assignments[0].event_id = make_event(session).id
    gone = make_user(session)
    gone.is_enabled = False
    person = make_returnee(session)
    make_attendance(session, event, person)
    make_approval(session, make_suggestion(session, person, make_position(session, firm)), by=far)
    rows = packed(session, event, actor_of(organiser))
    can_sign_in = {row["id"] for row in rows["users"] if row["password_hash"]}
    assert can_sign_in == {organiser.id, near.id, desks[0].id}
    assert {row["id"] for row in rows["users"]} == can_sign_in | {far.id}
    assert {row["user_id"] for row in rows["assignments"]} == can_sign_in
    assert gone.id not in can_sign_in


def test_a_permission_to_work_elsewhere_travels_without_its_paper(session):
    by, event = actor_of(make_user(session, Role.ORGANISER)), make_event(session)
    one, cleared = bound(session, event), bound(session, event, cleared_on=TODAY)
    for person in (one, cleared):
        permissions.grant(session, person, Paper(["14812"], TODAY, TODAY, "Số 12"), by=by)
    (row,) = packed(session, event, by)["work_permissions"]
    told = (row["returnee_id"], row["communes"], row["paper_ct"])
    assert told == (one.id, ["14812"], None)


def test_limits_travel_while_they_hold_and_cleared_ones_stay_at_home(session):
    by, event = actor_of(make_user(session, Role.ORGANISER)), make_event(session)
    firm = make_employer(session)
    make_event_table(session, event, firm)
    one, cleared = bound(session, event), bound(session, event, cleared_on=TODAY)
    card = make_suggestion(session, one, make_position(session, firm))
    card.note = "Hỏi lại bác Tư."
    rows = packed(session, event, by)
    people = {row["id"]: row for row in rows["returnees"]}
    assert {row["return_date"] for row in people.values()} == {None}
    assert people[one.id]["residence_kind"] == "supervised"
    assert {name: people[cleared.id][name] for name in hall_pack.CLEARED} == hall_pack.CLEARED
    assert [row["returnee_id"] for row in rows["occupation_bans"]] == [one.id]
    assert [row["note_ct"] for row in rows["suggestions"]] == [None]
