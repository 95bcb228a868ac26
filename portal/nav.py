"""What each template may rely on: the navigation of one's hat, filters, and who is signed in."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, request, url_for
from flask_login import current_user

from models import Role
from portal import access, few, formats, labels, once
from services import counting

MOST_SHOWN = 6
"""Further pages of a hat stand under "Khác": the bar keeps to two lines on a phone."""

# One hat's main pages: (label, endpoint). The first is where it lands after signing in.
MENUS: Mapping[Role, tuple[tuple[str, str], ...]] = {
    Role.ADMINISTRATOR: (
        ("Nhật ký truy cập", "auth.access_log"),
        ("Việc nền", "jobs.job_list"),
        ("Hội nghị mang đi", "hall.lease_list"),
        ("Cách xếp gợi ý", "ranking.version_list"),
    ),
    Role.EMPLOYER: (
        ("Tin tuyển dụng", "employer.home"),
        ("Người được giới thiệu", "employer.introduction_list"),
        ("Nhận đỡ đầu", "pledging.pledges"),
        ("Cam kết dữ liệu", "employer.agreement"),
    ),
    Role.COUNSELOR: (
        ("Hôm nay", "counselor.home"),
        ("Hồ sơ", "counselor.people"),
        ("Gợi ý", "review.queue"),
        ("Giới thiệu", "introducing.introduction_list"),
        ("Tin tuyển dụng", "firms.position_list"),
        ("Hội nghị", "organiser.event_list"),
        ("Đồng ý", "counselor.consents"),
        ("Doanh nghiệp", "firms.firm_list"),
        ("Nhận đỡ đầu", "sponsoring.sponsorships"),
        ("Mô hình", "community.community_models"),
        ("Nhập danh sách", "importing.returnees"),
    ),
    Role.ORGANISER: (
        ("Hội nghị", "organiser.event_list"),
        ("Tin tuyển dụng", "firms.position_list"),
        ("Doanh nghiệp", "firms.firm_list"),
        ("Nhập danh sách", "importing.positions"),
        ("Nhận đỡ đầu", "sponsoring.pledges"),
        ("Mô hình", "community.community_models"),
    ),
    Role.POLICE: (("Hồ sơ", "counselor.people"), ("Nhập danh sách", "importing.returnees")),
    Role.DESK: (("Đón tiếp", "organiser.desk"),),
    Role.COMMITTEE: (
        ("Số liệu", "committee.figures"),
        ("Hội nghị", "organiser.event_list"),
        ("Mô hình", "community.community_models"),
        ("Tuyên truyền", "community.activities"),
        ("Cách xếp gợi ý", "ranking.version_list"),
    ),
    Role.KIOSK: (("Xem việc", "returnee.start"),),
    Role.TABLE: (("Bàn của tôi", "hall.my_table"),),
    Role.WALL: (("Gọi số", "hall.my_wall"),),
    Role.PERSON: (("Xem việc", "returnee.cards"),),
}


def init_app(app: Flask) -> None:
    """Give templates their globals and filters."""
    app.jinja_env.filters.update(formats.FILTERS)
    app.jinja_env.filters["words"] = labels.words
    app.jinja_env.filters["people"] = few.format_people
    app.jinja_env.filters["counted"] = counting.said
    app.jinja_env.globals.update(
        wage=formats.format_wage,
        state_words=labels.words,
        state_tone=labels.tone,
        may=access.may,
        once=once.new_key,
        Permission=access.Permission,
    )
    app.context_processor(_page_globals)


def landing() -> str:
    """Return the address of the first page of the hat worn."""
    menu = MENUS[access.actor().role]
    return url_for(menu[0][1]) if menu else url_for("auth.account")


def _page_globals() -> dict[str, Any]:
    signed_in = current_user.is_authenticated
    is_named = signed_in and bool(current_user.shown_as)
    menu = _menu() if signed_in else []
    return {
        "signed_in": is_named,
        "signed_in_as": current_user.shown_as if is_named else "",
        "nav_items": menu[:MOST_SHOWN],
        "nav_more": menu[MOST_SHOWN:],
        "home_url": url_for("auth.home"),
        "account_url": url_for("auth.account") if access.may(access.Permission.ACCOUNT_OWN) else "",
        "sign_out_url": url_for("auth.sign_out"),
    }


def _menu() -> list[tuple[str, str, bool, None]]:
    pages = [(label, url_for(endpoint)) for label, endpoint in MENUS[access.actor().role]]
    # The longest address that begins this one: /firms/positions lies below /firms/.
    here = max((url for _, url in pages if request.path.startswith(url)), key=len, default="")
    return [(label, url, url == here, None) for label, url in pages]
