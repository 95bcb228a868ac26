"""Exceptions and refusals as plain Vietnamese pages that say what to do."""

from collections.abc import Mapping

from flask import Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, NoResultFound, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from models import MoveNotAllowed
from portal.database import end_transaction
from portal.logs import frames, log
from services.errors import Refused

SENTENCES: Mapping[int, tuple[str, str]] = {
    400: ("Không đọc được yêu cầu", "Hãy quay lại trang trước và làm lại."),
    403: ("Anh/chị không có quyền mở trang này", "Hãy về trang chính hoặc đổi vai trò."),
    404: ("Không tìm thấy trang này", "Liên kết có thể đã cũ. Hãy về trang chính và tìm lại."),
    405: ("Trang này không mở bằng cách đó", "Hãy về trang chính và bấm nút tương ứng."),
    409: ("Nội dung vừa được người khác sửa", "Hãy tải lại trang để xem bản mới nhất."),
    413: ("Nội dung gửi lên quá lớn", "Hãy gửi tệp nhỏ hơn 10 MB hoặc chia thành nhiều tệp."),
    426: (
        "Cần kết nối bảo mật",
        "Cán bộ và doanh nghiệp chỉ dùng được qua https hoặc ngay trên máy chủ.",
    ),
    429: ("Thao tác quá nhanh", "Hãy chờ một phút rồi thử lại."),
    500: (
        "Có lỗi ở phía hệ thống",
        "Việc chưa được lưu. Hãy thử lại hoặc báo quản trị viên.",
    ),
    503: ("Hệ thống đang bận", "Việc chưa được lưu. Hãy chờ một phút rồi thử lại."),
}
MAX_KEPT = 100_000
# As much as a row of `once` keeps.
MAX_ADDRESS = 300
# A password is never written into a page, not even the one it was typed into.
NOT_KEPT = frozenset({"csrf_token", "password"})
ALREADY_DONE = "Việc này đã có người làm rồi. Đây là tình trạng mới nhất."


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(MoveNotAllowed, _already_done)
    app.register_error_handler(StaleDataError, _already_done)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(NoResultFound, _not_there)
    app.register_error_handler(DataError, _unfit_value)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(PoolExhausted, _database_busy)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(401, _sign_in_first)
    app.register_error_handler(500, _server_error)


def _already_done(_error: Exception) -> ResponseReturnValue:
    end_transaction()
    flash(ALREADY_DONE, "warning")
    return redirect(_page_of_form(), 303)


def _refused(error: Refused) -> ResponseReturnValue:
    end_transaction()
    flash(str(error), "error")
    return redirect(_page_of_form(), 303)


def _page_of_form() -> str:
    """Return the page a button stood on: its own address where that can be opened, else home."""
    back = request.form.get("back", "")
    return back if is_local(back) else url_for("auth.home")


def is_local(address: str) -> bool:
    """Tell whether an address stays on this site: a path, and not the start of another host.

    Browsers drop tabs and line ends and read a backslash as "/": "/<tab>/evil" is another host.
    """
    is_plain = address.isprintable() and "\\" not in address and len(address) <= MAX_ADDRESS
    return is_plain and address.startswith("/") and not address.startswith("//")


def _expired_form(_error: CSRFError) -> ResponseReturnValue:
    end_transaction()
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NOT_KEPT and len(value) <= MAX_KEPT
    ]
    return render_template("errors/expired_form.html", typed=typed, action=request.path), 400


def _not_there(_error: NoResultFound) -> ResponseReturnValue:
    """Answer a row that must be there and is not, such as the firm of one who has none."""
    end_transaction()
    return _render(404)


def _unfit_value(_error: DataError) -> ResponseReturnValue:
    """Answer a value no column takes, such as a NUL in a search: nobody types that."""
    end_transaction()
    return _render(400)


def _database_busy(error: Exception) -> ResponseReturnValue:
    end_transaction()
    log.warning("database", endpoint=request.endpoint, kind=type(error).__name__)
    return _render(503)


def _page(error: HTTPException) -> ResponseReturnValue:
    end_transaction()
    code = error.code or 500
    if code < 400:  # noqa: PLR2004 - a redirect raised as an exception passes as it is
        return error
    return _render(code)


def _server_error(error: Exception) -> ResponseReturnValue:
    end_transaction()
    cause = getattr(error, "original_exception", None) or error
    if isinstance(cause, OperationalError):
        # While the browser's session was stored: no view was running, so no handler saw it.
        return _database_busy(cause)
    log.error("unexpected", endpoint=request.endpoint, kind=type(cause).__name__, at=frames(cause))
    return _render(500)


def _sign_in_first(_error: Exception) -> ResponseReturnValue:
    end_transaction()
    if current_user.is_authenticated:
        return _render(403)
    if request.blueprint == "returnee":
        # Back, after leaving on one's own phone: a person never meets the officers' door.
        return redirect(url_for("returnee.done"), 303)
    after = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=after), 303)


def _render(code: int) -> ResponseReturnValue:
    heading, advice = SENTENCES.get(code, SENTENCES[400])
    return render_template("errors/error.html", heading=heading, advice=advice), code
