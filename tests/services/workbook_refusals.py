"""What opening a workbook gives: its rows, or why it is refused."""

import pytest

from services.workbooks import WorkbookRefused, open_workbook
from tests.services.workbook_files import (
    xlsx,
)

GOOD = xlsx([["Họ và tên", "Năm sinh"], ["Lê Văn Bảy", 1990]])


def refusal(data: bytes, filename: str = "danh_sach.xlsx") -> str:
    with pytest.raises(WorkbookRefused) as refused:
        open_workbook(data, filename)
    message = str(refused.value)
    assert "Hãy" in message, "a refusal says what to do"
    return message


def rows_of(data: bytes, filename: str = "a.xlsx") -> list[list[object]]:
    (sheet,) = open_workbook(data, filename)
    return sheet.rows
