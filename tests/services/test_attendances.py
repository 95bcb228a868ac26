import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_attendance,
    make_consent,
    make_event,
    make_returnee,
    make_user,
)
from sqlalchemy import func, select

from models import (
    Actor,
    Attendance,
    AttendanceState,
    Consent,
    ConsentHow,
    ConsentPurpose,
    EventState,
    MoveNotAllowed,
    Returnee,
    Role,
    local_today,
)
from services import attendances, checkin, links
from services.errors import Refused
from services.scope import visible_attendances


@pytest.fixture
def event(session):
    return make_event(session, on=local_today())


def test_only_people_who_said_yes_are_invited(session, event, organiser):
    yes, no = make_returnee(session), make_returnee(session, consented=False)
    made = attendances.invite(session, event, [yes, no], by=organiser)
    assert [row.returnee for row in made] == [yes]


def test_a_withdrawn_yes_invites_nobody(session, event, organiser):
    person = make_returnee(session, consented=False)
    make_consent(session, person, withdrawn_on=local_today())
    assert attendances.invite(session, event, [person], by=organiser) == []


def test_inviting_twice_makes_one_invitation(session, event, organiser):
    person = make_returnee(session)
    attendances.invite(session, event, [person], by=organiser)
    assert attendances.invite(session, event, [person], by=organiser) == []


def test_codes_are_eight_digits_and_found_only_at_their_event(session, event, organiser):
    (row,) = attendances.invite(session, event, [make_returnee(session)], by=organiser)
    assert len(row.code) == 8
    assert attendances.find_by_code(session, event.id, attendances.spaced(row.code)) is row
    assert attendances.find_by_code(session, make_event(session).id, row.code) is None


def test_neither_code_nor_link_is_stored_as_it_is(session, event, organiser):
    (row,) = attendances.invite(session, event, [make_returnee(session)], by=organiser)
    stored = b"".join([row.code_ct or b"", row.code_hmac, row.link_token_ct or b"", row.link_hmac])
    assert row.code.encode() not in stored
    assert row.link_token.encode() not in stored


def test_an_event_invites_at_most_500_and_its_door_takes_more(
    session, event, organiser, monkeypatch
):
    monkeypatch.setattr(attendances, "MAX_INVITED", 2)
    people = [make_returnee(session) for _ in range(3)]
    with pytest.raises(Refused, match="Còn mời được 2 người"):
        attendances.invite(session, event, people, by=organiser)
    assert session.scalar(select(func.count()).select_from(Attendance)) == 0
    attendances.invite(session, event, people[:2], by=organiser)
    unasked = attendances.admit(session, event, people[2], state=AttendanceState.WALK_IN)
    assert unasked.number == 3


def test_an_ended_event_invites_nobody(session, organiser):
    over = make_event(session, state=EventState.CLOSED)
    with pytest.raises(Refused):
        attendances.invite(session, over, [make_returnee(session)], by=organiser)


def test_communes_are_counted_by_who_said_yes(session, event, organiser):
    make_returnee(session, commune_code=HAC_THANH, consented=False)
    invited = make_returnee(session, commune_code=HAC_THANH)
    make_returnee(session, commune_code=HAC_THANH)
    make_returnee(session, commune_code=HAM_RONG)
    attendances.invite(session, event, [invited], by=organiser)
    counts = {c.code: c for c in attendances.count_by_commune(session, event, by=organiser)}
    assert (counts[HAC_THANH].consented, counts[HAC_THANH].invited) == (2, 1)
    assert counts[HAM_RONG].waiting == 1
    assert len(attendances.invite_communes(session, event, [HAM_RONG], by=organiser)) == 1


def test_an_organiser_of_one_commune_invites_only_there(session, event):
    make_returnee(session, commune_code=HAC_THANH)
    make_returnee(session, commune_code=HAM_RONG)
    local = actor_of(make_user(session, Role.ORGANISER, communes=(HAM_RONG,)))
    counts = attendances.count_by_commune(session, event, by=local)
    assert [count.code for count in counts] == [HAM_RONG]
    assert attendances.invite_communes(session, event, [HAC_THANH], by=local) == []


def test_a_link_opens_once(session, event, organiser):
    (row,) = attendances.invite(session, event, [make_returnee(session)], by=organiser)
    token = row.link_token
    assert links.find_by_link(session, token) is row
    links.use_link(session, row)
    assert links.find_by_link(session, token) is None


def test_staff_end_a_link_and_give_a_new_one(session, event, organiser):
    row = make_attendance(session, event)
    token = row.link_token
    links.end_link(session, row, by=organiser)
    assert links.find_by_link(session, token) is None
    links.renew_link(session, row, by=organiser)
    assert links.find_by_link(session, token) is None
    assert links.find_by_link(session, row.link_token) is row


def found(session, event, typed, organiser):
    return checkin.search(session, event, typed, visible_attendances(organiser))


def test_the_desk_finds_by_code_by_scanned_link_and_by_name_without_accents(
    session, event, organiser
):
    person = make_returnee(session, full_name="Lê Thị Hòa")
    row = make_attendance(session, event, person)
    make_attendance(session, event, code="11112222")
    assert found(session, event, "4827 1936", organiser) == [row]
    assert found(session, event, f"http://noiviec.lan/my/link/{row.link_token}", organiser) == [row]
    assert found(session, event, "le thi hoa", organiser) == [row]
    assert found(session, event, "hoa", organiser) == [row]


def test_names_of_another_event_are_not_found(session, event, organiser):
    person = make_returnee(session, full_name="Lê Thị Hòa")
    make_attendance(session, make_event(session), person)
    assert found(session, event, "hòa", organiser) == []
    assert found(session, event, "  ", organiser) == []


def test_checking_in_twice_is_no_second_arrival(session, event, organiser):
    row = make_attendance(session, event)
    checkin.check_in(session, row, by=organiser)
    with pytest.raises(MoveNotAllowed):
        checkin.check_in(session, row, by=organiser)
    checkin.undo_check_in(session, row, by=organiser)
    assert row.arrived_at is None
    assert not checkin.is_here(row)


def test_nobody_is_ticked_outside_the_day(session, organiser):
    row = make_attendance(session, make_event(session))
    with pytest.raises(Refused):
        checkin.check_in(session, row, by=organiser)


def test_the_desk_reads_the_given_name_only(session, event, organiser):
    row = make_attendance(session, event, make_returnee(session, full_name="Nguyễn Văn Hùng"))
    assert checkin.name_for(row, Actor(role=Role.DESK, event_id=event.id)) == "Hùng"
    assert checkin.name_for(row, organiser) == "Nguyễn Văn Hùng"


def walk(**values):
    said = {
        "full_name": "Phạm Thị Lan",
        "birth_year": 1988,
        "commune_code": HAC_THANH,
        "phone": "0900000002",
    }
    return checkin.WalkIn(**said | values)


def test_a_walk_in_becomes_a_person_with_a_code(session, event, organiser):
    row = checkin.walk_in(session, event, walk(), by=organiser)
    assert row.state == AttendanceState.WALK_IN
    assert row.returnee.phone == "0900000002"
    assert len(row.code) == 8


def test_a_spoken_yes_needs_its_witness(session, event, organiser):
    silent = checkin.walk_in(session, event, walk(), by=organiser)
    spoken = checkin.walk_in(session, event, walk(full_name="Lê An", witness="Bà Tư"), by=organiser)
    consents = session.scalars(
        select(Consent).where(Consent.purpose == ConsentPurpose.MATCHING)
    ).all()
    assert [c.returnee_id for c in consents] == [spoken.returnee_id]
    assert consents[0].how == ConsentHow.SPOKEN
    assert consents[0].witness == "Bà Tư"
    assert silent.returnee_id != spoken.returnee_id


def test_a_known_person_is_not_made_twice(session, event, organiser):
    person = make_returnee(session, full_name="Phạm Thị Lan", birth_year=1988)
    invited = make_attendance(session, event, person)
    row = checkin.walk_in(session, event, walk(full_name="phạm thị lan"), by=organiser)
    assert row is invited
    assert row.state == AttendanceState.PRESENT
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1
