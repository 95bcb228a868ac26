"""A pair of hands at one browser: fill, press, read, and keep a picture of each step."""

from playwright.sync_api import expect

from tests.site.visitors import DESKTOP, PHONE, sign_in

WAIT = 10_000
"""Milliseconds a page may take before the walk calls it missing."""


class Hands:
    """Someone at the site: their browser, and the folder their pictures go to."""

    def __init__(self, browser, server, pictures, *, on_phone=False):
        size = PHONE if on_phone else DESKTOP
        self.context = browser.new_context(base_url=server.url, viewport=size)
        self.context.set_default_timeout(WAIT)
        self.page = self.context.new_page()
        self.pictures = pictures
        self.server = server

    def signed_in(self, login, **password):
        sign_in(self.page, login, **password)
        return self

    def open(self, path):
        self.page.goto(path)
        return self

    def follow(self, name):
        self.page.get_by_role("link", name=name).first.click()
        return self

    def fill(self, **fields):
        """Fill boxes, choose in lists and tick by the name of the field."""
        for name, value in fields.items():
            box = self.page.locator(f"#{name}")
            if value is True:
                box.check()
            elif box.evaluate("box => box.tagName") == "SELECT":
                box.select_option(value)
            else:
                box.fill(value)
        return self

    def choose(self, *labels):
        for label in labels:
            self.page.locator("main").get_by_label(label, exact=True).first.check()
        return self

    def press(self, name):
        self.page.locator("main").get_by_role("button", name=name).first.click()
        return self

    def key(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def reads(self, *texts):
        """Wait until the page says each text; a failure shows what it says instead."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def pictured(self, name):
        self.page.screenshot(path=self.pictures / f"{name}.png", full_page=True)
        return self
