"""The eight steps as a newcomer takes them, in Chromium, from a workbook to a first day at work."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from sqlalchemy import select

from models import (
    Attendance,
    DeviceKind,
    Event,
    Introduction,
    Position,
    Returnee,
    local_today,
)
from tests.site import workbooks
from tests.site.hands import Hands
from tests.site.scenery import COUNSELOR
from tests.site.visitors import pair

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
TODAY = f"{local_today():%d/%m/%Y}"
NEXT_YEAR = f"{local_today() + timedelta(days=365):%d/%m/%Y}"
FIRMS_OWN = "một câu ngắn dễ nhớ 8"
FIRM, JOB = "Công ty May Ỷ Lan Thử", "Công nhân may áo khoác"
PEOPLE = workbooks.NAMES
PLACE = "Nhà văn hóa Đỗ Mỹ Thắng, gửi xe 5.000 ₫"
"""Holds the letters that fonts split by subset print wrong."""


class Day:
    """The walk's people at their browsers, on one site of their own."""

    def __init__(self, browser, server, pictures):
        self.server = server
        self.browser = browser
        self.pictures = pictures
        self.officer = self.hands().signed_in(COUNSELOR)
        self.organiser = self.hands().signed_in("tochuc")
        self.firm = self.hands()
        self.kiosk = self.hands(on_phone=True)

    def hands(self, *, on_phone=False):
        return Hands(self.browser, self.server, self.pictures, on_phone=on_phone)

    def look_up(self, query):
        with self.server.installation.session() as session:
            return session.scalars(query).all()

    def person(self, name):
        return next(p for p in self.look_up(select(Returnee)) if p.full_name == name)


@pytest.fixture
def day(browser, own_site, tmp_path):
    made = Day(browser, own_site, tmp_path)
    yield made
    for hands in (made.officer, made.organiser, made.firm, made.kiosk):
        hands.context.close()


def test_from_two_workbooks_to_a_first_day_at_work(day):
    people_come_in(day)
    papers_are_recorded(day)
    a_firm_signs_in_and_posts(day)
    jobs_are_found_and_reviewed(day)
    a_sponsor_helps(day)
    an_event_is_planned(day)
    sheets_are_printed_and_typed_back(day)
    a_person_chooses_at_the_kiosk(day)
    a_talk_leads_to_an_introduction(day)
    a_person_is_introduced_and_hired(day)
    the_day_is_closed_out(day)


def people_come_in(day):
    officer = day.officer.open("/imports/returnees")
    upload = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream"}
    officer.page.set_input_files("#file", [upload | {"buffer": workbooks.FOUR_PEOPLE}])
    officer.press("Tải lên").reads(*PEOPLE).pictured("1-preview")
    officer.press("Nhập các dòng đã chọn").reads("Đã nhập mới 4")


def papers_are_recorded(day):
    officer = day.officer.open("/counselor/consents?commune=14758")
    officer.choose(*(f"{name}, sinh năm 1994" for name in PEOPLE)).fill(given_on=TODAY)
    officer.pictured("2-consents").press("Lưu đồng ý").reads("Đã ghi đồng ý của 4 người")


def a_firm_signs_in_and_posts(day):
    officer = day.officer.open("/firms/new")
    officer.fill(name=FIRM, commune="Phường Hàm Rồng", contact_name="Chị Hòa").press("Lưu")
    officer.press("Xác minh").follow("Ghi bản giấy đã ký")
    officer.fill(signed_by="Chị Hòa, giám đốc").press("Ghi cam kết đã ký")
    officer.follow("Tạo tài khoản").fill(full_name="Lê Thị Hòa", login="hoa.ylan")
    officer.press("Tạo tài khoản").pictured("5-sign-in")
    password = officer.page.locator("dd strong").last.inner_text()
    firm = day.firm.signed_in("hoa.ylan", password=password)
    firm.fill(old=password, new=FIRMS_OWN, again=FIRMS_OWN).press("Đổi mật khẩu")
    firm.open("/employer/positions/new")
    firm.fill(title=JOB, headcount="3", wage_min="7 triệu", wage_max="9 triệu")
    firm.fill(commune="Phường Hàm Rồng", description="May áo khoác theo chuyền, có dạy nghề.")
    firm.fill(required_skills="May công nghiệp", training_provided=True)
    firm.page.get_by_role("button", name="Gửi duyệt").dblclick()
    firm.reads("Chờ duyệt").pictured("5-posted")
    (posting,) = day.look_up(select(Position).where(Position.title == JOB))
    officer.open(f"/firms/positions/{posting.id}").follow("Duyệt đăng").press("Duyệt đăng")
    officer.reads("Đang tuyển")


def jobs_are_found_and_reviewed(day):
    officer = day.officer.open("/review/").press("Tìm việc phù hợp").reads("Đã tìm việc cho")
    for name in PEOPLE:
        officer.open(f"/review/{day.person(name).id}").reads(name)
        approve_by_keys(day, name)
    officer.pictured("4-review")


def approve_by_keys(day, name):
    """Keep the walk's own job for later, undo that, refuse it, undo that, then approve it."""
    officer = day.officer
    _go_to_the_job(officer).key("3").reads(f"Để xem sau: {JOB}")
    officer.key("0").reads(f"Đã hoàn tác: {JOB}")
    _go_to_the_job(officer).key("2")
    expect(officer.page.locator("details[open] [type=radio]").first).to_be_focused()
    officer.key("Space", "Enter").reads(f"Đã từ chối: {JOB}")
    officer.key("0").reads(f"Đã hoàn tác: {JOB}")
    _go_to_the_job(officer).key("1").reads(f"Đã duyệt: {JOB}")


def _go_to_the_job(officer):
    """Move the mark by the arrow keys to the walk's own job."""
    rows = officer.page.locator("[data-row]")
    marks = [JOB in row.inner_text() for row in rows.all()]
    officer.key(*["ArrowUp"] * len(marks), *["ArrowDown"] * marks.index(True))
    expect(rows.nth(marks.index(True))).to_have_class(re.compile("is-current"))
    return officer


def a_sponsor_helps(day):
    firm = day.firm.open("/pledges/new").fill(kind="mentor", quantity="2", until=NEXT_YEAR)
    firm.press("Lưu cam kết").reads("Người kèm cặp").pictured("6-pledges")
    officer = day.officer.open(f"/sponsoring/people/{day.person(PEOPLE[0]).id}")
    row = officer.page.locator("tr, li, article").filter(has_text=FIRM)
    row.get_by_role("link", name="Ghép").first.click()
    officer.fill(mentor_name="Chị Hòa").press("Ghép với cam kết này")
    officer.follow("Ghi thỏa thuận").fill(on=TODAY).choose("Giấy đã ký", "Không đồng ý")
    officer.press("Lưu thỏa thuận").follow("Ghi một lần trao")
    officer.fill(on=TODAY, note="Kèm tuần đầu").press("Lưu lần trao này")
    officer.follow("Ghi xác nhận").fill(on=TODAY, commune_officer="Anh Dũng, cán bộ xã")
    officer.choose("Giấy đã ký").press("Lưu xác nhận").pictured("6-sponsorship")


def an_event_is_planned(day):
    organiser = day.organiser.open("/events/new")
    organiser.fill(name="Ngày hội việc làm Hàm Rồng", place=PLACE)
    organiser.fill(commune_code="14758", on=TODAY, starts_at="08:00", ends_at="11:00")
    organiser.fill(slot_minutes="15").press("Lưu hội nghị")
    organiser.follow("Thêm bàn").fill(number="1", kind="hiring", group_size="1")
    organiser.page.select_option("#employer_id", label=FIRM)
    organiser.press("Lưu bàn").reads("12 lượt").pictured("7-event")
    path = event_path(day)
    organiser.open(f"{path}/invite").choose("Phường Hàm Rồng").press("Mời những người đã đồng ý")
    organiser.open(f"{path}/people").reads(*PEOPLE)


def event_path(day):
    return f"/events/{day.look_up(select(Event.id).order_by(Event.created_at.desc()))[0]}"


def code_of(day, name):
    mine = Attendance.returnee_id == day.person(name).id
    with day.server.installation.session() as session:
        return session.scalars(select(Attendance).where(mine)).one().code


def sheets_are_printed_and_typed_back(day):
    organiser = day.organiser.open(f"{event_path(day)}/people")
    organiser.press("Lập và in phiếu cho tất cả")
    text = printed(organiser.page)
    assert [text.count(name) for name in PEOPLE] == [1] * len(PEOPLE)
    assert text.count(PLACE) == organiser.page.locator("section.sheet").count()
    assert text.count(JOB) >= len(PEOPLE)
    organiser.open(f"{event_path(day)}/sheet-entry").fill(
        code=code_of(day, PEOPLE[0]), likes="1", is_signed=True
    )
    organiser.press("Lưu phiếu").reads("thích 1", "đồng ý cho 1 doanh nghiệp").pictured(
        "7-sheet-entry"
    )


def printed(page):
    """Return the text of a page as it comes out of the printer."""
    page.locator("section.sheet").first.wait_for()
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return " ".join("\n".join(sheet.extract_text() for sheet in sheets).split())


def a_person_chooses_at_the_kiosk(day):
    kiosk = day.kiosk
    pair(kiosk.page, day.server, DeviceKind.KIOSK, event_path(day).rsplit("/")[-1])
    kiosk.open("/my/").fill(code=code_of(day, PEOPLE[1]), birth_year="1994").press(
        "Xem việc của tôi"
    )
    card = kiosk.page.locator("article.job").filter(has_text=JOB)
    card.get_by_role("button", name="Tôi thích việc này").dblclick()
    kiosk.reads(FIRM).pictured("7-question").press("Đồng ý")
    kiosk.reads("Công ty được xem tên").pictured("7-kiosk")
    kiosk.page.get_by_role("button", name="Xong, thoát").click()
    kiosk.page.wait_for_url("**/my/")
    kiosk.page.go_back()
    expect(kiosk.page.locator("body")).not_to_contain_text(JOB)


def a_person_is_introduced_and_hired(day):
    officer = day.officer.open("/introductions/").reads(PEOPLE[1])
    officer.follow(f"Giới thiệu {PEOPLE[1]}").press("Giới thiệu").pictured("8-introduced")
    firm = day.firm.open("/employer/introductions").reads(PEOPLE[1]).follow(PEOPLE[1])
    firm.press("Nhận vào làm").reads("Nhận vào làm").pictured("8-firm")
    (made,) = [
        row
        for row in day.look_up(select(Introduction))
        if row.returnee_id == day.person(PEOPLE[1]).id
    ]
    officer.open(f"/introductions/{made.id}").follow("Ghi ngày đầu đi làm")
    officer.fill(first_day=TODAY, said_by="Chị Hòa", said_how="phone")
    officer.press("Ghi ngày đầu đi làm").reads("Đã đi làm")


def a_talk_leads_to_an_introduction(day):
    organiser, who = day.organiser.open(f"{event_path(day)}/check-in"), PEOPLE[0]
    organiser.fill(who=code_of(day, who)).press("Có mặt").reads("Có mặt")
    organiser.open(f"{event_path(day)}/talks").page.locator("summary").first.click()
    organiser.press(f"Xếp lượt cho {who}").press(f"Hẹn phỏng vấn {who}")
    organiser.reads("Đã giới thiệu").pictured("7-talks")


def the_day_is_closed_out(day):
    organiser = day.organiser.open(f"{event_path(day)}/close-out").pictured("8-close-out")
    told = organiser.page.locator(".stats").inner_text().split("\n")
    told = [line for line in told if line.strip()]
    figures = {told[at - 1]: told[at] for at in range(1, len(told))}
    assert int(figures["Đã mời"]) >= len(PEOPLE)
    for label in ("Được mời và có mặt", "Lượt đã trao đổi", "Hẹn phỏng vấn", "Được nhận đỡ đầu"):
        assert figures[label] == "1", label
