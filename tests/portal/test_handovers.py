"""Duplicates and hand-overs in the browser: who reads which name, and every step back."""

from datetime import timedelta

import pytest
from factories import HAC_THANH, HAM_RONG, actor_of, make_returnee, make_user
from queries import counted
from sqlalchemy import select

from models import (
    AccessLog,
    Assignment,
    AssignmentKind,
    Handover,
    HandoverReason,
    HandoverState,
    SamePerson,
    local_today,
)
from services import handover
from services.handover import Way

TODAY = local_today()


@pytest.fixture
def counselor(session):
    return make_user(session, communes=(HAC_THANH,), full_name="Lê Thị Đây")


@pytest.fixture
def neighbour(session):
    return make_user(session, communes=(HAM_RONG,), full_name="Trần Văn Kia")


def twins(session):
    return make_returnee(session, national_id=""), make_returnee(session, desired_work="Thợ nề")


class TestDuplicates:
    def test_two_files_stand_side_by_side_and_become_one_and_two_again(self, session, desk):
        first, second = twins(session)
        assert "So hai hồ sơ" in desk.get("/counselor/duplicates").text
        address = f"/counselor/duplicates/{first.id}/{second.id}"
        assert "Thợ nề" in desk.get(address).text
        merged = desk.submit(f"{address}/merge")
        assert merged.location == f"/counselor/people/{first.id}"
        assert desk.get(f"/counselor/people/{second.id}").status_code == 404
        page = desk.get("/counselor/duplicates").text
        assert "Đã gộp" in page
        pair = session.scalars(select(SamePerson)).one()
        desk.submit(f"/counselor/duplicates/{pair.id}/undo")
        assert desk.get(f"/counselor/people/{second.id}").status_code == 200

    def test_of_a_strangers_file_only_name_and_year_are_told_and_both_looks_are_logged(
        self, session, desk
    ):
        mine = make_returnee(session)
        theirs = make_returnee(session, commune_code=HAM_RONG)
        page = desk.get("/counselor/duplicates").text
        assert "một xã khác" in page
        assert [word for word in ("Hàm Rồng", "Cùng ngày sinh", "căn cước") if word in page] == []
        looks = select(AccessLog.subject_id).where(AccessLog.action == "list")
        assert {mine.id, theirs.id} <= set(session.scalars(looks))

    def test_two_people_are_told_apart(self, session, desk):
        first, second = twins(session)
        desk.submit(f"/counselor/duplicates/{first.id}/{second.id}/tell-apart")
        assert "So hai hồ sơ" not in desk.get("/counselor/duplicates").text

    def test_a_file_is_not_compared_with_itself_or_a_strangers(self, session, desk):
        first = make_returnee(session)
        stranger = make_returnee(session, commune_code=HAM_RONG)
        for other in (first, stranger):
            assert desk.get(f"/counselor/duplicates/{first.id}/{other.id}").status_code == 404

    def test_two_and_twenty_pairs_cost_the_same(self, session, connection, desk):
        desk.get("/counselor/duplicates")
        costs = []
        for more in (2, 18):
            for number in range(more):
                for _ in range(2):
                    name = f"Nguyễn Văn {'abcdefghijklmnopqrst'[number]}{more}"
                    make_returnee(session, full_name=name)
            with counted(connection) as sent:
                desk.get("/counselor/duplicates")
            costs.append(len(sent))
        assert costs[0] == costs[1]


class TestHandover:
    def test_offered_here_and_accepted_there(self, session, desk, app, neighbour):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/handover"
        asked = desk.submit(url, to_commune="Phường Hàm Rồng", reason="moved")
        there = app.test_client().sign_in(neighbour)
        assert "Nguyễn Văn Mẫu" in there.get("/counselor/today").text
        assert "Nhận hồ sơ" in there.get(asked.location).text
        there.submit(f"{asked.location}/accept")
        assert there.get(f"/counselor/people/{person.id}").status_code == 200
        assert desk.get(f"/counselor/people/{person.id}").status_code == 404

    def test_an_unknown_place_is_asked_again(self, session, desk):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/handover"
        answer = desk.submit(url, to_commune="Xã Không Có", reason="moved")
        assert answer.status_code == 422

    def test_who_asks_reads_no_name_of_a_strangers_file(self, session, desk, counselor):
        person = make_returnee(session, commune_code=HAM_RONG, full_name="Phạm Thị Kín")
        way = Way(HAC_THANH, HandoverReason.LISTED_TWICE, gives=False)
        row = handover.ask(session, person, way, by=actor_of(counselor))
        session.commit()
        for url in ("/counselor/handovers", f"/counselor/handovers/{row.id}"):
            page = desk.get(url)
            assert page.status_code == 200
            assert "Phạm Thị Kín" not in page.text

    def test_an_offer_that_is_over_shows_the_other_side_no_name(
        self, session, desk, app, neighbour
    ):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/handover"
        asked = desk.submit(url, to_commune="Phường Hàm Rồng", reason="moved", note="Nhà mới.")
        desk.submit(f"{asked.location}/withdraw")
        there = app.test_client().sign_in(neighbour)
        for page in ("/counselor/handovers", asked.location):
            text = there.get(page).text
            assert [word for word in ("Nguyễn Văn Mẫu", "Nhà mới") if word in text] == []
        assert "Nguyễn Văn Mẫu" in desk.get(asked.location).text

    def test_a_refusal_says_why_and_never_of_an_offence(self, session, desk, app, neighbour):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/handover"
        asked = desk.submit(url, to_commune="Phường Hàm Rồng", reason="moved").location
        there = app.test_client().sign_in(neighbour)
        for why in ("", "Mới đi tù về"):
            assert there.submit(f"{asked}/refuse", why=why).status_code == 422
        row = session.scalars(select(Handover)).one()
        assert (row.state, row.refusal) == (HandoverState.ASKED, "")
        there.submit(f"{asked}/refuse", why="Chưa chuyển khẩu")
        assert "Chưa chuyển khẩu" in desk.get(asked).text

    def test_a_third_commune_sees_nothing_of_it(self, session, client, neighbour):
        person = make_returnee(session)
        row = handover.ask(
            session, person, Way("14812"), by=actor_of(make_user(session, communes=(HAC_THANH,)))
        )
        session.commit()
        client.sign_in(neighbour)
        assert client.get(f"/counselor/handovers/{row.id}").status_code == 404
        assert session.scalars(select(Handover)).one().id == row.id


class TestLeave:
    def test_a_colleague_is_asked_told_and_released(self, session, desk, neighbour):
        day = f"{TODAY:%d/%m/%Y}"
        answer = desk.submit("/counselor/leave", colleague=str(neighbour.id), first=day, last=day)
        assert answer.status_code == 303
        assert "Trần Văn Kia làm thay" in desk.get("/counselor/today").text
        cover = session.scalars(
            select(Assignment).where(Assignment.kind == AssignmentKind.COVER)
        ).one()
        desk.submit(f"/counselor/leave/{cover.id}/end")
        assert "làm thay ở" not in desk.get("/counselor/today").text

    def test_days_that_are_over_are_refused(self, session, desk, neighbour):
        day = f"{TODAY - timedelta(3):%d/%m/%Y}"
        answer = desk.submit(
            "/counselor/leave", colleague=str(neighbour.id), first=day, last=day, back="/"
        )
        assert answer.status_code in {303, 422}
        assert (
            session.scalars(select(Assignment).where(Assignment.kind == AssignmentKind.COVER)).all()
            == []
        )
