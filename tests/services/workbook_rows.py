"""A list of people as rows, what is read of it and what is said of it."""

from datetime import date

from services.workbooks import (
    Options,
    open_workbook,
    read_people,
    read_positions,
)
from tests.services.workbook_files import xlsx

TODAY = date(2026, 11, 24)
HEADINGS = ["Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Địa chỉ", "Tay nghề"]
BAY = [
    "Lê Văn Bảy",
    "05/03/1990",
    "038090001234",
    "0977353752",
    "Xã Hoằng Phú, tỉnh Thanh Hóa",
    "thợ hồ",
]
HOANG_PHU = "15889"


def people(rows, options=None, **more):
    opened = open_workbook(xlsx(rows, **more), "danh_sach.xlsx")
    return read_people(opened, options or Options(today=TODAY))


def positions(rows):
    return read_positions(open_workbook(xlsx(rows), "nhu_cau.xlsx"), Options(today=TODAY))


def only(reading):
    (row,) = reading.rows
    return row


def messages(row):
    return [problem.message for problem in row.problems]
