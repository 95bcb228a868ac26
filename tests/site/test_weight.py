"""What a first visit costs on a slow line: every file the browser asks for, gzipped."""

import gzip

import pytest

from tests.site.visitors import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
LIMIT = 200 * 1024
FIRST_PAGES = [
    ("stranger", "/sign-in"),
    ("employer", "/"),
    ("counselor", "/"),
    ("kiosk", "/my/jobs"),
]


@pytest.mark.parametrize(("name", "path"), FIRST_PAGES)
def test_a_first_load_is_at_most_200_kb_gzipped(browser, site, visitors, name, path):
    known = visitors[name].context.storage_state()
    context = browser.new_context(base_url=site.url, viewport=DESKTOP, storage_state=known)
    page = context.new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it marks what it calls
    page.goto(path, wait_until="networkidle")
    weights = {
        answer.url: len(gzip.compress(answer.body())) for answer in answers if answer.status == 200
    }
    context.close()
    assert any(".woff2" in url for url in weights)
    assert any(".css" in url for url in weights)
    assert sum(weights.values()) <= LIMIT, weights
