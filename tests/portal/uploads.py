"""A list sent, read by the worker, shown and applied."""

import json
import re
import uuid

from sqlalchemy import select

from models import (
    ImportRow,
    Returnee,
)

XLSX = "danh-sach.xlsx"


def upload(client, data, *, filename=XLSX, kind="returnees"):
    """Send the form as bytes: the test client leaves its own temporary file open otherwise."""
    fields = {"csrf_token": client.csrf_token(), "once": str(uuid.uuid4())}
    lines = [
        f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'
        for k, v in fields.items()
    ]
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{filename}"\r\n\r\n'
    body = "".join(lines).encode() + head.encode() + data + b"\r\n--x--\r\n"
    kind_of_body = "multipart/form-data; boundary=x"
    return client.post(f"/imports/{kind}", data=body, content_type=kind_of_body)


def bring(client, data, *, kind="returnees"):
    """Upload and read to the end; return the preview's address."""
    answer = upload(client, data, kind=kind)
    assert answer.status_code == 303, answer.text
    here = answer.location
    while here.endswith("/reading"):
        answer = client.submit(here)
        assert answer.status_code == 303
        here = answer.location
    return here


def shown_rows(client, here):
    return re.findall(r'name="shown" value="(\d+)"', client.get(here).text)


def apply(client, here, rows=None):
    shown = shown_rows(client, here)
    return client.submit(
        f"{here}/choose", shown=shown, row=shown if rows is None else rows, apply="1"
    )


def statuses(session):
    return session.scalars(select(ImportRow.status).order_by(ImportRow.row)).all()


def everything_stored(session):
    """Every value of every table as text, sealed ones as their bytes."""
    found = []
    for table in Returnee.metadata.sorted_tables:
        if table.name not in {"communes", "provinces"}:
            found += [str(list(row)) for row in session.execute(select(table))]
    return "\n".join(found)


def opened(session):
    """Everything a holder of the key could read: drafts and case files."""
    drafts = [
        json.dumps(row.draft, ensure_ascii=False) for row in session.scalars(select(ImportRow))
    ]
    people = [
        f"{p.full_name} {p.summary} {p.desired_work} {p.notes} {p.address}"
        for p in session.scalars(select(Returnee))
    ]
    return "\n".join(drafts + people)
