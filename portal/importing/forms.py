"""Forms of bringing workbooks in."""

from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField, SubmitField

from models import Import
from portal.forms import Form
from services import importing

NOT_READ = "Không dùng cột này"


class UploadForm(Form):
    file = FileField("Tệp Excel", [FileRequired("Hãy chọn tệp Excel trên máy của anh/chị.")])
    save = SubmitField("Tải lên và xem trước")


def columns_form(batch: Import) -> Any:
    """Return a form with one select a column, named after what stands above it."""
    meanings = {"": NOT_READ} | importing.fields_of(batch.kind)
    selects = {
        f"column_{number}": SelectField(
            heading, choices=meanings, default=batch.mapping.get(str(number), "")
        )
        for number, heading in enumerate(batch.headings)
        if heading and heading not in batch.dropped_columns
    }
    return type("ColumnsForm", (Form,), selects | {"save": SubmitField("Đọc lại bảng")})()


def chosen_columns(form: Any) -> dict[int, str]:
    """Return the field each column was said to mean."""
    return {
        int(field.name.removeprefix("column_")): field.data
        for field in form
        if field.name.startswith("column_") and field.data
    }
