"""Lists as offices keep them, made for the tests of bringing them in. Everyone is invented."""

from io import BytesIO

from openpyxl import Workbook

PEOPLE_HEAD = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Tội danh",
    "Số CCCD",
    "SĐT",
    "Nơi thường trú",
    "Trình độ",
    "Tay nghề",
    "Nguyện vọng",
    "Ngày về địa phương",
)
POSITIONS_HEAD = (
    "STT",
    "Tên đơn vị",
    "Vị trí tuyển dụng",
    "Số lượng",
    "Mức lương",
    "Địa điểm làm việc",
    "Mô tả công việc",
    "SĐT liên hệ",
)
HOME = "Phường Hạc Thành, tỉnh Thanh Hóa"


def person(number, **values):
    """One invented person of a list; any cell can be said by its heading's short name."""
    row = {
        "name": f"Lê Văn Mẫu {chr(64 + number)}",
        "born": f"{number:02d}/05/1990",
        "sex": "Nam",
        "offence": "trộm cắp tài sản",
        "cccd": f"0380900{number:05d}",
        "phone": f"09120000{number:02d}",
        "address": HOME,
        "education": "9/12",
        "skills": "may công nghiệp 3 năm",
        "wish": "đi làm gần nhà",
        "back": "05/09/2026",
    }
    assert set(values) <= set(row)
    return (number, *(row | values).values())


def position(number, **values):
    row = {
        "firm": "Công ty TNHH May Sao Mai",
        "title": f"Công nhân may chuyền {number}",
        "count": "5-10",
        "wage": "7 - 9 triệu",
        "place": HOME,
        "text": "May áo sơ mi. Liên hệ chị Hoa 0912 345 678.",
        "phone": "0912345678",
    }
    assert set(values) <= set(row)
    return (number, *(row | values).values())


def people_file(*rows, head=PEOPLE_HEAD, title="DANH SÁCH NGƯỜI VỀ ĐỊA PHƯƠNG"):
    return workbook(head, rows, title)


def positions_file(*rows, head=POSITIONS_HEAD, title="NHU CẦU TUYỂN DỤNG"):
    return workbook(head, rows, title)


def workbook(head, rows, title):
    book = Workbook()
    sheet = book.active
    sheet.append([title])
    sheet.append([])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
