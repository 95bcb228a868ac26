"""A counselor's first page: what waits, counted and one click away."""

from datetime import timedelta

from factories import (
    make_approval,
    make_attendance,
    make_event,
    make_introduction,
    make_returnee,
    make_suggestion,
)
from queries import counted

from models import (
    IntroductionState,
    local_today,
)

TODAY = local_today()


class TestHome:
    def test_it_counts_what_waits_and_links_there(self, session, desk):
        make_suggestion(session)
        make_returnee(session, consented=False)
        make_returnee(session)
        introduction = make_introduction(session)
        introduction.answer_due_on = TODAY - timedelta(days=1)
        event = make_event(session, on=TODAY + timedelta(days=3))
        make_attendance(session, event, introduction.returnee)
        page = desk.get("/counselor/today").text
        for words in (
            "4 người trong địa bàn",
            "1 đã quá hạn",
            "1 lượt",
            "Đã mời 1 người",
            'href="/review/"',
            'href="/counselor/consents"',
            'href="/counselor/people?match=no"',
            f"/{event.id}",
        ):
            assert words in page, words

    def test_what_was_approved_waits_to_be_introduced(self, session, desk):
        make_approval(session)
        page = desk.get("/counselor/today").text
        assert "Đã duyệt, chờ giới thiệu" in page
        assert "1 việc" in page
        assert 'href="/introductions/"' in page

    def test_the_answers_due_first_are_one_click_away(self, session, desk):
        make_introduction(session, state=IntroductionState.SEEN)
        assert 'href="/introductions/?state=seen"' in desk.get("/counselor/today").text

    def test_nothing_due_is_a_plain_sentence(self, desk):
        assert "Hôm nay không có việc nào đến hạn." in desk.get("/counselor/today").text

    def test_each_line_leads_to_where_it_is_done(self, session, desk):
        person = make_returnee(session, return_date=TODAY - timedelta(days=9))
        page = desk.get("/counselor/today").text
        assert f'href="/counselor/people/{person.id}/contact"' in page
        assert f"Hạn {TODAY - timedelta(days=2):%d/%m/%Y}" in page
        assert "Chưa ai phụ trách" in page

    def test_a_long_section_is_read_page_by_page(self, session, desk):
        for _ in range(26):
            make_returnee(session, return_date=TODAY - timedelta(days=3))
        assert "Xem cả 26" in desk.get("/counselor/today").text
        assert desk.get("/counselor/today/first_contact?page=2").text.count("/contact") == 1
        assert desk.get("/counselor/today/first_contact?page=3").status_code == 404
        assert desk.get("/counselor/today/nonsense").status_code == 404

    def test_two_and_twenty_lines_cost_the_same(self, session, connection, desk):
        costs = []
        desk.get("/counselor/today")
        for more in (2, 18):
            for _ in range(more):
                make_suggestion(
                    session, make_returnee(session, return_date=TODAY - timedelta(days=3))
                )
            with counted(connection) as sent:
                assert desk.get("/counselor/today").status_code == 200
            costs.append(len(sent))
        assert costs[0] == costs[1]

    def test_a_call_is_written_down_and_the_line_is_gone(self, session, desk):
        person = make_returnee(
            session,
            return_date=TODAY - timedelta(days=3),
            contact_whose="của anh trai",
            contact_may_say="chỉ xưng tên",
        )
        url = f"/counselor/people/{person.id}/contact"
        page = desk.get(url).text
        assert "(của anh trai)" in page
        assert "Được nói: chỉ xưng tên" in page
        answer = desk.submit(url, kind="call", on=f"{TODAY:%d/%m/%Y}", text="Hẹn thứ hai ghé xã.")
        assert answer.status_code == 303
        assert url not in desk.get("/counselor/today").text

    def test_a_long_note_is_kept_on_the_page(self, session, desk):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/contact"
        long = "x" * 201
        answer = desk.submit(url, kind="call", on=f"{TODAY:%d/%m/%Y}", text=long, call_on="1/1/20")
        assert answer.status_code == 422
        assert long in answer.text

    def test_it_is_where_a_counselor_lands(self, desk):
        assert desk.get("/").location == "/counselor/today"
