"""Who is invited, their sheets printed and typed back."""

import re
import uuid

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_approval,
    make_attendance,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted
from sqlalchemy import func, select
from words import LIST_A, found

from models import (
    AccessLog,
    Attendance,
    Consent,
    ConsentPurpose,
    Interest,
    local_today,
)
from tests.portal.event_pages import address, focused


def test_people_are_invited_by_commune_once(organiser, session, event):
    make_returnee(session, commune_code=HAC_THANH)
    make_returnee(session, commune_code=HAC_THANH, consented=False)
    make_returnee(session, commune_code=HAM_RONG)
    page = organiser.get(address(event, "invite"))
    assert "Còn 2 người chưa mời" in page.text
    once = str(uuid.uuid4())
    for _ in range(2):
        organiser.submit(address(event, "invite"), once=once, communes=[HAC_THANH])
    assert session.scalar(select(func.count()).select_from(Attendance)) == 1
    assert organiser.submit(address(event, "invite")).status_code == 422


def test_communes_still_to_invite_stand_first_by_their_whole_name(organiser, session, event):
    for code in (HAC_THANH, HAM_RONG):
        make_returnee(session, commune_code=code)
    organiser.submit(address(event, "invite"), communes=[HAC_THANH])
    text = organiser.get(address(event, "invite")).text
    assert text.index("Hàm Rồng") < text.index("Hạc Thành")


def test_the_list_is_sorted_by_given_name(organiser, session, event):
    for code, name in enumerate(("Trần Văn Út", "Lê Thị Ánh", "Đỗ Văn Bình"), start=11110000):
        make_attendance(session, event, make_returnee(session, full_name=name), code=str(code))
    text = organiser.get(address(event, "people")).text
    assert text.index("Lê Thị Ánh") < text.index("Đỗ Văn Bình") < text.index("Trần Văn Út")


def test_the_hand_out_is_ticked_and_taken_back(organiser, session, event):
    row = make_attendance(session, event)
    organiser.submit(address(event, "people", row.id, "hand-out"))
    session.refresh(row)
    assert row.handed_out_on == local_today()
    organiser.submit(address(event, "people", row.id, "hand-out"), undo="1")
    session.refresh(row)
    assert row.handed_out_on is None


def test_a_counselor_reads_and_prints_only_their_own_people(client, session, event):
    mine = make_returnee(session, full_name="Lê Thị Ánh", commune_code=HAC_THANH)
    other = make_returnee(session, full_name="Đỗ Văn Bình", commune_code=HAM_RONG)
    make_attendance(session, event, mine)
    foreign = make_attendance(session, event, other, code="11112222")
    client.sign_in(make_user(session, communes=(HAC_THANH,)))
    for page in ("people", "invitations", "door-list"):
        text = client.get(address(event, page)).text
        assert "Lê Thị Ánh" in text
        assert "Đỗ Văn Bình" not in text
    assert client.get(address(event, "people", foreign.id)).status_code == 404
    assert client.submit(address(event, "people", foreign.id, "sheet")).status_code == 404


def test_an_attendance_of_another_event_is_not_there(organiser, session, event):
    row = make_attendance(session, make_event(session))
    assert organiser.get(address(event, "people", row.id)).status_code == 404
    assert organiser.submit(address(event, "people", row.id, "present")).status_code == 404


def test_the_list_costs_the_same_for_2_and_20_people(organiser, session, event, connection):
    def cost(*parts):
        organiser.get(address(event, *parts))
        with counted(connection) as sent:
            assert organiser.get(address(event, *parts)).status_code == 200
        return len([s for s in sent if not s.startswith("INSERT INTO access_log")])

    def invite(count):
        for _ in range(count):
            person = make_returnee(session)
            row = make_attendance(session, event, person, code=f"{uuid.uuid4().int}"[:8])
            row.sheet_made_at, row.sheet_cards = row.created_at, [str(with_card(session, person))]
        session.commit()
        session.expire_all()

    pages = [("people",), ("sheets",), ("invitations",), ("door-list",), ("check-in",), ("talks",)]
    invite(2)
    few = [cost(*page) for page in pages]
    invite(18)
    assert [cost(*page) for page in pages] == few


def with_card(session, person, **values):
    suggestion = make_suggestion(session, person, make_position(session, **values))
    make_approval(session, suggestion)
    return suggestion.id


def test_a_sheet_is_made_by_a_button_and_then_shown(organiser, session, event, invited):
    with_card(session, invited.returnee, title="Thợ may")
    assert "Chưa lập phiếu" in organiser.get(address(event, "people", invited.id, "sheet")).text
    organiser.submit(address(event, "people", invited.id, "sheet"))
    text = organiser.get(address(event, "people", invited.id, "sheet")).text
    for shown in ("Lê Thị Hòa", "4827 1936", "1. Thợ may", "Thích", "Gọi lại cho tôi"):
        assert shown in text
    assert "data:image/svg+xml" in text
    assert found(text, LIST_A) == []


def test_all_invited_are_printed_together(organiser, session, event, invited):
    make_attendance(session, event, code="11112222")
    organiser.submit(address(event, "sheets"))
    text = organiser.get(address(event, "sheets")).text
    assert text.count("sheet-person") == 2


def test_printing_is_logged_for_each_person(organiser, session, event, invited):
    organiser.get(address(event, "invitations"))
    row = session.scalar(select(AccessLog).where(AccessLog.action == "print"))
    assert row.subject_id == invited.returnee_id
    assert "Lê" not in str(row.fields)


def test_a_person_without_cards_is_led_to_an_advising_table(organiser, session, event, invited):
    make_event_table(session, event, number=15)
    organiser.submit(address(event, "people", invited.id, "sheet"))
    text = organiser.get(address(event, "people", invited.id, "sheet")).text
    assert "Mời anh/chị đến bàn tư vấn số 15" in text
    assert "Việc làm hợp với anh/chị" not in text


@pytest.fixture
def sheet_of_two(organiser, session, event, invited):
    for rank in (1, 2):
        position = make_position(session, title=f"Việc {rank}")
        make_approval(session, make_suggestion(session, invited.returnee, position, rank=rank))
    organiser.submit(address(event, "people", invited.id, "sheet"))
    return invited


def test_a_sheet_is_typed_back_in_one_line(organiser, session, event, sheet_of_two):
    response = organiser.submit(
        address(event, "sheet-entry"), code="4827 1936", likes="1 2", call_backs="2", is_signed="y"
    )
    assert response.status_code == 303
    assert session.scalar(select(func.count()).where(Interest.likes)) == 2
    shared = Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    assert session.scalar(select(func.count()).where(shared)) == 2
    page = organiser.get(address(event, "sheet-entry")).text
    assert "thích 2, gọi lại 1, đồng ý cho 2 doanh nghiệp" in page
    assert re.search(r'<input[^>]*name="code"[^>]*autofocus|autofocus[^>]*name="code"', page)


def test_a_sheet_typed_twice_says_when_it_was(organiser, session, event, sheet_of_two):
    organiser.submit(address(event, "sheet-entry"), code="48271936", likes="1")
    again = organiser.submit(address(event, "sheet-entry"), code="48271936", likes="2")
    assert again.status_code == 422
    assert re.search(r"Phiếu này đã nhập lúc \d\d:\d\d", again.text)
    assert focused(again) == "replace"
    assert 'value="2"' in again.text
    replaced = organiser.submit(
        address(event, "sheet-entry"), code="48271936", likes="2", replace="y"
    )
    assert replaced.status_code == 303
    assert session.scalar(select(func.count()).where(Interest.likes)) == 1


@pytest.mark.parametrize("code", ["00000000", "4827193", "mã", "4827193600"])
def test_a_wrong_code_is_answered_without_a_hint(organiser, event, sheet_of_two, code):
    response = organiser.submit(address(event, "sheet-entry"), code=code, likes="1")
    assert response.status_code == 422
    assert "Hãy xem lại" in response.text
    assert "Hòa" not in response.text


def test_a_number_that_is_not_on_the_sheet_stays_typed(organiser, session, event, sheet_of_two):
    response = organiser.submit(address(event, "sheet-entry"), code="48271936", likes="1 7")
    assert response.status_code == 422
    assert "Phiếu này không có việc số 7" in response.text
    assert focused(response) == "likes"
    assert session.scalar(select(func.count()).select_from(Interest)) == 0


def test_a_counselor_types_only_their_own_peoples_sheets(app, session, event, sheet_of_two):
    other = app.test_client().sign_in(make_user(session, communes=(HAM_RONG,)))
    response = other.submit(address(event, "sheet-entry"), code="48271936", likes="1")
    assert response.status_code == 422
    assert "Không có phiếu nào mang mã này" in response.text
