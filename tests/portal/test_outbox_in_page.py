"""A desk without a network goes on: what is sent waits in the page and lands once."""

import itertools
from datetime import timedelta

import pytest
from factories import make_attendance, make_device, make_event, make_returnee
from playwright.sync_api import expect
from sqlalchemy import func, select

from models import Attendance, AttendanceState, DeviceKind, EventAction, Move, local_today, utcnow
from models.actor import SYSTEM
from models.crypto import keyring

pytestmark = pytest.mark.browser
PAIRING = itertools.count(77_770_001)
CODES = ("11110001", "11110002", "11110003")


@pytest.fixture
def desk(page, live_app):
    """Pair the page as the desk of an event with three people; return the event's id."""
    with live_app.session() as session:
        event = make_event(session, on=local_today())
        event.apply(EventAction.OPEN, by=SYSTEM)
        for code in CODES:
            make_attendance(session, event, make_returnee(session), code=code)
        pairing = f"{next(PAIRING)}"
        make_device(
            session,
            event,
            DeviceKind.DESK,
            pairing_code_hash=keyring().fingerprint("pairing", pairing),
            pairing_expires_at=utcnow() + timedelta(minutes=5),
        )
        found = event.id
        session.get_bind().dispose()
    page.goto(f"{live_app.url}/pair")
    page.get_by_label("Mã ghép nối").fill(pairing)
    page.get_by_role("button", name="Ghép nối máy này").click()
    page.wait_for_url("**/check-in")
    return found


def test_the_desk_goes_on_without_a_network_and_each_tick_lands_once(page, live_app, desk):
    box = page.get_by_label("Mã hoặc tên")
    tick(page, CODES[0])
    expect(page.locator("#flashes")).to_contain_text("đã có mặt")
    page.context.set_offline(True)
    for code in CODES[1:]:
        tick(page, code)
    expect(page.locator("[data-outbox-bar]")).to_contain_text("giữ 2 việc")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.context.set_offline(False)
    expect(page.locator("[data-outbox-bar]")).to_contain_text("Đã gửi hết", timeout=10_000)
    with live_app.session() as session:
        here = select(func.count()).where(
            Attendance.event_id == desk, Attendance.state == AttendanceState.PRESENT
        )
        ticks = select(func.count()).where(
            Move.record_id.in_(select(Attendance.id).where(Attendance.event_id == desk))
        )
        assert (session.scalar(here), session.scalar(ticks)) == (3, 3)
        session.get_bind().dispose()


def test_a_scanner_faster_than_the_answers_loses_no_code(page, live_app, desk):
    for code in CODES:
        page.keyboard.type(code)
        page.keyboard.press("Enter")
    expect(page.get_by_text("Có mặt 3/3 người")).to_be_visible()
    expect(page.get_by_label("Mã hoặc tên")).to_have_value("")


def test_what_the_server_does_not_take_is_said_with_what_was_typed(page, desk):
    page.context.set_offline(True)
    tick(page, "99998888")
    page.context.set_offline(False)
    bar = page.locator("[data-outbox-bar]")
    expect(bar).to_contain_text("Cần xem lại “99998888”", timeout=10_000)
    expect(bar).to_contain_text("Không tìm thấy ai")


def tick(page, code):
    page.get_by_label("Mã hoặc tên").fill(code)
    page.keyboard.press("Enter")
