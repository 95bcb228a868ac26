"""The words of every letter: no person's name, nothing of the past, the same for everybody.

`{portal}` is put in when a letter is shown or sent: services do not know where the portal stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models import MailKind
from services import house_words

PORTAL = "{portal}"
GREETING = "Chào anh/chị,"
CLOSING = "Nối Việc. Kết nối việc làm, chung tay giúp đỡ."
STOP = "Không muốn nhận thư này nữa: {portal}/mail/stop/{token}"
# Addresses that open something on their own are not shown to staff who look at a letter.
SECRET_ADDRESS = re.compile(r"(/mail/stop/|/stay/)[\w-]+")


@dataclass(frozen=True, slots=True)
class Words:
    """Subject and paragraphs of one kind; names in braces are facts of the letter."""

    subject: str
    body: str


LETTERS: Mapping[MailKind, Words] = {
    MailKind.INTRODUCED: Words(
        "Nối Việc: có người mới được giới thiệu",
        "Có người mới được giới thiệu{position}.\n"
        "Xin xem và trả lời trước ngày {due}:\n{portal}/employer/introductions",
    ),
    MailKind.REMINDER: Words(
        "Nối Việc: có người đang chờ trả lời",
        "Đã đến hạn trả lời cho {count} người đang chờ.\n"
        "Xin trả lời giúp, chưa phù hợp cũng xin báo:\n{portal}/employer/introductions",
    ),
    MailKind.INTERVIEW: Words(
        "Nối Việc: đã ghi lịch phỏng vấn",
        "Đã ghi lịch phỏng vấn lúc {at}{place}.\n"
        "Cán bộ sẽ báo cho người lao động. Xem lịch:\n{portal}/employer/interviews",
    ),
    MailKind.DELETION: Words(
        "Nối Việc: xin xóa thông tin đã ghi lại",
        "Việc giới thiệu Người lao động {number} đã khép lại.\n"
        "Xin xóa tên, số điện thoại đã ghi lại trước ngày {due}, rồi báo đã xóa:\n"
        "{portal}/employer/introductions/ended",
    ),
    MailKind.INVITATION: Words(
        "Nối Việc: mời vào cổng doanh nghiệp",
        "Anh/chị đã có tài khoản trên cổng Nối Việc.\n"
        "Tên đăng nhập: {login}\nĐăng nhập tại: {portal}/sign-in\n"
        "Mật khẩu do cán bộ đưa riêng, không gửi qua thư.",
    ),
    MailKind.CHECK_IN: Words(
        "Nối Việc: hỏi thăm đầu tháng",
        "Doanh nghiệp đang có {count} người làm qua Nối Việc.\n"
        "Cần cán bộ giúp việc gì, anh/chị trả lời thư này hoặc gọi cán bộ.\n"
        "Xem danh sách:\n{portal}/employer/introductions",
    ),
    MailKind.POSTING: Words(
        "Nối Việc: tin tuyển dụng còn cần người không?",
        "Có {count} tin đã đăng 30 ngày. Tin sẽ ẩn sau 60 ngày.\n"
        "Còn tuyển thì bấm Gia hạn, đủ người thì bấm Đã tuyển đủ:\n{portal}/employer/positions",
    ),
    MailKind.STAY: Words(
        "Nối Việc: xin trả lời một câu hỏi",
        "Xin trả lời giúp một câu về Người lao động {number}. Chỉ cần bấm một lần:\n"
        "{portal}/stay/{token}\nCâu trả lời chỉ gửi đến cán bộ tư vấn.",
    ),
    MailKind.EVENT_THANKS: Words(
        "Nối Việc: cảm ơn đã đến hội nghị giới thiệu việc làm",
        "Cảm ơn anh/chị đã đến giới thiệu việc làm ngày {on}.\n"
        "Bàn của anh/chị đã trao đổi {held} lượt.\n"
        "Cán bộ sẽ liên hệ tiếp. Xem người được giới thiệu:\n{portal}/employer/introductions",
    ),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A letter ready to be kept: `{portal}` is still in it."""

    subject: str
    body: str


def write(kind: MailKind, facts: Mapping[str, object], foot_token: str = "") -> Text:
    """Return the text of a letter; `foot_token` ends letters to the member it goes to."""
    words = LETTERS[kind]
    body = words.body.format(portal=PORTAL, **facts)
    foot = STOP.format(portal=PORTAL, token=foot_token) if foot_token else ""
    parts = (GREETING, body, CLOSING, foot)
    return Text(words.subject, "\n\n".join(part for part in parts if part) + "\n")


def sample(kind: MailKind) -> Text:
    """Return a letter with made-up facts: what staff look at before any is sent."""
    facts = {
        "position": told(" cho vị trí: ", "Công nhân may"),
        "due": "27/11/2026",
        "count": 3,
        "at": "08:30 ngày 26/11/2026",
        "place": told(", tại ", "Cổng số 1"),
        "number": "07",
        "login": "tên của anh/chị",
        "token": "mau",
        "on": "15/12/2026",
        "held": 24,
    }
    return write(kind, facts, "mau")


def told(before: str, typed: str) -> str:
    """Return what a firm typed as part of a letter; nothing where a word of list A stands in it."""
    line = " ".join(typed.split())
    return f"{before}{line}" if line and not house_words.found(line) else ""


def with_portal(body: str, address: str) -> str:
    """Put the portal's address in: what is sent."""
    return body.replace(PORTAL, address)


def for_staff(body: str, address: str) -> str:
    """Return a letter as staff may look at it: addresses that open something are cut."""
    return SECRET_ADDRESS.sub(r"\1…", with_portal(body, address))
