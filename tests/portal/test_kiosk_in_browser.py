"""A shared kiosk in a real browser: pictures, a voice of this machine, nothing left behind."""

from datetime import timedelta

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_device,
    make_event,
    make_position,
    make_returnee,
    make_suggestion,
)
from playwright.sync_api import expect

from models import DeviceKind, Shift, local_today, utcnow
from models.crypto import keyring

pytestmark = pytest.mark.browser
PAIRING, CODE, YEAR = "66660001", "4827 1936", "1990"
VOICES = """(() => {
  window.said = [];
  const voices = %s;
  const speech = new EventTarget();
  speech.getVoices = () => voices;
  speech.speak = (one) => window.said.push(one.text);
  speech.cancel = () => { window.stopped = (window.stopped || 0) + 1; };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
})()"""
HERE = '[{lang: "en-US", localService: true}, {lang: "vi-VN", localService: true}]'
ELSEWHERE = '[{lang: "vi-VN", localService: false}]'


@pytest.fixture(scope="module")
def hall(live_app):
    """Make an event with one person and one card, and a kiosk that waits for its code."""
    with live_app.session() as session:
        event = make_event(session, on=local_today())
        person = make_returnee(session, full_name="Lê Thị Hòa", birth_year=1990)
        make_attendance(session, event, person)
        position = make_position(
            session, title="Thợ may áo", occupation_code="8153", shuttle=True, shift=Shift.NIGHT
        )
        make_approval(session, make_suggestion(session, person, position))
        make_device(
            session,
            event,
            DeviceKind.KIOSK,
            pairing_code_hash=keyring().fingerprint("pairing", PAIRING),
            pairing_expires_at=utcnow() + timedelta(minutes=5),
        )
        session.commit()
        session.get_bind().dispose()
    return live_app.url


@pytest.fixture(scope="module")
def paired(hall, browser):
    """Return what a paired kiosk keeps: its cookies."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{hall}/pair")
    page.get_by_label("Mã ghép nối").fill(PAIRING)
    page.get_by_role("button", name="Ghép nối máy này").click()
    page.wait_for_url("**/my/")
    kept = context.storage_state()
    context.close()
    return kept


@pytest.fixture
def kiosk(browser, paired, hall):
    context = browser.new_context(storage_state=paired, base_url=hall)
    yield context
    context.close()


def open_list(context, voices=ELSEWHERE):
    context.add_init_script(VOICES % voices)
    page = context.new_page()
    page.goto("/my/")
    page.get_by_label("Mã trên giấy mời").fill(CODE)
    page.get_by_label("Năm sinh").fill(YEAR)
    page.get_by_role("button", name="Xem việc của tôi").click()
    page.wait_for_url("**/my/jobs")
    return page


def test_each_fact_has_a_picture_and_every_button_is_64_px_high(kiosk):
    page = open_list(kiosk)
    lines = page.locator(".job .reasons li")
    assert lines.locator("svg").count() >= lines.count() - 1
    expect(lines.filter(has_text="Có xe đưa đón")).to_be_visible()
    for size in ((1366, 768), (390, 844)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        boxes = [one.bounding_box() for one in page.locator(".btn:visible").all()]
        assert min(box["height"] for box in boxes) >= 64
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_voice_of_this_machine_reads_the_card_and_stops(kiosk):
    page = open_list(kiosk, HERE)
    button = page.locator("[data-read]")
    button.click()
    said = page.evaluate("said")
    assert said[0] == "Thợ may áo"
    assert "Có xe đưa đón" in said
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    before = page.evaluate("stopped")
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("stopped") == before + 1


def test_a_voice_that_sends_the_text_away_is_not_offered(kiosk):
    page = open_list(kiosk, ELSEWHERE)
    expect(page.get_by_role("heading", name="Thợ may áo")).to_be_visible()
    expect(page.locator("[data-read]")).to_be_hidden()


def test_leaving_clears_the_second_tab_and_neither_back_nor_reload_brings_it_back(kiosk):
    page = open_list(kiosk)
    other = kiosk.new_page()
    other.goto("/my/jobs")
    expect(other.locator("h1")).to_contain_text("Hòa")
    page.get_by_role("button", name="Xong, thoát").click()
    page.wait_for_url("**/my/")
    other.wait_for_url("**/my/")
    for tab in (page, other):
        tab.go_back()
        tab.reload()
        expect(tab.locator("body")).not_to_contain_text("Hòa")
        tab.goto("/my/jobs")
        assert tab.url.endswith("/my/")


def test_a_kiosk_that_lost_its_power_starts_empty(kiosk, browser, hall):
    open_list(kiosk)
    after = browser.new_context(storage_state=kiosk.storage_state(), base_url=hall)
    page = after.new_page()
    page.goto("/")
    expect(page.get_by_label("Mã trên giấy mời")).to_have_value("")
    page.goto("/my/jobs")
    assert page.url.endswith("/my/")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    after.close()
