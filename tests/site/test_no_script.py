"""Each main form with JavaScript off: an old browser, a blocked script, a slow line."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from models import Consent, ConsentPurpose, DeviceKind, Position, PositionState
from tests.site import workbooks
from tests.site.scenery import COUNSELOR, FIRM
from tests.site.visitors import PHONE, begin_visit, guest_of, pair, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


@pytest.fixture(scope="module")
def plain(serve, tmp_path_factory):
    with serve(tmp_path_factory.mktemp("plain")) as server:
        yield server


@pytest.fixture
def page(browser, plain):
    context = browser.new_context(base_url=plain.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def press(page, name):
    page.locator("main").get_by_role("button", name=name).first.click()


def test_a_firm_posts_a_position(page, plain):
    sign_in(page, FIRM)
    page.goto("/employer/positions/new")
    page.fill("#title", "Thợ may mẫu áo dài")
    page.fill("#headcount", "2")
    page.fill("#wage_min", "8 triệu")
    page.fill("#commune", "Phường Hàm Rồng")
    page.fill("#description", "May mẫu áo dài theo rập, ca ngày, có ăn ca.")
    press(page, "Gửi duyệt")
    expect(page.locator("#flashes")).to_be_visible()
    with plain.installation.session() as session:
        (made,) = session.scalars(select(Position).where(Position.title == "Thợ may mẫu áo dài"))
        assert made.state == PositionState.SUBMITTED


def test_a_counselor_approves_and_refuses_a_card(page):
    sign_in(page, COUNSELOR)
    page.goto("/review/")
    page.get_by_role("link", name="Bắt đầu duyệt").click()
    press(page, "Duyệt việc")
    expect(page.locator("main")).to_contain_text("Đã duyệt")
    press(page, "Hoàn tác")
    refusal = page.locator("details[data-reject]").first
    refusal.locator("summary").click()
    refusal.get_by_role("radio").first.check()
    refusal.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("Từ chối")


def test_a_person_likes_a_job_at_the_kiosk_and_says_yes(page, plain):
    page.set_viewport_size(PHONE)
    pair(page, plain, DeviceKind.KIOSK)
    guest = guest_of(plain, 0)
    begin_visit(page, guest)
    press(page, "Tôi thích việc này")
    press(page, "Đồng ý")
    expect(page.locator("main")).to_contain_text("Công ty được xem tên")
    page.get_by_role("button", name="Xong, thoát").click()
    assert page.url.endswith("/my/")
    with plain.installation.session() as session:
        given = session.scalars(
            select(Consent).where(Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER)
        ).all()
        assert guest.returnee_id in {yes.returnee_id for yes in given}


def test_a_workbook_comes_in(page):
    sign_in(page, COUNSELOR)
    page.goto("/imports/returnees")
    upload = {"name": "ds.xlsx", "mimeType": "application/octet-stream"}
    page.set_input_files("#file", [upload | {"buffer": workbooks.FOUR_PEOPLE}])
    press(page, "Tải lên")
    press(page, "Đọc tiếp")
    press(page, "Nhập các dòng đã chọn")
    expect(page.locator("main")).to_contain_text("Đã nhập")
