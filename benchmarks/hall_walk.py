"""One afternoon in Chromium, several roles at once: the door, a kiosk, a firm's table, the wall.

``python -m benchmarks.hall_walk FOLDER`` builds an invented event on a server of its own, lets
everybody act in turn on their own screens and writes a picture of each step into FOLDER.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.own_server import CHROMIUM
from portal.simulation.hall import Guest, Hall, Size
from portal.simulation.rehearsal import open_hall

PC, PHONE, WALL = (1366, 768), (390, 844), (1920, 1080)
SIZE = Size(people=40, firms=3, tables=4, desks=1, kiosks=1)


@dataclass
class Screens:
    """The machines of the hall, each in a browser profile of its own."""

    desk: Page
    kiosk: Page
    table: Page
    wall: Page
    folder: Path
    steps: int = 0

    def shoot(self, page: Page, name: str) -> None:
        """Write one picture, numbered in the order of the afternoon."""
        self.steps += 1
        page.screenshot(path=self.folder / f"{self.steps:02} {name}.png", full_page=True)


def _pair(browser: Browser, address: str, code: str, size: tuple[int, int]) -> Page:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{address}/pair")
    page.fill("#code", code)
    page.press("#code", "Enter")
    page.wait_for_url(lambda url: not url.endswith("/pair"))
    return page


def _open(browser: Browser, address: str, hall: Hall, folder: Path) -> Screens:
    return Screens(
        desk=_pair(browser, address, hall.desks[0], PC),
        kiosk=_pair(browser, address, hall.kiosks[0], PHONE),
        table=_pair(browser, address, next(iter(hall.tables.values())), PHONE),
        wall=_pair(browser, address, hall.wall, WALL),
        folder=folder,
    )


def _arrive(screens: Screens, hall: Hall, guests: list[Guest]) -> None:
    """Let people come to the door: by code, one twice, one with a wrong code, one unasked."""
    door = screens.desk
    screens.shoot(door, "door, nobody yet")
    for guest in [*guests, guests[0]]:
        _scan(door, guest.code)
    door.get_by_text(f"Có mặt {len(guests)}/{len(hall.guests)} người").wait_for()
    screens.shoot(door, "door, the first came again")
    _scan(door, "00000000")
    door.get_by_text("Không tìm thấy ai").first.wait_for()
    screens.shoot(door, "door, a code nobody has")
    door.get_by_role("link", name="Người đến không hẹn").click()
    door.get_by_role("button", name="Ghi").first.click()
    screens.shoot(door, "door, an empty form")
    door.fill("#full_name", "Lê Thị Đến Thêm")
    door.fill("#birth_year", "1990")
    door.select_option("#commune_code", index=3)
    door.check("#agrees")
    door.fill("#witness", "Cô Bảy")
    door.press("#witness", "Enter")
    door.get_by_text("Đã ghi tên").wait_for()
    screens.shoot(door, "door, who came unasked has a number")


def _scan(door: Page, code: str) -> None:
    door.keyboard.type(code)
    door.keyboard.press("Enter")


def _look(screens: Screens, guest: Guest) -> None:
    """Let one person see their cards, like one, answer for the firm, and go."""
    kiosk = screens.kiosk
    screens.shoot(kiosk, "kiosk, waits")
    kiosk.fill("#code", guest.code)
    kiosk.fill("#birth_year", "1900")
    kiosk.press("#birth_year", "Enter")
    screens.shoot(kiosk, "kiosk, another year")
    kiosk.fill("#code", guest.code)
    kiosk.fill("#birth_year", str(guest.birth_year))
    kiosk.press("#birth_year", "Enter")
    like = kiosk.get_by_role("button", name="Tôi thích việc này").first
    like.wait_for()
    screens.shoot(kiosk, "kiosk, cards")
    like.click()
    kiosk.get_by_role("button", name="Đồng ý", exact=True).wait_for()
    screens.shoot(kiosk, "kiosk, the question")
    kiosk.get_by_role("button", name="Đồng ý", exact=True).click()
    kiosk.get_by_text("Công ty được xem").first.wait_for()
    screens.shoot(kiosk, "kiosk, after the answer")
    kiosk.get_by_role("button", name="Xong").first.click()
    screens.shoot(kiosk, "kiosk, nothing is left")


def _talk(screens: Screens, guests: list[Guest]) -> None:
    """Let a firm call, say what a talk led to, and hand the phone over for the answer."""
    table, wall = screens.table, screens.wall
    screens.shoot(table, "table, people wait")
    table.get_by_role("button", name="Gọi số tiếp theo").click()
    table.get_by_text("bước tiếp theo").first.wait_for()
    screens.shoot(table, "table, two are called")
    wall.locator(".wall-tables li").first.wait_for()
    screens.shoot(wall, "wall, two are called")
    # The first of the two has said yes at the kiosk: nobody asks them again.
    second = table.locator(".hall-called").nth(1)
    number = int(second.locator(".hall-number").inner_text().split()[-1])
    second.get_by_role("button", name="Hẹn phỏng vấn").click()
    answer = table.locator(".hall-consent")
    answer.wait_for()
    screens.shoot(table, "table, the person answers")
    answer.locator("input[name=code]").fill("12345678")
    answer.get_by_role("button", name="Đồng ý").first.click()
    screens.shoot(table, "table, another person's code")
    answer = table.locator(".hall-consent")
    answer.locator("input[name=code]").fill(_code_of(guests, number))
    answer.get_by_role("button", name="Đồng ý").first.click()
    answer.wait_for(state="detached")
    screens.shoot(table, "table, agreed")
    table.get_by_role("button", name="Vắng").first.click()
    table.get_by_text("Gọi chưa thấy").wait_for()
    screens.shoot(table, "table, one did not come")


def _code_of(guests: list[Guest], number: int) -> str:
    return next(guest.code for guest in guests if guest.number == number)


def main(folder: Path) -> None:
    """Walk through the afternoon."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="noiviec-") as data, sync_playwright() as playwright:
        hall, server, port = open_hall(Path(data), SIZE, seed=1)
        browser = playwright.chromium.launch(**CHROMIUM)
        try:
            screens = _open(browser, f"http://127.0.0.1:{port}", hall, folder)
            _arrive(screens, hall, hall.guests[:12])
            _look(screens, hall.guests[0])
            _talk(screens, hall.guests)
        finally:
            browser.close()
            server.kill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
