"""The scripts in a real browser, under the product's security policy."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.gallery import PAGES

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (390, 844)]


@pytest.fixture
def show(page, gallery_address):
    def open_page(name):
        page.goto(f"{gallery_address}/{name}")
        return page

    return open_page


def current(page):
    return page.locator("[data-row].is-current h3").inner_text()


@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
def test_axe_finds_nothing_and_no_page_is_wider_than_the_screen(show, page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    said = []
    page.on("console", lambda message: said.append(message.text))
    for name in PAGES:
        show(name)
        assert Axe().run(page).violations_count == 0, name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    assert said == []


def test_a_key_presses_the_button_of_the_current_row(show, gallery_address):
    page = show("review")
    page.keyboard.press("ArrowDown")
    assert current(page) == "Kiểm hàng (KCS)"
    with page.expect_request("**/echo/review") as request:
        page.keyboard.press("1")
    assert "once" in request.value.post_data
    expect(page.locator("#flashes")).to_contain_text("Đã duyệt gợi ý")
    assert page.url == f"{gallery_address}/review"


def test_the_next_person_comes_without_loading_the_page_again(show):
    page = show("review")
    page.evaluate("window.kept = true")
    page.get_by_role("button", name="Duyệt việc Công nhân may").click()
    expect(page.locator("#flashes")).to_contain_text("Đã duyệt gợi ý")
    assert page.evaluate("window.kept") is True
    assert page.evaluate("document.activeElement.tagName") == "H2"


@pytest.mark.parametrize("event", ["{isComposing: true}", "{keyCode: 229}", "{ctrlKey: true}"])
def test_a_key_of_an_input_method_presses_nothing(show, event):
    page = show("review")
    posts = []
    page.on("request", lambda r: posts.append(r) if r.method == "POST" else None)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        f" {{key: '1', bubbles: true, ...{event}}}))"
    )
    page.keyboard.type("ajd")
    page.wait_for_timeout(200)
    assert posts == []


def test_a_digit_typed_into_a_box_stays_in_the_box(show):
    page = show("list")
    page.fill("#q", "")
    page.locator("#q").press_sequentially("12")
    assert page.input_value("#q") == "12"


def test_f1_opens_and_closes_the_help(show):
    page = show("review")
    page.keyboard.press("F1")
    expect(page.locator("dialog[data-help]")).to_be_visible()
    page.keyboard.press("F1")
    expect(page.locator("dialog[data-help]")).to_be_hidden()


def test_two_presses_send_one_form(show):
    page = show("kiosk")
    posts = []
    page.on("request", lambda r: posts.append(r) if r.method == "POST" else None)
    page.get_by_role("button", name="Tôi thích việc này Công nhân may").dblclick()
    page.wait_for_url(re.compile("/consent$"))
    assert len(posts) == 1


def test_the_summary_has_the_focus_after_errors(show):
    page = show("form")
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("link", name="Hãy chọn nghề.").click()
    expect(page.locator("#trade")).to_be_focused()


def test_a_kiosk_clears_after_its_time_and_back_shows_nothing(page, gallery_address):
    page.clock.install()
    page.goto(f"{gallery_address}/kiosk")
    page.clock.run_for(101_000)
    expect(page.locator("[data-idle-text]")).to_contain_text("Chạm vào màn hình")
    page.mouse.click(5, 5)
    page.clock.run_for(60_000)
    assert page.url.endswith("/kiosk")
    page.clock.run_for(61_000)
    page.wait_for_url(re.compile("/code$"))
    page.go_back()
    assert "/kiosk" not in page.url


def test_done_leaves_without_a_way_back(show, page):
    show("code")
    show("kiosk").get_by_role("button", name="Xong, thoát").click()
    page.wait_for_url(re.compile("/code$"))
    page.go_back()
    assert "/kiosk" not in page.url


def test_every_button_works_without_scripts(browser, gallery_address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{gallery_address}/review")
    page.get_by_role("button", name="Duyệt việc Công nhân may").click()
    expect(page.locator("#flashes")).to_contain_text("Đã duyệt gợi ý")
    page.goto(f"{gallery_address}/kiosk")
    page.get_by_role("button", name="Xong, thoát").click()
    assert page.url.endswith("/code")
    context.close()


def test_a_live_part_is_renewed_and_says_when_the_network_is_away(page, gallery_address):
    page.clock.install()
    answers = [
        {"status": 204},
        {
            "status": 200,
            "body": '<section id="talks" data-poll="/poll" data-version="8">8/12</section>',
        },
    ]
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if answers:
            route.fulfill(**answers.pop(0))
        else:
            route.abort()

    page.route("**/poll?*", answer)
    page.goto(f"{gallery_address}/start")
    page.clock.run_for(3_100)
    expect(page.locator("#talks")).to_contain_text("7/12")
    page.clock.run_for(3_100)
    expect(page.locator("#talks")).to_have_text("8/12")
    page.clock.run_for(3_100)
    expect(page.locator("[data-poll-lost]")).to_be_visible()
    assert [url.rsplit("=")[1] for url in asked] == ["7", "7", "8"]


def test_a_swap_that_fails_becomes_a_plain_post(show):
    page = show("review")
    page.evaluate("window.kept = true")
    page.route(
        "**/echo/review",
        lambda r: r.abort() if r.request.resource_type == "fetch" else r.continue_(),
    )
    page.get_by_role("button", name="Duyệt việc Công nhân may").click()
    expect(page.locator("#flashes")).to_contain_text("Đã duyệt gợi ý")
    assert page.evaluate("window.kept") is None


def test_a_swap_answered_by_another_page_goes_there(show):
    page = show("review")
    page.locator("form[data-swap]").first.evaluate("f => f.setAttribute('action', '/echo/start')")
    page.get_by_role("button", name="Duyệt việc Công nhân may").click()
    page.wait_for_url(re.compile("/start$"))


def test_a_form_can_be_sent_again_after_coming_back(show):
    page = show("kiosk")
    button = page.get_by_role("button", name="Tôi thích việc này Công nhân may")
    button.click()
    page.wait_for_url(re.compile("/consent$"))
    page.go_back()
    expect(button).to_be_enabled()
    button.click()
    page.wait_for_url(re.compile("/consent$"))
