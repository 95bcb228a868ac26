"""Follow every link of the site, a few of each kind, and check each page.

A form's address is followed too where it can be read: the page that sends the form back. Of each
kind of address two are opened, of a list asked for with the same words one. Every page is measured
on a phone, where it is narrowest; on a desk too where axe looks at it: once for each kind of
element a view shows.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Error
from werkzeug.exceptions import HTTPException

from tests.site import page_checks
from tests.site.visitors import DESKTOP, PHONE

OF_EACH_KIND = 2
OF_EACH_QUESTION = 1
# How the browser says that the page before was just sending itself on.
TRIES = 3
SENT_ON = ("net::ERR_ABORTED", "Not attached", "interrupted by another navigation")
SIZES = (PHONE, DESKTOP)


@dataclass
class Seen:
    """One page: where it was, and what was found on it."""

    path: str
    endpoint: str
    words: str = ""
    faults: list[str] = field(default_factory=list)


class Crawl:
    """One visitor's walk through all pages they can reach by links."""

    def __init__(self, visitor, routes, host, shown_to_axe):
        self.routes = routes
        self.host = host
        self.shown_to_axe = shown_to_axe
        self.page = visitor.context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.noise.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.noise = []
        self.asked = set()
        self.pages = []
        self.kinds = Counter()
        self.queue = deque()
        self._offer([visitor.start])
        self._walk()
        self._offer(visitor.more, always=True)
        self._walk()
        self.page.close()

    @property
    def faults(self):
        return [f"{seen.path}: {fault}" for seen in self.pages for fault in seen.faults]

    def _walk(self):
        while self.queue:
            self._visit(self.queue.popleft())

    def _offer(self, addresses, *, always=False):
        for address in addresses:
            parts = urlsplit(address)
            path = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc not in ("", self.host) or path in self.asked:
                continue
            kind = (self.endpoint(parts.path), *sorted(n for n, _ in parse_qsl(parts.query)))
            enough = OF_EACH_QUESTION if parts.query else OF_EACH_KIND
            if kind[0] and (always or self.kinds[kind] < enough):
                self.kinds[kind] += 1
                self.asked.add(path)
                self.queue.append(path)

    def endpoint(self, path):
        """Return the view a path leads to when read; an empty text where there is none."""
        try:
            return self.routes.match(path, method="GET")[0]
        except HTTPException:
            return ""

    def _visit(self, path):
        seen = Seen(path, self.endpoint(urlsplit(path).path))
        self.pages.append(seen)
        self.noise.clear()
        try:
            answer = self._go(path)
        except Error as error:
            seen.faults += self._file_faults(path, error)
            return
        expected = 404 if path.endswith("/none") else 200
        if answer.status != expected:
            seen.faults.append(f"answered {answer.status}")
        try:
            self._check(seen, answer)
        except Error as error:
            if "Execution context was destroyed" not in str(error):
                raise
            # The page just sent itself on, as an import being read does: look at where it leads.
            self.shown_to_axe[seen.endpoint].clear()
            self.page.wait_for_load_state()
            self._check(seen, self._go(path))

    def _go(self, path):
        """Open a page; where the one before is still sending itself on, ask again."""
        for _ in range(TRIES):
            try:
                return self.page.goto(path) or self.page.reload()
            except Error as error:
                moved_on = any(sign in str(error) for sign in SENT_ON)
                if not moved_on or "Download" in str(error):
                    raise
                self.page.wait_for_load_state()
        return self.page.goto(path)

    def _check(self, seen, answer):
        look = self.page.evaluate(page_checks.LOOK)
        seen.words = look["words"]
        seen.faults += page_checks.parse_faults(answer.text())
        seen.faults += page_checks.look_faults(look, seen.path)
        news = self._is_news(seen.endpoint, look["kinds"])
        for size in SIZES if news else (PHONE,):
            seen.faults += page_checks.width_faults(self.page, size)
        for size in SIZES if news else ():
            seen.faults += page_checks.axe_faults(self.page, size)
        seen.faults += self.noise
        self._offer(look["links"])

    def _is_news(self, endpoint, kinds):
        """Tell whether a page has a kind of element that axe has not seen on its like."""
        known = self.shown_to_axe[endpoint]
        is_news = not known.issuperset(kinds)
        known.update(kinds)
        return is_news

    def _file_faults(self, path, error):
        """A download does not open in the page: ask for it and look at its status."""
        if "Download is starting" not in str(error):
            return [str(error)]
        answer = self.page.context.request.get(path)
        return [] if answer.status == 200 and answer.body() else [f"file: {answer.status}"]

    def _note_console(self, message):
        if message.type == "error" and "404" not in message.text:
            self.noise.append(f"console: {message.text}")

    def _note_request(self, request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws"} and parts.netloc != self.host:
            self.noise.append(f"asked another host: {request.url}")
