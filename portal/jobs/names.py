"""What jobs are called on the administrator page; a code without words shows as it is."""

from collections.abc import Mapping

from models import Job

NAMES: Mapping[str, str] = {
    "mail": "Gửi một thư",
    "model.train": "Học cách xếp gợi ý",
    "consents.expire": "Hết hạn lời đồng ý",
    "database.analyze": "Đếm lại các bảng để danh sách mở nhanh",
    "index.write": "Viết lại chỉ mục để tìm việc hợp",
    "introductions.check_in": "Thư hỏi thăm đầu tháng",
    "introductions.close_unanswered": "Khép lại lời giới thiệu quá 10 ngày làm việc",
    "introductions.delete_details": "Xóa lời nhắn, lịch hẹn đã hết hạn giữ",
    "introductions.remind_firms": "Nhắc doanh nghiệp trả lời",
    "introductions.remind_to_delete": "Nhắc doanh nghiệp xóa thông tin",
    "jobs.forget_old": "Dọn việc nền đã xong",
    "mails.forget_old": "Dọn thư viết quá 180 ngày",
    "positions.ask_firms": "Hỏi tin đăng 30 ngày",
    "positions.hide_old": "Ẩn tin đăng 60 ngày",
    "stay.ask": "Hỏi sau 3 tháng đi làm",
}


def name_of(job: Job) -> str:
    """Return what a job does, in words."""
    code = str(job.payload.get("name", job.kind))
    return NAMES.get(code, code)
