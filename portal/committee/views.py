"""Figures for the committee."""

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from models import local_today
from portal.access import Permission, requires
from portal.database import session
from services import figures as counted
from services import places

bp = Blueprint("committee", __name__, url_prefix="/committee")

# Code of the figure -> (words, how it is counted).
PEOPLE = {
    "in_care": ("Người tái hòa nhập cộng đồng đang quản lý", "Hồ sơ có trong hệ thống, chưa xóa"),
    "with_consent": ("Đã đồng ý tìm việc giúp", "Có đồng ý còn hiệu lực"),
    "approved": ("Gợi ý việc làm đã duyệt", "Lượt cán bộ tư vấn duyệt, chưa rút"),
    "introduced": ("Đã được giới thiệu việc làm", "Người có ít nhất một lần giới thiệu"),
    "hired": ("Được nhận vào làm", "Người đang ở bước nhận vào làm hoặc đã đi làm"),
    "started": ("Đã đi làm", "Người đã ghi ngày làm việc đầu tiên"),
    "sponsored": ("Được nhận đỡ đầu", "Người có thỏa thuận giúp đỡ đã ký, chưa dừng"),
}
FIRMS = {
    "firms": ("Doanh nghiệp đã xác minh", "Doanh nghiệp, hợp tác xã, hộ kinh doanh"),
    "sponsors": ("Đơn vị cam kết nhận đỡ đầu", "Có ít nhất một cam kết, kể cả đã rút"),
    "positions": ("Tin tuyển dụng đang mở", "Tin ở trạng thái đang tuyển hôm nay"),
    "headcount": ("Số người cần tuyển", "Cộng số người của các tin đang mở"),
}


@bp.get("/")
@requires(Permission.FIGURES_READ)
def figures() -> ResponseReturnValue:
    return render_template("committee/figures.html", **_page())


@bp.get("/print")
@requires(Permission.FIGURES_READ)
def print_figures() -> ResponseReturnValue:
    return render_template("committee/print_figures.html", **_page(), back_url=url_for(".figures"))


def _page() -> dict[str, object]:
    found = counted.figures(session)
    province = current_app.config["SETTINGS"].default_province
    return {
        "people": [(*PEOPLE[code], cell) for code, cell in found.people.items()],
        "firms": [(*FIRMS[code], cell) for code, cell in found.firms.items()],
        "kinds": found.kinds,
        "events": found.events,
        "today": local_today(),
        "province": places.provinces()[province],
    }
