"""A field is tied to its label, hint and errors, and keeps what was typed."""

import html5lib
import pytest
from flask import render_template_string
from flask_wtf import FlaskForm
from wtforms import DateField, FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import InputRequired

from benchmarks.gallery import create_gallery

TYPED = {"headcount": "bảy", "until": "31/02/2026", "support": ["bus"], "title": "<b>May"}


class FirmForm(FlaskForm):
    class Contact(Form):
        phone = StringField("Số điện thoại", [InputRequired("Hãy nhập số.")])

    once = HiddenField(default="1")
    contact = FormField(Contact, "Liên hệ")
    places = FieldList(StringField("Nơi làm", [InputRequired("Hãy nhập nơi.")]), min_entries=2)


class DayForm(FlaskForm):
    on = DateField("Ngày ký", [InputRequired("Hãy ghi ngày ký.")], format="%d/%m/%Y")


def parse(response):
    return html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)


@pytest.fixture
def sent():
    app = create_gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    return parse(app.test_client().post("/form/sent", data=TYPED))


def by_id(page, name):
    return page.find(f".//*[@id='{name}']")


def text_of(element):
    return " ".join("".join(element.itertext()).split())


def test_each_error_of_the_summary_leads_to_a_control_of_the_page(sent):
    links = by_id(sent, "error-summary").findall(".//a")
    targets = [by_id(sent, link.get("href")[1:]) for link in links]
    assert len(links) == 6
    assert {t.tag for t in targets} <= {"input", "select", "textarea"}


def test_the_summary_is_focused_without_a_script(sent):
    assert by_id(sent, "error-summary").get("autofocus") is not None


def test_a_hint_stays_beside_the_error_and_both_are_read_out(sent):
    box = by_id(sent, "until")
    hint, error = (by_id(sent, name) for name in box.get("aria-describedby").split())
    assert text_of(hint) == "Ngày/tháng/năm, ví dụ 05/09/1990"
    assert text_of(error).startswith("Lỗi: Ngày chưa đúng.")
    assert box.get("aria-invalid") == "true"


@pytest.mark.parametrize("name", ["headcount", "until", "title"])
def test_a_wrong_value_stays_as_it_was_typed(sent, name):
    assert by_id(sent, name).get("value") == TYPED[name]
    assert by_id(sent, name).get("type") == "text"


def test_a_ticked_choice_stays_ticked(sent):
    ticked = [box.get("value") for box in sent.iter("input") if box.get("checked") is not None]
    assert ticked == ["bus"]


def test_an_unreadable_number_has_one_error_and_says_what_to_do(sent):
    lines = by_id(sent, "headcount-error").findall("p")
    assert [text_of(line) for line in lines] == ["Lỗi: Hãy nhập một số nguyên, chỉ gồm chữ số."]


def test_in_the_summary_an_unreadable_value_is_told_with_its_boxs_name(sent):
    links = {a.get("href"): text_of(a) for a in by_id(sent, "error-summary").findall(".//a")}
    assert links["#headcount"].endswith(": Hãy nhập một số nguyên, chỉ gồm chữ số.")
    assert links["#headcount"] != "Hãy nhập một số nguyên, chỉ gồm chữ số."


def test_an_empty_box_says_what_its_form_asks_for():
    app = create_gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    source = (
        "{% from 'macros/forms.html' import error_summary, field %}"
        "{{ error_summary(form) }}{{ field(form.on) }}"
    )
    with app.test_request_context(method="POST", data={"on": ""}):
        form = DayForm()
        assert not form.validate()
        html = render_template_string(source, form=form)
    assert html.count("Hãy ghi ngày ký.") == 2
    assert "Not a valid date" not in html


def test_a_group_is_a_fieldset_with_its_question_as_legend(gallery):
    page = parse(gallery.get("/form"))
    questions = [text_of(f.find("legend")) for f in page.iter("fieldset")]
    assert questions[:2] == ["Ca làm việc", "Có chỗ ở không? (không bắt buộc)"]


def test_only_fields_that_may_stay_empty_say_so(gallery):
    page = parse(gallery.get("/form"))
    labels = {label.get("for"): text_of(label) for label in page.iter("label")}
    assert labels["wage"] == "Lương mỗi tháng (không bắt buộc)"
    assert labels["title"] == "Tên vị trí tuyển dụng"


def test_a_form_posts_csrf_and_once_and_leaves_validation_to_the_server(gallery):
    form = next(f for f in parse(gallery.get("/form")).iter("form") if f.get("enctype"))
    hidden = {i.get("name") for i in form.iter("input") if i.get("type") == "hidden"}
    assert hidden == {"csrf_token", "once"}
    assert form.get("method") == "post"
    assert form.get("novalidate") is not None


@pytest.mark.parametrize("path", ["/form", "/review", "/list", "/kiosk", "/code"])
def test_no_id_is_given_twice(gallery, path):
    ids = [e.get("id") for e in parse(gallery.get(path)).iter() if e.get("id")]
    assert len(ids) == len(set(ids))


def test_errors_inside_a_part_form_and_a_list_are_in_the_summary():
    app = create_gallery()
    app.config["WTF_CSRF_ENABLED"] = False
    source = "{% from 'macros/forms.html' import error_summary %}{{ error_summary(form) }}"
    with app.test_request_context(method="POST", data={"places-0": "Hoằng Phú", "places-1": ""}):
        form = FirmForm()
        assert not form.validate()
        html = render_template_string(source, form=form)
    links = [a.get("href") for a in html5lib.parse(html, namespaceHTMLElements=False).iter("a")]
    assert links == ["#contact-phone", "#places-1"]


def test_two_answers_look_alike_and_send_their_own_value(gallery):
    buttons = [b for b in parse(gallery.get("/consent")).iter("button") if b.get("name")]
    assert [(b.get("name"), b.get("value")) for b in buttons] == [
        ("answer", "yes"),
        ("answer", "no"),
    ]
    assert len({b.get("class") for b in buttons}) == 1
