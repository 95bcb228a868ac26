"""The people a firm ticked, as a workbook: what its page shows, no hidden column, and a mark."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook

HEADERS = ("Số", "Họ và tên", "Số điện thoại", "Vị trí", "Tình trạng", "Hẹn phỏng vấn")
WIDTHS = (6, 26, 16, 28, 20, 26)
TITLE = "Người được giới thiệu"


def workbook(rows: Sequence[Sequence[str]], *, mark: str) -> bytes:
    """Return an xlsx of text cells with the mark of who took it out above and on every print.

    Every cell is written as text: a name that begins with "=" is no formula, a phone keeps its 0.
    """
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "constant_memory": False}) as book:
        book.set_properties({"title": TITLE, "comments": mark})
        sheet = book.add_worksheet(TITLE)
        bold = book.add_format({"bold": True})
        sheet.set_footer(f"&L{_plain(mark)}&R&P/&N")
        sheet.write_string(0, 0, mark)
        for column, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(2, column, header, bold)
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return target.getvalue()


def _plain(mark: str) -> str:
    """Return a mark that a page footer takes as text: "&" begins a code there."""
    return mark.replace("&", "&&")[:200]
