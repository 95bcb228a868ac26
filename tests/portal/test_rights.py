"""The rights desk and expungement in the browser: clocks on screen, and what disappears."""

from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_attendance,
    make_employer,
    make_employer_user,
    make_returnee,
    make_user,
)
from queries import counted
from sqlalchemy import select

from models import SYSTEM, OccupationBan, RightsRequest, Role, local_today
from services import rights
from services.rights import RightKind, Said

TODAY = local_today()
DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def counselor(session):
    return make_user(session, communes=(HAC_THANH,))


class TestDesk:
    def test_a_request_is_written_answered_and_done(self, session, desk):
        person = make_returnee(session)
        made = desk.submit(f"/rights/people/{person.id}/new", kind="see", received_on=DAY)
        assert "2 ngày làm việc" in desk.get(made.location).text
        assert "Xem dữ liệu" in desk.get("/counselor/today").text
        desk.submit(f"{made.location}/answer")
        desk.submit(f"{made.location}/fulfil", words="Đã in đưa tận tay.")
        assert "Đã in đưa tận tay." in desk.get(made.location).text
        assert "Xem dữ liệu" in desk.get("/rights/?closed=1").text
        assert "Xem dữ liệu" not in desk.get("/rights/").text

    def test_a_deletion_erases_and_leads_back_to_the_desk(self, session, desk):
        person = make_returnee(session)
        made = desk.submit(f"/rights/people/{person.id}/new", kind="delete", received_on=DAY)
        done = desk.submit(f"{made.location}/fulfil", words="Đã xóa.")
        assert done.location == "/rights/"
        assert desk.get(f"/counselor/people/{person.id}").status_code == 404
        assert "Người đã xóa dữ liệu" in desk.get("/rights/?closed=1").text

    def test_everything_on_file_is_printed_and_copied(self, session, desk):
        person = make_returnee(session, desired_work="Thợ nề")
        for end in ("data", "data.txt"):
            page = desk.get(f"/rights/people/{person.id}/{end}")
            assert person.national_id in page.text
            assert "Thợ nề" in page.text

    def test_an_outcome_is_typed_again_when_it_speaks_of_an_offence(self, session, desk):
        row = _request(session, make_returnee(session))
        session.commit()
        page = desk.submit(f"/rights/{row.id}/fulfil", words="Anh ấy phạm tội trộm cắp")
        assert page.status_code == 422
        assert "trộm cắp</textarea>" in page.text
        assert row.outcome == ""

    def test_a_neighbours_request_is_not_there(self, session, desk):
        person = make_returnee(session, commune_code=HAM_RONG)
        assert desk.get(f"/rights/people/{person.id}/new").status_code == 404
        assert desk.get(f"/rights/people/{person.id}/data").status_code == 404

    def test_two_and_twenty_requests_cost_the_same(self, session, connection, desk):
        desk.get("/rights/")
        costs = []
        for more in (2, 18):
            for _ in range(more):
                person = make_returnee(session)
                session.add(_request(session, person))
            session.commit()
            session.expire_all()
            with counted(connection) as sent:
                desk.get("/rights/")
            costs.append(len(sent))
        assert costs[0] == costs[1]


def _request(session, person):
    return rights.receive(session, Said(RightKind.SEE), by=SYSTEM, returnee=person)


class TestComplaints:
    def test_a_firm_complains_and_reads_the_answer(self, session, app):
        desk = app.test_client().sign_in(make_user(session))
        firm = app.test_client().sign_in(make_employer_user(session, make_employer(session)))
        firm.submit("/rights/complaint", detail="Chờ lâu quá.")
        row = session.scalars(select(RightsRequest)).one()
        assert "Chờ lâu quá." in desk.get(f"/rights/{row.id}").text
        desk.submit(f"/rights/{row.id}/fulfil", words="Đã trả lời qua điện thoại.")
        assert "Đã trả lời qua điện thoại." in firm.get("/rights/complaint").text

    def test_a_person_complains_on_their_own_screen(self, session, client):
        attendance = make_attendance(session)
        client.open_link(attendance)
        assert client.get("/rights/say").status_code == 200
        client.submit("/rights/say", detail="Chưa ai gọi lại.")
        row = session.scalars(select(RightsRequest)).one()
        assert (row.returnee_id, row.detail) == (attendance.returnee_id, "Chưa ai gọi lại.")

    def test_a_complaint_about_an_officer_is_not_theirs_to_read(self, session, app):
        accused, other = make_user(session), make_user(session)
        attendance = make_attendance(session)
        kiosk = app.test_client()
        kiosk.open_link(attendance)
        kiosk.submit("/rights/say", detail="Nói nặng lời.", about=str(accused.id))
        row = session.scalars(select(RightsRequest)).one()
        for user, status in ((accused, 404), (other, 200)):
            desk = app.test_client().sign_in(user)
            assert desk.get(f"/rights/{row.id}").status_code == status
            today = desk.get("/counselor/today").text + desk.get("/rights/").text
            assert (f"/rights/{row.id}" in today) == (user is other)


class TestExpungement:
    def facts(self, **changes):
        known = {"sentence": "up_to_5", "completed_on": "10/03/2025", "has_extra": "no"}
        rest = {"duties_done": "yes", "excluded_chapter": "no", "new_offence": "no"}
        return known | rest | changes

    def person(self, session):
        made = make_returnee(
            session,
            return_basis="completed",
            residence_kind="supervised",
            residence_until=TODAY + timedelta(days=5),
            return_date=date(2025, 3, 17),
        )
        made.bans.append(OccupationBan(isco_prefix="8322", until=TODAY + timedelta(days=5)))
        session.commit()
        return made

    def test_police_write_the_facts_and_read_the_forecast(self, session, client):
        client.sign_in(make_user(session, Role.POLICE, communes=(HAC_THANH,)))
        person = self.person(session)
        url = f"/counselor/people/{person.id}/expungement"
        assert "Chưa có ngày dự kiến" in client.get(url).text
        client.submit(url, **self.facts())
        page = client.get(url).text
        assert "Dự kiến: sau ngày 10/03/2027" in page
        assert "Không có hành vi phạm tội mới" in page
        client.submit(url, **self.facts(new_offence="unknown"))
        assert "Dự kiến: sau ngày" not in client.get(url).text

    @pytest.mark.parametrize(
        "fact", [{"excluded_chapter": "yes"}, {"new_offence": "yes"}, {"duties_done": "no"}]
    )
    def test_why_there_is_no_day_is_read_by_police_alone(self, session, app, desk, fact):
        person = self.person(session)
        police = app.test_client().sign_in(make_user(session, Role.POLICE, communes=(HAC_THANH,)))
        url = f"/counselor/people/{person.id}"
        police.submit(f"{url}/expungement", **self.facts(**fact))
        assert "<dt>Xóa án tích</dt>" in police.get(url).text
        assert "Xóa án tích" not in desk.get(url).text
        police.submit(f"{url}/expungement", **self.facts())
        assert "Dự kiến sau ngày 10/03/2027" in desk.get(url).text

    def test_the_loan_desk_fills_in_nothing_that_was_cleared(self, session, desk):
        person = self.person(session)
        url = f"/sponsoring/people/{person.id}/loan"
        assert "17/03/2025" in desk.get(url).text
        person.cleared_on = TODAY
        session.commit()
        page = desk.get(url).text
        assert "17/03/2025" not in page
        assert 'selected value="completed"' not in page

    def test_once_confirmed_counselors_read_nothing_of_it_anywhere(
        self, session, app, desk, counselor
    ):
        person = self.person(session)
        person.counselor_id = counselor.id
        session.commit()
        police = app.test_client().sign_in(make_user(session, Role.POLICE, communes=(HAC_THANH,)))
        confirm = f"/counselor/people/{person.id}/expungement/confirm"
        assert police.submit(confirm, on=DAY).status_code == 303
        marks = ("Chấp hành xong", "Quản chế", "8322", "17/03/2025", "Xóa án tích", "chấp hành")
        pages = ("", "/edit", "/history", "/visit", "/contact")
        urls = [f"/counselor/people/{person.id}{page}" for page in pages]
        for url in (
            *urls,
            f"/rights/people/{person.id}/data",
            "/counselor/people",
            "/counselor/today",
        ):
            page = desk.get(url)
            assert page.status_code == 200, url
            shown = page.text.replace("Giấy chứng nhận chấp hành xong", "")
            assert [mark for mark in marks if mark in shown] == [], url
        for hidden in ("limits", "permissions"):
            assert desk.get(f"/counselor/people/{person.id}/{hidden}").status_code == 404
        assert "Quản chế" in police.get(f"/counselor/people/{person.id}").text

    def test_an_edit_afterwards_leaves_what_is_hidden_as_it_was(self, session, desk):
        person = self.person(session)
        person.cleared_on = TODAY
        session.commit()
        desk.submit(
            f"/counselor/people/{person.id}/edit",
            version=person.version,
            full_name="Nguyễn Văn Mẫu",
            birth_year="1990",
            commune_code=HAC_THANH,
            path="training",
            residence_kind="none",
        )
        session.expire_all()
        assert (person.path, person.residence_kind) == ("training", "supervised")
        assert [ban.isco_prefix for ban in person.bans] == ["8322"]
