"""Every layout and macro on a few invented pages, under the product's own security policy.

Run ``python -m benchmarks.gallery`` and open the address it prints; ``benchmarks.gallery_shots``
takes the pictures. The pages know no database: they are for the eye and for axe.
"""

import json
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, flash, redirect, render_template, request
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField, FileRequired
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response as WerkzeugResponse
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.validators import InputRequired, NumberRange, Optional

from portal import static_files

ROOT = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
    " base-uri 'none'"
)
PAGES = ("review", "list", "form", "start", "kiosk", "consent", "code", "sheet", "report")


class _Vietnamese:
    """WTForms' messages through the product's catalogue."""

    def __init__(self) -> None:
        path = ROOT / "translations" / "wtforms_vi.json"
        self.sentences = json.loads(path.read_text(encoding="utf-8"))

    def gettext(self, message: str) -> str:
        return self.sentences.get(message, message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


class _Form(FlaskForm):
    class Meta(FlaskForm.Meta):
        def get_translations(self, _form: FlaskForm) -> _Vietnamese:
            return _Vietnamese()


class PositionForm(_Form):
    """One field of every kind the product uses."""

    once = HiddenField(default="0190a0a0-0000-7000-8000-000000000000")
    title = StringField(
        "Tên vị trí tuyển dụng",
        [InputRequired("Hãy nhập tên vị trí, ví dụ: Công nhân may.")],
        description="Viết như anh chị vẫn gọi: Công nhân may, Thợ hàn.",
    )
    trade = SelectField(
        "Nghề",
        [InputRequired("Hãy chọn nghề.")],
        choices={"": "Chọn nghề", "may": "May công nghiệp", "han": "Hàn"},
    )
    headcount = IntegerField(
        "Số người cần tuyển",
        [
            InputRequired("Hãy nhập số người cần tuyển."),
            NumberRange(1, 500, "Hãy nhập một số từ 1 đến 500."),
        ],
    )
    wage = IntegerField(
        "Lương mỗi tháng", [Optional()], description="Tiền mặt nhận về, chưa trừ bảo hiểm."
    )
    reach = IntegerField("Xa nhất", [Optional()])
    shift = RadioField(
        "Ca làm việc",
        [InputRequired("Hãy chọn một ca làm việc.")],
        choices={"day": "Ban ngày", "night": "Ban đêm", "turn": "Đổi ca mỗi tuần"},
    )
    dormitory = RadioField("Có chỗ ở không?", [Optional()], choices={"yes": "Có", "no": "Không"})
    support = SelectMultipleField(
        "Doanh nghiệp nhận đỡ đầu những gì?",
        choices={
            "training": "Dạy nghề tại chỗ",
            "mentor": "Cử người kèm cặp",
            "tools": "Cho mượn dụng cụ",
            "room": "Cho ở nhờ tháng đầu",
            "meal": "Bao ăn ca",
            "bus": "Xe đưa đón",
        },
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    until = DateField(
        "Nhận hồ sơ đến ngày", [InputRequired("Hãy nhập ngày.")], format=["%d/%m/%Y", "%d-%m-%Y"]
    )
    start = TimeField("Giờ vào ca", [Optional()])
    text = TextAreaField("Mô tả công việc", description="Việc làm hằng ngày, máy móc, chỗ làm.")
    paper = FileField("Ảnh giấy phép", [FileRequired("Hãy chọn một tệp ảnh hoặc PDF.")])
    agree = BooleanField(
        "Tôi đã gọi điện xác nhận với doanh nghiệp",
        [InputRequired("Hãy xác nhận đã gọi cho doanh nghiệp.")],
    )
    save = SubmitField("Gửi duyệt")
    draft = SubmitField("Lưu nháp")


class CodeForm(_Form):
    """The kiosk's first screen."""

    code = StringField("Mã trên giấy mời", description="8 số, ví dụ 4827 1936")
    year = StringField("Năm sinh của anh/chị", description="4 số, ví dụ 1990")
    save = SubmitField("Xem việc của tôi")


def _page_of_rows() -> SimpleNamespace:
    return SimpleNamespace(
        number=6, pages=20, counted="240", is_open=False, url_for_page=lambda n: f"?page={n}"
    )


def _frame() -> dict[str, object]:
    return {
        "nav_items": [
            ("Gợi ý", "/review", request.path == "/review", 24),
            ("Người lao động", "/list", request.path == "/list", None),
            ("Vị trí", "/form", request.path == "/form", None),
            ("Hội nghị", "/start", request.path == "/start", None),
            ("Báo cáo", "/report", False, None),
        ],
        "nav_more": [],
        "signed_in": True,
        "signed_in_as": "Cán bộ tư vấn · Xã Hoằng Phú",
        "sign_out_url": "/echo/start",
        "home_url": "/start",
        "once": "0190a0a0-0000-7000-8000-000000000001",
        "page": _page_of_rows(),
    }


def _show(name: str) -> str:
    return render_template(f"{name}.html", form=PositionForm(), code_form=CodeForm())


def _show_form() -> tuple[str, int]:
    form = PositionForm()
    status = 422 if request.method == "POST" and not form.validate() else 200
    return render_template("form.html", form=form), status


def _echo(name: str) -> WerkzeugResponse:
    flash("Đã duyệt gợi ý. Người tiếp theo ở dưới.", "success")
    return redirect(f"/{name}", 303)


def _guard(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def create_gallery() -> Flask:
    """Make the app that shows the pages of ``gallery_pages``."""
    app = Flask(__name__, static_folder=None)
    static_files.init_app(app, ROOT / "static")
    app.config.update(SECRET_KEY="only for the gallery", WTF_CSRF_TIME_LIMIT=None)  # noqa: S106  invented pages only
    app.jinja_env.undefined = StrictUndefined
    folders = (ROOT / "templates", ROOT / "benchmarks" / "gallery_pages")
    app.jinja_loader = ChoiceLoader([FileSystemLoader(str(f)) for f in folders])
    CSRFProtect(app)
    app.context_processor(_frame)
    app.after_request(_guard)
    for name in PAGES:
        app.add_url_rule(f"/{name}", name, _show, defaults={"name": name})
    app.add_url_rule("/form/sent", "form_sent", _show_form, methods=["GET", "POST"])
    app.add_url_rule("/echo/<name>", "echo", _echo, methods=["POST"])
    app.add_url_rule("/poll", "poll", lambda: ("", 204))
    return app


if __name__ == "__main__":
    create_gallery().run(port=8065)
