"""The review by keyboard alone, in Chromium, on a real server: design's keys, UniKey in mind."""

import itertools
import re

import pytest
from factories import make_position, make_returnee, make_suggestion, make_user
from playwright.sync_api import expect

from models import Suggestion, SuggestionState
from services import places
from services.accounts import hash_password

pytestmark = pytest.mark.browser
PASSWORD = "mật khẩu đủ dài 1"


COMMUNES = itertools.cycle(sorted(c for c in places.communes() if c.startswith("16")))


@pytest.fixture
def scene(live_app):
    """Two people of one commune, with three suggestions and one; a counselor who can sign in."""
    commune = next(COMMUNES)
    with live_app.session() as session:
        user = make_user(session, communes=(commune,))
        user.password_hash = hash_password(PASSWORD)
        first = make_returnee(session, full_name="Người Thứ Nhất", commune_code=commune)
        jobs = [
            make_suggestion(session, first, make_position(session, title=title), rank=rank)
            for rank, title in enumerate(("Công nhân may", "Thợ hàn", "Phụ bếp"), start=1)
        ]
        second = make_returnee(session, full_name="Người Thứ Hai", commune_code=commune)
        make_suggestion(session, second, make_position(session, title="Lái xe"))
        session.commit()
        found = {
            "login": user.login,
            "first": first.id,
            "second": second.id,
            "jobs": [job.id for job in jobs],
        }
        session.get_bind().dispose()
    return found


@pytest.fixture
def review(page, live_app, scene):
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, live_app, scene)
    page.goto(f"{live_app.url}/review/{scene['first']}")
    return page


def sign_in(page, live_app, scene):
    page.goto(f"{live_app.url}/sign-in")
    page.fill("[name=login]", scene["login"])
    page.fill("[name=password]", PASSWORD)
    page.click("button[name=save]")
    page.wait_for_url(re.compile("/counselor/today"))


def states(live_app, scene):
    with live_app.session() as session:
        found = [session.get_one(Suggestion, job).state for job in scene["jobs"]]
        session.get_bind().dispose()
    return found


def current(page):
    return page.locator("[data-row].is-current h3").inner_text()


def flashes(page, text):
    expect(page.locator("#flashes")).to_contain_text(text)


def test_one_person_is_decided_by_keys_alone(review, live_app, scene):
    assert current(review) == "Công nhân may"
    review.evaluate("window.kept = true")
    review.keyboard.press("1")
    flashes(review, "Đã duyệt: Công nhân may")
    assert current(review) == "Thợ hàn"

    review.keyboard.press("2")
    expect(review.locator("#person input[type=radio]:focus")).to_have_value("too_far")
    review.keyboard.press("ArrowDown")
    review.keyboard.press("Enter")
    flashes(review, "Đã từ chối: Thợ hàn")
    assert current(review) == "Phụ bếp"

    review.keyboard.press("3")
    flashes(review, "Để xem sau: Phụ bếp")
    assert review.evaluate("window.kept") is True
    assert states(live_app, scene) == [
        SuggestionState.APPROVED,
        SuggestionState.REJECTED,
        SuggestionState.LATER,
    ]


def test_zero_takes_the_last_decision_back(review, live_app, scene):
    review.keyboard.press("1")
    flashes(review, "Đã duyệt")
    assert current(review) == "Thợ hàn"
    review.keyboard.press("0")
    flashes(review, "Đã hoàn tác: Công nhân may")
    assert states(live_app, scene)[0] == SuggestionState.PROPOSED


def test_arrows_choose_the_card_and_the_person(review, scene):
    review.keyboard.press("ArrowDown")
    assert current(review) == "Thợ hàn"
    review.keyboard.press("ArrowUp")
    assert current(review) == "Công nhân may"
    review.keyboard.press("ArrowRight")
    review.wait_for_url(re.compile(str(scene["second"])))
    expect(review.locator("h2").first).to_contain_text("Người Thứ Hai")
    review.keyboard.press("ArrowLeft")
    review.wait_for_url(re.compile(str(scene["first"])))


def test_enter_goes_on_when_a_person_is_done(review, scene):
    for title in ("Công nhân may", "Thợ hàn", "Phụ bếp"):
        assert current(review) == title
        review.keyboard.press("3")
        flashes(review, f"Để xem sau: {title}")
    review.keyboard.press("Enter")
    review.wait_for_url(re.compile(str(scene["second"])))
    expect(review.locator(".person-nav p")).to_have_text("Người 1/1")


COMPOSED = """
type => {
  const at = document.activeElement;
  at.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true, data: ""}));
  at.dispatchEvent(new KeyboardEvent("keydown", {key: "1", bubbles: true, ...type}));
  at.dispatchEvent(new CompositionEvent("compositionupdate", {bubbles: true, data: "1"}));
  at.dispatchEvent(new KeyboardEvent("keyup", {key: "1", bubbles: true, ...type}));
  at.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true, data: "1"}));
}
"""


@pytest.mark.parametrize("kind", [{"isComposing": True}, {"keyCode": 229}])
def test_a_key_that_an_input_method_is_composing_decides_nothing(review, live_app, scene, kind):
    posts = []
    review.on("request", lambda r: posts.append(r) if r.method == "POST" else None)
    review.evaluate(COMPOSED, kind)
    review.keyboard.type("ajdF")
    review.wait_for_timeout(200)
    assert posts == []
    assert set(states(live_app, scene)) == {SuggestionState.PROPOSED}
    review.keyboard.press("1")
    flashes(review, "Đã duyệt: Công nhân may")


def test_digits_typed_into_the_note_stay_there(review, live_app, scene):
    review.keyboard.press("2")
    note = review.locator("input[name=note]").first
    note.fill("")
    note.press_sequentially("Xa 20 km 1 chiều")
    assert note.input_value() == "Xa 20 km 1 chiều"
    assert set(states(live_app, scene)) == {SuggestionState.PROPOSED}


def test_a_refusal_without_a_reason_is_not_sent(review, live_app, scene):
    review.keyboard.press("2")
    review.keyboard.press("Enter")
    review.wait_for_timeout(200)
    assert states(live_app, scene)[0] == SuggestionState.PROPOSED


def test_ticked_cards_are_counted_and_approved_together(review, live_app, scene):
    for box in review.locator("input[name=suggestion]").all()[:2]:
        box.check()
    review.get_by_role("button", name="Duyệt 2 việc đã chọn").click()
    flashes(review, "Đã duyệt 2 việc.")
    assert states(live_app, scene)[:2] == [SuggestionState.APPROVED] * 2


def test_f1_shows_the_keys(review):
    review.keyboard.press("F1")
    expect(review.locator("dialog[data-help]")).to_be_visible()
    review.keyboard.press("F1")
    expect(review.locator("dialog[data-help]")).to_be_hidden()


def test_every_decision_works_without_scripts(browser, live_app, scene):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_app, scene)
    page.goto(f"{live_app.url}/review/{scene['first']}")
    page.get_by_role("button", name="Duyệt việc Công nhân may").click()
    flashes(page, "Đã duyệt: Công nhân may")
    page.locator("article", has_text="Thợ hàn").locator("summary").first.click()
    page.locator("article", has_text="Thợ hàn").get_by_label("Quá xa").check()
    page.get_by_role("button", name="Từ chối việc Thợ hàn").click()
    flashes(page, "Đã từ chối: Thợ hàn")
    page.get_by_role("button", name="Hoàn tác việc Thợ hàn").first.click()
    flashes(page, "Đã hoàn tác: Thợ hàn")
    assert states(live_app, scene)[:2] == [SuggestionState.APPROVED, SuggestionState.PROPOSED]
    context.close()
