"""Small workbooks as an office would send them, made here."""

from io import BytesIO

from openpyxl import Workbook

PEOPLE = ("Họ và tên", "Ngày sinh", "Số CCCD", "Điện thoại", "Nơi cư trú", "Nghề, kỹ năng")
PLACE = "Phường Hàm Rồng, tỉnh Thanh Hóa"


def xlsx(title, headings, rows):
    """Return a workbook with a merged title row, a heading row and rows."""
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def people(*rows):
    return xlsx("DANH SÁCH NGƯỜI TRỞ VỀ", PEOPLE, rows)


ONE_PERSON = people(
    ("Trịnh Văn Đạt", "17/09/1990", "038090000903", "0912000903", PLACE, "Thợ hàn 4 năm"),
)
TWO_PEOPLE = people(
    ("Lương Thị Hoài Thu", "05/03/1994", "038194000901", "0912000901", PLACE, "May công nghiệp"),
    ("Đỗ Bá Lực", "1988", "12345", "0912000902", PLACE, "Phụ hồ"),
)
"""One good row, and one whose ID number is refused."""
NAMES = ("Quách Đại Phong", "Lục Thị Vân Khánh", "Nông Quốc Bảo", "Thiều Anh Đào")
FOUR_PEOPLE = people(
    *(
        (name, "05/03/1994", f"03809400091{number}", f"091200091{number}", PLACE, "May công nghiệp")
        for number, name in enumerate(NAMES, start=1)
    )
)

ONE_POSITION = xlsx(
    "NHU CẦU TUYỂN DỤNG",
    ("Tên doanh nghiệp", "Vị trí", "Số lượng", "Mức lương", "Địa điểm làm việc", "Mô tả"),
    [("Xưởng Mộc Bình Minh", "Thợ mộc", "2", "8 - 10 triệu", PLACE, "Đóng bàn ghế, có dạy nghề")],
)
