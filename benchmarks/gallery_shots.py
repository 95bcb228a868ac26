"""Take pictures of every gallery page: desktop, phone and paper, and run axe over each.

``python -m benchmarks.gallery_shots FOLDER`` needs Chromium and poppler's pdftoppm.
"""

import subprocess
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.gallery import PAGES, create_gallery
from benchmarks.own_server import CHROMIUM
from tests.live import serving

SIZES = {"1366": (1366, 768), "390": (390, 844)}


def _open(page: Page, address: str, name: str) -> None:
    if name == "form_errors":
        page.goto(f"{address}/form")
        page.fill("#headcount", "bảy")
        page.fill("#until", "31/02/2026")
        page.click("#save")
    else:
        page.goto(f"{address}/{name}")
    page.evaluate("document.fonts.ready")


def _faults(page: Page) -> list[str]:
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in Axe().run(page).response["violations"]
    ]


def _paper(page: Page, folder: Path, name: str) -> None:
    pdf = folder / f"{name}-print.pdf"
    page.pdf(path=str(pdf), prefer_css_page_size=True)
    command = ["pdftoppm", "-r", "60", "-png", str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(command, check=True)  # noqa: S603  a fixed command


def _size(browser: Browser, address: str, folder: Path, label: str) -> None:
    width, height = SIZES[label]
    page = browser.new_page(viewport={"width": width, "height": height})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name in (*PAGES, "form_errors"):
        _open(page, address, name)
        page.screenshot(path=str(folder / f"{name}-{label}.png"))
        page.screenshot(path=str(folder / f"{name}-{label}-full.png"), full_page=True)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        print(label, name, "WIDER THAN THE SCREEN" if wide else "", *_faults(page), *said)
        said.clear()
        if label == "1366":
            _paper(page, folder, name)
    page.close()


def main(folder: Path) -> None:
    """Write the pictures into `folder` and print what axe and the console say."""
    folder.mkdir(parents=True, exist_ok=True)
    with serving(create_gallery()) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        for label in SIZES:
            _size(browser, url, folder, label)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
