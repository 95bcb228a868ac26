import re
import uuid
from datetime import timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_approval,
    make_attendance,
    make_consent,
    make_device,
    make_employer,
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
    AttendanceState,
    Consent,
    ConsentPurpose,
    Device,
    DeviceKind,
    Event,
    EventState,
    EventTable,
    Interest,
    Introduction,
    NextStep,
    Role,
    Talk,
    TalkState,
    local_today,
)


@pytest.fixture
def desk(app, session, event):
    return app.test_client().pair(make_device(session, event, DeviceKind.DESK))


def address(event, *parts):
    return "/".join(["/events", str(event.id), *(str(part) for part in parts)])


def details(**values):
    tomorrow = local_today() + timedelta(days=1)
    return {
        "name": "Hội nghị tư vấn, giới thiệu việc làm",
        "place": "Nhà văn hóa phường",
        "commune_code": HAC_THANH,
        "on": f"{tomorrow:%d/%m/%Y}",
        "starts_at": "13h30",
        "ends_at": "16:30",
        "slot_minutes": "15",
        "max_talks": "3",
        "contact_phone": "0900 000 009",
    } | values


# Plan


def focused(response):
    """Return the name of what has the focus when the page opens: the first that asks for it."""
    first = re.search(r"<[^>]*\bautofocus\b[^>]*>", response.text)[0]
    return re.search(r'name="(\w+)"', first)[1]


def test_an_event_is_made_on_one_form(organiser, session):
    response = organiser.submit("/events/new", **details())
    made = session.scalar(select(Event))
    assert response.status_code == 303
    assert response.headers["Location"] == address(made)
    assert f"{made.starts_at:%H:%M}" == "13:30"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Ngày hội cho người được đặc xá"}, "Giấy mời không dùng chữ “đặc xá”"),
        ({"place": "Trại giam số 5"}, "Giấy mời không dùng chữ “trại”"),
        ({"ends_at": "13:00"}, "Giờ kết thúc phải sau giờ bắt đầu"),
        ({"on": "01/01/2020"}, "Ngày này đã qua"),
        ({"slot_minutes": "1"}, "Một lượt dài từ 5 đến 120 phút"),
        ({"commune_code": "99999"}, "Xã, phường"),
    ],
)
def test_a_form_with_faults_comes_back_as_it_was_typed(organiser, session, wrong, sentence):
    response = organiser.submit("/events/new", **details(**wrong))
    assert response.status_code == 422
    assert sentence in response.text
    assert "0900 000 009" in response.text
    assert session.scalar(select(func.count()).select_from(Event)) == 0


def test_a_double_click_makes_one_event(organiser, session):
    once = str(uuid.uuid4())
    first = organiser.submit("/events/new", once=once, **details())
    second = organiser.submit("/events/new", once=once, **details())
    assert first.headers["Location"] == second.headers["Location"]
    assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_capacity_is_stated_first(organiser, session, event):
    for _ in range(2):
        make_event_table(session, event, make_employer(session), group_size=30)
    page = organiser.get(address(event))
    assert "Đủ chỗ cho 720 lượt" in page.text


def test_a_hiring_table_needs_a_firm_and_a_free_number(organiser, session, event):
    make_event_table(session, event, number=3)
    form = {
        "number": "3",
        "kind": "hiring",
        "employer_id": "",
        "group_size": "4",
        "least": "1",
        "label": "",
    }
    response = organiser.submit(address(event, "tables", "new"), **form)
    assert response.status_code == 422
    assert "Số bàn này đã có" in response.text
    assert "Bàn tuyển dụng cần một doanh nghiệp" in response.text
    firm = make_employer(session)
    form |= {"number": "4", "employer_id": str(firm.id)}
    assert organiser.submit(address(event, "tables", "new"), **form).status_code == 303
    made = session.scalar(select(EventTable).where(EventTable.number == 4))
    assert made.employer_id == firm.id


def test_a_table_of_another_event_is_not_there(organiser, session, event):
    table = make_event_table(session, make_event(session))
    assert organiser.get(address(event, "tables", table.id)).status_code == 404


def test_an_event_opens_and_closes_by_its_buttons(organiser, session, event):
    page = organiser.get(address(event))
    assert "Mở hội nghị" in page.text
    assert "Kết thúc hội nghị" not in page.text
    organiser.submit(address(event, "move"), action="open")
    organiser.submit(address(event, "move"), action="close")
    session.refresh(event)
    assert event.state == EventState.CLOSED
    assert "Sửa hội nghị" not in organiser.get(address(event)).text


# Invite


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


# Print


@pytest.fixture
def invited(session, event):
    person = make_returnee(session, full_name="Lê Thị Hòa", birth_year=1990)
    return make_attendance(session, event, person)


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


# Sheets typed back


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


# The door


def test_a_code_and_enter_tick_a_person(desk, session, event, invited):
    response = desk.submit(address(event, "check-in"), who="4827 1936")
    assert response.status_code == 303
    session.refresh(invited)
    assert invited.state == AttendanceState.PRESENT
    again = desk.submit(address(event, "check-in"), who="48271936")
    assert "đã có mặt từ" in desk.get(again.headers["Location"]).text


def test_the_desk_reads_neither_surname_phone_nor_id(desk, session, event, invited):
    twin = make_returnee(session, full_name="Trần Đăng Hòa")
    make_attendance(session, event, twin, code="11112222")
    listed = desk.submit(address(event, "check-in"), who="hoa").text
    desk.submit(address(event, "people", invited.id, "present"))
    for text in (listed, desk.get(address(event, "check-in")).text):
        assert "Hòa" in text
        for secret in ("Lê Thị", "Trần", invited.returnee.phone, invited.returnee.national_id):
            assert secret not in text
    assert listed.count("Có mặt<span") == 2


def test_a_tick_is_undone(desk, session, event, invited):
    desk.submit(address(event, "check-in"), who="le thi hoa")
    assert "Hoàn tác" in desk.get(address(event, "check-in")).text
    desk.submit(address(event, "people", invited.id, "undo"))
    session.refresh(invited)
    assert invited.state == AttendanceState.INVITED


def test_nobody_found_keeps_what_was_typed(desk, event):
    response = desk.submit(address(event, "check-in"), who="không ai cả")
    assert response.status_code == 422
    assert "không ai cả" in response.text
    assert focused(response) == "who"


def test_the_desk_of_another_event_finds_nothing(app, session, event, invited):
    elsewhere = make_device(session, make_event(session), DeviceKind.DESK)
    other = app.test_client().pair(elsewhere)
    assert other.get(address(event, "check-in")).status_code == 404
    assert other.submit(address(event, "people", invited.id, "present")).status_code == 404


def test_the_desk_lands_at_its_own_door(desk, event):
    assert desk.get("/").headers["Location"] == "/events/desk"
    assert desk.get("/events/desk").headers["Location"] == address(event, "check-in")


def test_a_walk_in_is_four_fields_and_gets_a_code(desk, session, event):
    form = {"full_name": "Đỗ Văn Bình", "birth_year": "1985", "commune_code": HAC_THANH}
    missing = desk.submit(address(event, "walk-in"), **form, agrees="y", witness="")
    assert missing.status_code == 422
    assert "cần người chứng kiến" in missing.text
    done = desk.submit(address(event, "walk-in"), **form, agrees="y", witness="Bà Tư")
    assert done.status_code == 303
    row = session.scalar(select(Attendance))
    assert row.state == AttendanceState.WALK_IN
    text = desk.get(address(event, "check-in")).text
    assert f"{row.code[:4]} {row.code[4:]}" in text
    assert "Đỗ Văn" not in text


# Machines


def test_a_pairing_code_is_shown_once_and_pairs_the_machine(organiser, app, session, event):
    organiser.submit(address(event, "devices"), kind="kiosk", label="Máy 1")
    page = organiser.get(address(event, "devices")).text
    code = re.search(r"Máy 1: (\d{4} \d{4})\.", page)[1]
    assert code not in organiser.get(address(event, "devices")).text
    machine = app.test_client()
    assert machine.submit("/pair", code=code).status_code == 303
    assert machine.get("/my/").status_code == 200
    device = session.scalar(select(Device))
    organiser.submit(address(event, "devices", device.id, "revoke"))
    assert machine.get("/my/").status_code == 303


# Talks


class Hall:
    def __init__(self, session, event, organiser):
        self.event, self.organiser = event, organiser
        self.firm = make_employer(session)
        make_event_table(session, event, self.firm, number=1)
        self.person = make_returnee(session, full_name="Lê Thị Hòa")
        make_attendance(session, event, self.person)
        position = make_position(session, self.firm)
        suggestion = make_suggestion(session, self.person, position)
        self.approval = make_approval(session, suggestion)

    def send(self, *parts, **fields):
        return self.organiser.submit(address(self.event, "talks", *parts), **fields)


@pytest.fixture
def hall(session, event, organiser):
    return Hall(session, event, organiser)


@pytest.fixture
def talk(session, hall):
    hall.send("plan", approval_id=str(hall.approval.id))
    return session.scalar(select(Talk))


def test_a_talk_is_planned_from_an_approval(hall, talk):
    text = hall.organiser.get(address(hall.event, "talks")).text
    assert "Đã xếp 1/12 lượt" in text
    assert talk.approval_id == hall.approval.id
    assert hall.send("plan", approval_id=str(hall.approval.id)).status_code == 404


def test_the_next_step_asks_the_person_before_the_firm_hears_a_name(session, hall, talk):
    hall.send(talk.id, "next-step", step="interview")
    text = hall.organiser.get(address(hall.event, "talks")).text
    assert f"Anh/chị đồng ý cho {hall.firm.name} xem tên và số điện thoại không?" in text
    assert session.scalar(select(func.count()).select_from(Introduction)) == 0
    hall.send(talk.id, "consent", answer="yes", witness="")
    assert session.scalar(select(func.count()).select_from(Introduction)) == 0
    hall.send(talk.id, "consent", answer="yes", witness="Bà Tư")
    made = session.scalar(select(Introduction))
    assert made.approval_id == hall.approval.id
    session.refresh(talk)
    assert (talk.state, talk.next_step) == (TalkState.HELD, NextStep.INTERVIEW)


def test_a_firms_second_table_says_how_it_fills(session, hall):
    assert "sang bàn này" not in hall.organiser.get(address(hall.event, "talks")).text
    make_event_table(session, hall.event, number=90, employer=hall.firm)
    assert "sang bàn này" in hall.organiser.get(address(hall.event, "talks")).text


def test_each_move_of_a_talk_says_what_comes_next(hall, talk):
    said = {"call": "bấm Đã trao đổi", "miss": "bấm Gọi"}
    for action, sentence in said.items():
        hall.send(talk.id, "move", action=action)
        assert sentence in hall.organiser.get(address(hall.event, "talks")).text
    hall.send(talk.id, "move", action="call")
    hall.send(talk.id, "move", action="hold")
    assert "Hãy chọn bước tiếp theo" in hall.organiser.get(address(hall.event, "talks")).text


def test_a_no_is_written_down_nowhere(session, hall, talk):
    hall.send(talk.id, "next-step", step="offer")
    before = session.scalar(select(func.count()).select_from(Consent))
    hall.send(talk.id, "consent", answer="no")
    assert session.scalar(select(func.count()).select_from(Consent)) == before


def test_not_suitable_asks_for_its_reason(session, hall, talk):
    hall.send(talk.id, "next-step", step="not_suitable", reason="")
    session.refresh(talk)
    assert talk.next_step is None
    hall.send(talk.id, "next-step", step="not_suitable", reason="shift")
    session.refresh(talk)
    assert (talk.next_step, talk.reason) == (NextStep.NOT_SUITABLE, "shift")


def test_a_stale_button_is_a_plain_message(session, hall, talk):
    hall.send(talk.id, "move", action="hold")
    response = hall.send(talk.id, "move", action="hold", back=address(hall.event, "talks"))
    assert response.status_code == 303
    assert "đã có người làm rồi" in hall.organiser.get(response.headers["Location"]).text


def test_a_talk_of_another_event_is_not_there(session, hall, talk):
    other = make_event(session)
    url = address(other, "talks", talk.id, "move")
    assert hall.organiser.submit(url, action="hold").status_code == 404


# The end of the day


def test_the_close_out_shows_figures_and_no_name(client, session, hall, talk):
    hall.send(talk.id, "next-step", step="interview")
    client.sign_in(make_user(session, Role.COMMITTEE))
    text = client.get(address(hall.event, "close-out")).text
    assert "Kết quả trong ngày" in text
    assert hall.firm.name in text
    assert "Lê Thị Hòa" not in text


def test_matching_an_event_shows_how_cards_fall_on_firms(organiser, session, event):
    firm = make_employer(session)
    make_position(session, firm)
    person = make_returnee(session)
    make_consent(session, person)
    make_attendance(session, event, person)
    page = address(event, "spread")
    assert "Chưa tìm việc" in organiser.get(page).text
    done = organiser.submit(page)
    text = organiser.get(done.location).text
    assert "Đã tìm việc cho 1 người" in text
    assert firm.name in organiser.get(page).text


def test_half_a_break_is_refused(organiser, session, event):
    form = {"number": "5", "kind": "loan", "employer_id": "", "group_size": "1", "least": "1"}
    page = address(event, "tables", "new")
    for half in ({"break_from": "15:00"}, {"break_to": "15:00"}):
        answer = organiser.submit(page, **form, label="", **half)
        assert answer.status_code == 422
        assert "Hãy gõ cả giờ bắt đầu và giờ hết nghỉ" in answer.text
    whole = {"break_from": "15:00", "break_to": "15:15"}
    assert organiser.submit(page, **form, label="", **whole).status_code == 303
