"""What Chromium prints, read back from the PDF: every page of a person is one page, whole."""

import io
import re

import pypdf
import pytest
from factories import (
    make_approval,
    make_attendance,
    make_employer,
    make_event,
    make_event_table,
    make_pledge,
    make_position,
    make_returnee,
    make_sponsorship,
    make_suggestion,
    make_user,
)
from words import LIST_A, found

from models import Role, Shift, SponsorshipState, local_today

pytestmark = pytest.mark.browser
LETTERS = "ắ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ỳ ý ỷ ỹ ỵ đ Đ ₫"
LONG_TITLE = "Công nhân vận hành máy may công nghiệp, kiểm hàng và đóng gói thành phẩm xuất khẩu"


@pytest.fixture
def printed(app, page, live):
    """Return a function that prints an address as A4 and gives the pages' texts."""

    def pages(path):
        page.goto(live + path)
        content = page.pdf(prefer_css_page_size=True, print_background=False)
        reader = pypdf.PdfReader(io.BytesIO(content))
        assert {tuple(round(float(x)) for x in p.mediabox[2:]) for p in reader.pages} == {
            (595, 842)
        }
        return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in reader.pages]

    return pages


@pytest.fixture
def organiser(app, session):
    return app.test_client().sign_in(make_user(session, Role.ORGANISER))


@pytest.fixture
def live(organiser, page):
    """Answer the browser's requests from the test client: one connection, one rollback."""

    def answer(route):
        path = route.request.url.removeprefix("http://localhost")
        with organiser.get(path) as response:
            route.fulfill(
                status=response.status_code, headers=dict(response.headers), body=response.data
            )

    page.route("http://localhost/**", answer)
    return "http://localhost"


@pytest.fixture
def event(session):
    return make_event(session, on=local_today(), contact_phone="0900 000 009")


def full_person(session, event, number, name, cards=5):
    person = make_returnee(session, full_name=name)
    for rank in range(cards):
        firm = make_employer(session, name=f"Công ty Cổ phần Dệt may và Thương mại Mẫu {rank}")
        make_event_table(session, event, firm, number=number * 10 + rank)
        position = make_position(session, firm, title=f"{LONG_TITLE} {rank}", shift=Shift.ROTATING)
        suggestion = make_suggestion(
            session,
            person,
            position,
            rank=rank,
            reasons=[
                "Biết may công nghiệp ba năm, đúng việc đang tuyển ở đây",
                "Có xe đưa đón công nhân từ trung tâm xã đến tận xưởng",
                "Lương đạt mức mong muốn, được đóng bảo hiểm ngay từ đầu",
            ],
        )
        make_approval(session, suggestion)
        pledge = make_pledge(session, firm)
        make_sponsorship(session, pledge, person, state=SponsorshipState.AGREED)
    return make_attendance(session, event, person, code=f"4827193{number}")


def test_five_full_cards_stay_on_one_page_each(session, organiser, event, printed):
    full_person(session, event, 1, "Nguyễn Thị Mỹ Lệ")
    full_person(session, event, 2, "Đỗ Quỳnh Phương")
    organiser.submit(f"/events/{event.id}/sheets")
    sheets = printed(f"/events/{event.id}/sheets")
    assert len(sheets) == 2
    for text in sheets:
        assert text.count("Gọi lại cho tôi") == 5
        assert text.count("Có người kèm cặp, giúp đỡ") == 5
        assert all(f"{LONG_TITLE} {rank}" in text for rank in range(5))
        assert "Ký, ghi tên" in text
        assert found(text, LIST_A) == []


def test_a_sheet_says_everything_the_person_needs(session, organiser, event, printed):
    row = full_person(session, event, 1, "Nguyễn Thị Mỹ Lệ", cards=2)
    organiser.submit(f"/events/{event.id}/people/{row.id}/sheet")
    (text,) = printed(f"/events/{event.id}/people/{row.id}/sheet")
    for said in (
        "Nguyễn Thị Mỹ Lệ",
        "4827 1931",
        "bàn số 10",
        "7 – 9 triệu đồng/tháng",
        "khoảng 4 km",
        "Làm ca kíp",
        "0900 000 009",
        "10, 11",
    ):
        assert said in text


def test_no_line_of_a_sheet_runs_out_of_the_paper(session, organiser, event, page, live):
    full_person(session, event, 1, "Nguyễn Thị Mỹ Lệ")
    organiser.submit(f"/events/{event.id}/sheets")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1009})  # A4 less its margins
    page.goto(f"{live}/events/{event.id}/sheets")
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
    clipped = page.evaluate(
        "[...document.querySelectorAll('.sheet-card')].filter(c =>"
        " c.scrollWidth > c.clientWidth + 1 || c.scrollHeight > c.clientHeight + 1).length"
    )
    assert clipped == 0


def test_every_vietnamese_letter_survives_the_printer(session, organiser, event, printed):
    event.place = LETTERS
    make_attendance(session, event)
    session.commit()
    (text,) = printed(f"/events/{event.id}/invitations")
    assert [letter for letter in LETTERS.split() if letter not in text] == []


def test_two_invitations_share_a_page(session, organiser, event, printed):
    for number in range(3):
        make_attendance(session, event, code=f"1111000{number}")
    pages = printed(f"/events/{event.id}/invitations")
    assert [text.count("Giấy mời") for text in pages] == [2, 1]
    assert all(found(text, LIST_A) == [] for text in pages)


def test_the_door_list_repeats_its_head_and_loses_nobody(session, organiser, event, printed):
    for number in range(60):
        make_attendance(session, event, code=f"222200{number:02d}")
    pages = printed(f"/events/{event.id}/door-list")
    assert len(pages) > 1
    assert all("Họ và tên" in text for text in pages)
    everything = " ".join(pages)
    assert all(f"2222 00{number:02d}" in everything for number in range(60))


def test_the_close_out_prints(session, organiser, event, printed):
    make_event_table(session, event, make_employer(session, name="Công ty Mẫu Đông Á"), number=1)
    (text,) = printed(f"/events/{event.id}/close-out")
    assert "Công ty Mẫu Đông Á" in text
    assert "Chưa phù hợp" in text
