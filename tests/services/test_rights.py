"""The clocks of the rights desk, what each request does, and a person erased for good."""

from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_attendance,
    make_employer,
    make_employer_user,
    make_introduction,
    make_returnee,
    make_sponsorship,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import (
    FIRM_SEES,
    MoveNotAllowed,
    Note,
    NoteKind,
    OccupationBan,
    PersonToken,
    RightKind,
    RightsRequest,
    RightState,
    Role,
    local_today,
)
from models.crypto import WrongKeyError
from services import consents, duplicates, erasure, notes, returnees, rights
from services.errors import Refused
from services.right_clocks import clock
from services.rights import Said
from services.working_days import is_working_day

TODAY = local_today()
BEFORE_TET = date(2026, 2, 13)
"""A Friday; offices are free from 14 to 22 February 2026."""


@pytest.fixture
def by(session):
    return actor_of(make_user(session, communes=(HAC_THANH,)))


def asked(session, by, kind=RightKind.DELETE, returnee=None, **values):
    person = returnee or make_returnee(session)
    return rights.receive(session, Said(kind, **values), by=by, returnee=person)


class TestClocks:
    @pytest.mark.parametrize(
        ("kind", "days", "with_others"),
        [
            (RightKind.SEE, 10, 15),
            (RightKind.CORRECT, 10, 15),
            (RightKind.COPY, 10, 15),
            (RightKind.WITHDRAW, 15, 20),
            (RightKind.RESTRICT, 15, 20),
            (RightKind.DELETE, 20, 30),
        ],
    )
    def test_each_kind_has_the_decrees_days(self, kind, days, with_others):
        runs = clock(kind, TODAY)
        assert (runs.days, runs.days_with_others) == (days, with_others)
        assert "356/2025" in runs.article

    def test_two_working_days_jump_over_tet(self):
        assert clock(RightKind.SEE, BEFORE_TET).answer_due(BEFORE_TET) == date(2026, 2, 24)

    def test_a_time_that_ends_over_tet_ends_before_it(self):
        due = clock(RightKind.SEE, BEFORE_TET).due(date(2026, 2, 9))
        assert due == BEFORE_TET
        assert is_working_day(due)

    @pytest.mark.parametrize(
        ("due", "extended"),
        [
            # Tết 2027: free from Friday 05/02 to Thursday 11/02, weekends within.
            ((2027, 1, 25), (2027, 2, 4)),  # lands on the last day before
            ((2027, 1, 26), (2027, 2, 4)),  # on the first free day
            ((2027, 2, 1), (2027, 2, 4)),  # on the last free day
            ((2027, 2, 2), (2027, 2, 12)),  # on the first day back
            ((2027, 2, 4), (2027, 2, 12)),  # on the Sunday after it
        ],
    )
    def test_a_longer_time_that_ends_over_tet_ends_before_it(self, due, extended):
        longer = clock(RightKind.SEE, TODAY).extended(date(*due))
        assert longer == date(*extended)
        assert is_working_day(longer)

    @pytest.mark.parametrize("kind", list(RightKind))
    def test_a_time_made_longer_over_tet_always_gains_days(self, kind):
        runs = clock(kind, TODAY)
        dues = [runs.due(date(2027, 1, 1) + timedelta(gap)) for gap in range(45)]
        assert [due for due in dues if runs.extended(due) <= due] == []

    def test_a_time_is_made_longer_once_with_a_reason(self, session, by):
        request = asked(session, by)
        first = request.due_on
        rights.answer(session, request, by=by)
        with pytest.raises(Refused, match="lý do"):
            rights.extend(session, request, "", by=by)
        rights.extend(session, request, "Chờ doanh nghiệp xóa.", by=by)
        assert request.due_on > first
        with pytest.raises(Refused, match="một lần"):
            rights.extend(session, request, "Thêm nữa.", by=by)

    @pytest.mark.parametrize(("gone", "level"), [(0, 0), (10, 0.5), (16, 0.8), (20, 1.0)])
    def test_alarms_stand_at_half_four_fifths_and_all(self, session, by, gone, level):
        request = asked(session, by)
        rights.answer(session, request, by=by)
        request.received_on, request.due_on = TODAY - timedelta(gone), TODAY + timedelta(20 - gone)
        assert rights.alarm(request, TODAY) == level

    def test_no_answer_in_two_working_days_is_late(self, session, by):
        request = asked(session, by)
        assert rights.alarm(request, request.answer_due_on + timedelta(1)) == 1.0


class TestDoing:
    def test_a_withdrawal_takes_every_yes_back(self, session, by):
        introduction = make_introduction(session)
        request = asked(session, by, RightKind.WITHDRAW, introduction.returnee)
        rights.fulfil(session, request, "Đã rút hết.", by=by)
        session.commit()
        assert consents.standing(session, introduction.returnee) is None
        assert introduction.state not in FIRM_SEES

    def test_a_restriction_ends_automatic_matching(self, session, by):
        request = asked(session, by, RightKind.RESTRICT)
        rights.fulfil(session, request, "", by=by)
        assert request.returnee.automatic_matching is False

    def test_a_refusal_needs_its_reason_and_ends_it(self, session, by):
        request = asked(session, by)
        with pytest.raises(Refused, match="lý do"):
            rights.refuse(session, request, "", by=by)
        rights.refuse(session, request, "Luật cho giữ.", by=by)
        assert (request.state, request.outcome) == (RightState.REFUSED, "Luật cho giữ.")
        with pytest.raises(MoveNotAllowed):
            rights.fulfil(session, request, "", by=by)

    def test_a_day_to_come_is_refused(self, session, by):
        with pytest.raises(Refused, match="chưa đến"):
            asked(session, by, received_on=TODAY + timedelta(1))


class TestErasing:
    def erase(self, session, by, person):
        request = asked(session, by, returnee=person, detail="Xin xóa hết.")
        rights.fulfil(session, request, "Đã xóa.", by=by)
        session.commit()
        session.expire_all()
        return request

    def test_nothing_that_was_sealed_opens_again(self, session, by):
        person = make_approval(session).suggestion.returnee
        notes.write(session, person, notes.Said(NoteKind.CALL, TODAY, "Gọi."), by=by)
        kept = person.full_name_ct
        number = person.national_id
        request = self.erase(session, by, person)
        assert (person.full_name, person.phone, person.summary) == ("", "", "")
        with pytest.raises(WrongKeyError):
            person.opening_cipher(kept).open(kept, "x")
        with pytest.raises(WrongKeyError):
            person.full_name = "Ai Đó"
        assert returnees.find_by_national_id(session, number) is None
        assert session.scalars(select(Note)).all() == []
        assert session.scalars(select(PersonToken)).all() == []
        assert (request.detail, request.outcome) == ("", "Đã xóa.")

    def test_firms_links_and_lists_lose_sight_at_once(self, session, by):
        introduction = make_introduction(session)
        attendance = make_attendance(session, returnee=introduction.returnee)
        self.erase(session, by, introduction.returnee)
        assert introduction.state not in FIRM_SEES
        assert attendance.link_ended_at is not None
        assert attendance.code == ""
        assert returnees.search(session, "mau", by=by) == []

    def test_a_file_merged_into_it_goes_too_and_is_not_taken_back(self, session, by):
        person = make_returnee(session)
        twin = make_returnee(session, full_name="Nguyễn Văn Mẫu", phone="0912000222")
        duplicates.merge(session, person, twin, by=by)
        assert len(session.scalars(duplicates.judged(by)).all()) == 1
        self.erase(session, by, person)
        session.expire_all()
        assert (twin.full_name_ct, twin.phone_ct, twin.data_key_ct) == (None, None, b"\0")
        assert session.scalars(duplicates.judged(by)).all() == []

    def test_what_was_said_of_their_cards_and_requests_goes(self, session, by):
        person = make_returnee(session)
        card = make_suggestion(session, person)
        card.warnings, card.reasons = ["Cần tránh việc nặng."], ["Đã làm thợ hồ."]
        before = asked(session, by, RightKind.SEE, person)
        rights.fulfil(session, before, "Đã đưa tận tay anh Mẫu.", by=by)
        helped = make_sponsorship(session, returnee=person, agreed_witness="Cô Bảy")
        self.erase(session, by, person)
        session.expire_all()
        assert (card.warnings, card.reasons, before.outcome) == ([], [], "")
        assert helped.agreed_witness == ""

    def test_work_done_stays_as_a_count(self, session, by):
        introduction = make_introduction(session)
        self.erase(session, by, introduction.returnee)
        assert introduction.returnee.commune_code == HAC_THANH
        assert introduction.returnee.birth_year == 0

    @pytest.mark.parametrize(
        "limit",
        [
            {"residence_kind": "supervised", "residence_until": TODAY},
            {"residence_kind": "supervised"},
        ],
    )
    def test_a_limit_in_force_is_kept_and_said_so(self, session, by, limit):
        person = make_returnee(session, **limit)
        request = asked(session, by, returnee=person)
        with pytest.raises(Refused, match="Điều 14 và 19"):
            rights.fulfil(session, request, "", by=by)

    def test_a_ban_in_force_is_kept_and_one_that_is_over_is_not(self, session):
        person = make_returnee(session)
        person.bans.append(OccupationBan(isco_prefix="83", until=TODAY - timedelta(1)))
        assert erasure.must_keep(person) == ""
        person.bans.append(OccupationBan(isco_prefix="75", until=TODAY))
        assert f"{TODAY:%d/%m/%Y}" in erasure.must_keep(person)


class TestSight:
    def test_a_firms_complaint_is_for_those_who_see_the_whole_province(self, session, by):
        """It may name anybody's people, and a firm belongs to no commune."""
        mine = asked(session, by)
        far = asked(session, by, returnee=make_returnee(session, commune_code=HAM_RONG))
        employer = make_employer(session)
        firm = actor_of(make_employer_user(session, employer))
        said = Said(RightKind.COMPLAINT, "Chậm trả lời.")
        theirs = rights.receive(session, said, by=firm, employer=employer)
        everywhere = actor_of(make_user(session))
        assert session.scalars(rights.visible(by)).all() == [mine]
        assert set(session.scalars(rights.visible(everywhere))) == {mine, far, theirs}
        assert session.scalars(rights.visible(firm)).all() == [theirs]

    @pytest.mark.parametrize("role", [Role.POLICE, Role.ORGANISER, Role.COMMITTEE])
    def test_others_see_nothing(self, session, by, role):
        asked(session, by)
        other = actor_of(make_user(session, role))
        assert session.scalars(rights.visible(other)).all() == []

    def test_another_firm_sees_nothing(self, session):
        employer = make_employer(session)
        said = Said(RightKind.COMPLAINT, "Chậm.")
        by = actor_of(make_employer_user(session, employer))
        rights.receive(session, said, by=by, employer=employer)
        other = actor_of(make_employer_user(session, make_employer(session)))
        assert session.scalars(rights.visible(other)).all() == []
        assert session.scalars(select(RightsRequest)).one().employer_id == employer.id
