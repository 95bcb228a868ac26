import re

import pytest
from factories import (
    make_attendance,
    make_employer,
    make_event,
    make_pledge,
    make_returnee,
    make_sponsorship,
    make_user,
)

from models import Role, SponsorshipState, local_today
from services import places

CANARY = "Trịnh Thị Canari"
FIRM = "Công ty Tên Riêng"
PAGES = ["/committee/", "/committee/print"]


@pytest.fixture
def rows(session):
    person = make_returnee(session, full_name=CANARY, needs=["mentor"])
    pledge = make_pledge(session, make_employer(session, name=FIRM))
    make_sponsorship(session, pledge, person, state=SponsorshipState.AGREED)
    make_event(session, name="Hội nghị Hoằng Hóa")
    return person


@pytest.mark.parametrize("url", PAGES)
def test_figures_name_no_person_and_no_firm(committee, rows, url):
    page = committee.get(url).text
    assert "Hội nghị Hoằng Hóa" in page
    for name in (CANARY, "Canari", FIRM, str(rows.id)):
        assert name not in page


@pytest.mark.parametrize("url", PAGES)
def test_few_people_read_as_under_five(committee, rows, url):
    page = committee.get(url).text
    assert "dưới 5" in page
    cells = re.findall(r'<td class="num"[^>]*>\s*([1-4])\s*</td>', page)
    # Firms and positions are exact; every other small figure is hidden.
    assert cells == ["1", "1"]


@pytest.mark.parametrize("url", PAGES)
def test_each_figure_says_how_it_is_counted(committee, rows, url):
    page = committee.get(url).text
    for meaning in (
        "Có đồng ý còn hiệu lực",
        "Người đã ghi ngày làm việc đầu tiên",
        "Tin ở trạng thái đang tuyển hôm nay",
    ):
        assert meaning in page


def test_the_print_has_the_head_of_a_state_document(committee):
    page = committee.get("/committee/print").text
    today = local_today()
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"ỦY BAN NHÂN DÂN {places.provinces()['38'].full_name.upper()}",
        "Số:",
        "Nơi nhận:",
        f"ngày {today.day:02d} tháng {today.month:02d} năm {today.year}",
    ):
        assert part in page


def test_no_word_of_list_b_stands_there(committee, rows):
    for url in PAGES:
        page = committee.get(url).text.lower()
        for phrase in ("tù nhân", "phạm nhân", "đối tượng", "huyện"):
            assert phrase not in page


def test_an_empty_province_has_a_page_too(committee):
    page = committee.get("/committee/").text
    assert "Chưa có hội nghị nào" in page


@pytest.mark.parametrize("role", [Role.COMMITTEE, Role.ORGANISER])
def test_an_events_pages_hide_a_few_from_whom_figures_are_for(client, session, role):
    event = make_event(session)
    make_attendance(session, event)
    client.sign_in(make_user(session, role))
    for page in ("/events/", f"/events/{event.id}", f"/events/{event.id}/close-out"):
        hides = re.search(r"dưới 5|\bẩn\b", client.get(page).text) is not None
        assert hides == (role == Role.COMMITTEE), page
