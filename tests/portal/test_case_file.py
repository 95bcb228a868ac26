"""A case file in the browser: visits, limits by police, permissions, history, helping hands."""

from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_approval,
    make_attendance,
    make_event,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import Channel, EventState, Interest, Role, Todo, WorkPermission, local_today
from services import consents

TODAY = local_today()
DAY = f"{TODAY:%d/%m/%Y}"
CHILD_BORN = date(TODAY.year - 15, 1, 1)


@pytest.fixture
def desk(session, client):
    return client.sign_in(make_user(session, communes=(HAC_THANH,)))


@pytest.fixture
def police(session, client):
    return client.sign_in(make_user(session, Role.POLICE, communes=(HAC_THANH,)))


def as_asked(**changes):
    asked = dict.fromkeys(
        ("id_card", "residence", "bank_account", "own_phone", "certificate"), "unknown"
    )
    return {"on": DAY, "path": "work", "text": "Ở nhà mẹ."} | asked | changes


class TestVisit:
    def test_what_is_on_file_stands_there_and_a_visit_is_saved(self, session, desk):
        person = make_returnee(session, contact_whose="của chị gái")
        url = f"/counselor/people/{person.id}/visit"
        assert 'value="của chị gái"' in desk.get(url).text
        answer = desk.submit(url, **as_asked(id_card="ready", barriers=["transport", "debt"]))
        assert answer.status_code == 303
        page = desk.get(answer.location).text
        for words in ("Đã có", "Không có phương tiện đi lại", "Đang mắc nợ", "Ở nhà mẹ."):
            assert words in page, words
        assert session.scalars(select(Todo)).one().done_on == TODAY

    @pytest.mark.parametrize(
        "wrong", [{"text": "x" * 201}, {"text": "ra tù"}, {"on": ""}, {"id_card": "lost"}]
    )
    def test_a_slip_keeps_what_was_typed(self, session, desk, wrong):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/visit"
        answer = desk.submit(url, **as_asked(desired_work="Thợ nề") | wrong)
        assert answer.status_code == 422
        assert "Thợ nề" in answer.text


class TestLimits:
    def typed(self, person, **changes):
        return {"version": person.version, "residence_kind": "supervised"} | changes

    def test_police_write_limits_and_nothing_else(self, session, police):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/limits"
        posted = self.typed(person, **{"bans-0-isco_prefix": "83", "summary": "khác"})
        assert police.submit(url, **posted).status_code == 303
        session.expire_all()
        assert (person.residence_kind, [ban.isco_prefix for ban in person.bans]) == (
            "supervised",
            ["83"],
        )
        assert person.summary == "May công nghiệp 3 năm, muốn làm gần nhà."

    def test_a_colleagues_save_in_between_is_pointed_out(self, session, police):
        person = make_returnee(session)
        answer = police.submit(
            f"/counselor/people/{person.id}/limits", **self.typed(person, version="99")
        )
        assert answer.status_code == 422
        assert "vừa được người khác sửa" in answer.text

    def test_police_open_neither_work_nor_visits(self, session, police):
        person = make_returnee(session)
        for page in ("edit", "visit", "contact"):
            assert police.get(f"/counselor/people/{person.id}/{page}").status_code == 403
        assert "Chuẩn bị đi làm" not in police.get(f"/counselor/people/{person.id}").text

    def test_a_permission_is_written_shown_and_ended(self, session, police):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/permissions"
        until = f"{TODAY + timedelta(30):%d/%m/%Y}"
        answer = police.submit(url, places="Phường Hàm Rồng", starts_on=DAY, until=until)
        assert answer.status_code == 303
        assert f"Phường Hàm Rồng đến {until}" in police.get(answer.location).text
        given = session.scalars(select(WorkPermission)).one()
        assert given.communes == [HAM_RONG]
        police.submit(f"{url}/{given.id}/end")
        assert "Chưa có giấy còn hạn" in police.get(f"/counselor/people/{person.id}").text

    def test_a_permission_that_ends_first_is_asked_again(self, session, police):
        person = make_returnee(session)
        answer = police.submit(
            f"/counselor/people/{person.id}/permissions",
            places="Phường Hàm Rồng",
            starts_on=DAY,
            until=f"{TODAY - timedelta(1):%d/%m/%Y}",
        )
        assert answer.status_code == 422


class TestHistory:
    def test_it_tells_who_and_which_fields(self, session, desk):
        person = make_returnee(session)
        desk.submit(f"/counselor/people/{person.id}/visit", **as_asked(desired_work="Thợ nề"))
        page = desk.get(f"/counselor/people/{person.id}/history").text
        assert "Lê Thị Cán Bộ" in page
        assert "Việc mong muốn" in page
        assert "Thợ nề" not in page

    def test_decisions_are_part_of_it(self, session, desk):
        person = make_approval(session).suggestion.returnee
        page = desk.get(f"/counselor/people/{person.id}/history").text
        assert "Gợi ý: đã duyệt" in page


class TestChild:
    def test_the_yes_of_a_child_needs_a_representative(self, session, desk):
        child = make_returnee(
            session,
            consented=False,
            birth_date=CHILD_BORN.isoformat(),
            birth_year=CHILD_BORN.year,
        )
        url = f"/counselor/people/{child.id}/consents"
        assert "Người đại diện cùng đồng ý" in desk.get(url).text
        said = {"how": "paper", "given_on": DAY}
        desk.submit(url, **said)
        assert consents.standing(session, child) is None
        desk.submit(url, **said, representative="Bà Lê Thị Mẹ")
        assert consents.standing(session, child).representative == "Bà Lê Thị Mẹ"

    def test_an_adult_is_not_asked_for_one(self, session, desk):
        adult = make_returnee(session, consented=False)
        page = desk.get(f"/counselor/people/{adult.id}/consents").text
        assert "Người đại diện cùng đồng ý" not in page


class TestHelpingHands:
    def test_an_officer_opens_the_persons_own_screens_and_comes_back(self, session, desk):
        event = make_event(session, on=TODAY, state=EventState.RUNNING)
        suggestion = make_suggestion(session)
        make_approval(session, suggestion)
        make_attendance(session, event, suggestion.returnee)
        opened = desk.submit(f"/counselor/people/{suggestion.returnee_id}/assist")
        assert opened.location == "/my/jobs"
        assert suggestion.position.title in desk.get("/my/jobs").text
        desk.submit(f"/my/jobs/{suggestion.id}", word="call")
        said = session.scalars(select(Interest)).one()
        assert (said.call_back, said.channel) == (True, Channel.OFFICER)
        left = desk.submit("/my/leave")
        assert left.location == f"/counselor/people/{suggestion.returnee_id}"
        assert desk.get("/my/jobs").location == "/counselor/people"

    def test_a_neighbours_person_is_not_there(self, session, desk):
        attendance = make_attendance(
            session, returnee=make_returnee(session, commune_code=HAM_RONG)
        )
        answer = desk.submit(f"/counselor/people/{attendance.returnee_id}/assist")
        assert answer.status_code == 404

    def test_without_an_invitation_it_says_what_to_do(self, session, desk):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/assist"
        answer = desk.submit(url, back=f"/counselor/people/{person.id}")
        assert "nhờ ban tổ chức mời" in desk.get(answer.location).text
