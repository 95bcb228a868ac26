"""The review's filters, reasons by hand, two positions compared, and what is told of approvals."""

import re

import pytest
from factories import (
    HAM_RONG,
    make_attendance,
    make_event,
    make_position,
    make_returnee,
    make_suggestion,
)
from sqlalchemy import select

from models import Approval, HandReason, Suggestion, local_today


def page_of(returnee):
    return f"/review/{returnee.id}"


class TestFilters:
    def scene(self, session):
        event = make_event(session, on=local_today())
        far = make_returnee(session, full_name="Lê Văn Xa", commune_code=HAM_RONG, path="training")
        near = make_returnee(session, full_name="Trần Thị Gần")
        make_suggestion(session, far, band="Hợp", warnings=["Cần kiểm tra nơi được đi"])
        make_suggestion(session, near, band="Rất hợp")
        make_attendance(session, event, near)
        return event, far, near

    @pytest.mark.parametrize(
        ("query", "chip", "left"),
        [
            (f"commune={HAM_RONG}", "Phường Hàm Rồng", "far"),
            ("path=training", "Học nghề", "far"),
            ("warned=yes", "Có điều cần kiểm tra", "far"),
            ("warned=no", "Không có cảnh báo", "near"),
            ("band=R%E1%BA%A5t+h%E1%BB%A3p", "Rất hợp", "near"),
            ("mine=1", "Hồ sơ tôi phụ trách", "near"),
        ],
    )
    def test_each_narrows_and_can_be_taken_off(self, session, desk, counselor, query, chip, left):
        _, _, near = self.scene(session)
        near.counselor_id = counselor.id
        session.commit()
        names = {"far": "Lê Văn Xa", "near": "Trần Thị Gần"}
        page = desk.get(f"/review/?{query}").text
        assert names.pop(left) in page
        assert next(iter(names.values())) not in page
        taken_off = re.search(rf'href="([^"]+)">{chip} <span', page)
        assert taken_off is not None
        assert taken_off[1] == "/review/"

    def test_an_events_people_are_reviewed_first(self, session, desk):
        event, far, near = self.scene(session)
        page = desk.get(f"/review/?event={event.id}").text
        assert "Trần Thị Gần" in page
        assert "Lê Văn Xa" not in page
        assert far is not near

    def test_filters_go_along_from_person_to_person(self, session, desk):
        self.scene(session)
        other = make_returnee(session, commune_code=HAM_RONG)
        waiting = make_suggestion(session, other)
        url = f"{page_of(other)}?commune={HAM_RONG}"
        page = desk.get(url).text
        assert "/2</p>" in page
        assert f"commune={HAM_RONG}" in re.search(r'rel="prev"[^>]*href="([^"]+)"', page)[1]
        answer = desk.submit(
            f"/review/suggestions/{waiting.id}/keep?commune={HAM_RONG}", version=waiting.version
        )
        assert f"commune={HAM_RONG}" in answer.location

    def test_what_names_nothing_narrows_nothing(self, session, desk):
        self.scene(session)
        page = desk.get("/review/?commune=99999&event=x&band=x&warned=x&path=x").text
        assert "Lê Văn Xa" in page
        assert "Trần Thị Gần" in page
        assert "filter-chip" not in page


class TestOpened:
    def approve(self, desk, suggestion, **fields):
        desk.submit(
            f"/review/suggestions/{suggestion.id}/approve", version=suggestion.version, **fields
        )

    def test_the_share_approved_unopened_is_reported(self, session, desk):
        read, unread = (make_suggestion(session) for _ in range(2))
        returnee = make_returnee(session)
        both = [make_suggestion(session, returnee) for _ in range(2)]
        self.approve(desk, read, opened="1")
        self.approve(desk, unread)
        desk.submit(
            f"/review/{returnee.id}/approve",
            suggestion=[f"{s.id}:{s.version}" for s in both],
            opened=[str(both[0].id), "x"],
        )
        given = session.scalars(select(Approval)).all()
        assert sorted((a.was_opened, a.in_bulk) for a in given) == [
            (False, False),
            (False, True),
            (True, False),
            (True, True),
        ]
        page = desk.get("/review/").text
        assert "đã duyệt 4 việc: 50% không mở đọc cả tin, 50% duyệt nhiều việc" in page

    def test_ticks_of_another_person_are_not_taken(self, session, desk):
        mine, foreign = make_suggestion(session), make_suggestion(session)
        answer = desk.submit(
            f"/review/{mine.returnee_id}/approve", suggestion=[f"{foreign.id}:{foreign.version}"]
        )
        assert answer.status_code == 404


class TestByHand:
    def test_the_reason_is_asked_and_kept_for_the_ranking(self, session, desk):
        returnee, position = make_returnee(session), make_position(session)
        url = f"/review/{returnee.id}/positions/{position.id}/choose"
        assert desk.submit(url).status_code == 422
        desk.submit(url, reason="knows_trade")
        made = session.scalars(select(Suggestion)).one()
        assert (made.by_hand, made.hand_reason) == (True, HandReason.KNOWS_TRADE)


class TestCompare:
    def test_two_positions_stand_side_by_side_with_their_differences(self, session, desk):
        returnee = make_returnee(session)
        first = make_suggestion(session, returnee)
        second = make_suggestion(
            session,
            returnee,
            make_position(
                session, title="Thợ hàn", shuttle=True, wage_min=12_000_000, wage_max=None
            ),
            missing=["hàn TIG"],
            rank=2,
        )
        assert "So với việc khác" in desk.get(page_of(returnee)).text
        page = desk.get(f"{page_of(returnee)}/compare?a={first.id}&b={second.id}").text
        best = "Được điểm nhiều nhất ở"
        for words in ("Thợ hàn", "Công nhân may", "xe đưa đón", "hàn TIG", best):
            assert words in page, words

    def test_one_alone_asks_for_another(self, session, desk):
        one = make_suggestion(session)
        page = desk.get(f"{page_of(one.returnee)}/compare?a={one.id}").text
        assert "Chọn hai việc để so." in page

    def test_another_persons_card_is_not_compared(self, session, desk):
        mine, foreign = make_suggestion(session), make_suggestion(session)
        page = desk.get(f"{page_of(mine.returnee)}/compare?a={mine.id}&b={foreign.id}").text
        assert "Chọn hai việc để so." in page
