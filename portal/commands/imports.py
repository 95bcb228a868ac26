"""`flask import`: workbooks from the command line."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext

from models import SYSTEM, Actor, Import, ImportKind, RowStatus, User, utcnow
from portal.database import begin_writing, end_transaction, session
from portal.importing.shown import reasons
from portal.labels import words
from services import accounts, importing
from services.importing import KEPT, Seen
from services.scope import IMPORT_KINDS
from services.workbooks import WorkbookRefused

REFUSED = 2
"""Exit code for a file that cannot be taken."""
TOLD = (RowStatus.NEW, RowStatus.UPDATE, RowStatus.DUPLICATE, RowStatus.ERROR)


@click.group("import")
def imports() -> None:
    """Bring workbooks in."""


def _workbook(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the file and the options of every kind."""
    options = (
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--dry-run", is_flag=True, help="Say what would happen, write nothing."),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        click.option("--as", "login", help="Act for this user; none: the whole province."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@imports.command()
@_workbook
@with_appcontext
def returnees(file: Path, *, dry_run: bool, as_json: bool, login: str | None) -> None:
    """Bring in a list of people."""
    _bring_in(ImportKind.RETURNEES, file, dry_run=dry_run, as_json=as_json, login=login)


@imports.command()
@_workbook
@with_appcontext
def positions(file: Path, *, dry_run: bool, as_json: bool, login: str | None) -> None:
    """Bring in a list of positions."""
    _bring_in(ImportKind.POSITIONS, file, dry_run=dry_run, as_json=as_json, login=login)


@imports.command("community-models")
@_workbook
@with_appcontext
def community_models(file: Path, *, dry_run: bool, as_json: bool, login: str | None) -> None:
    """Bring in a list of community models."""
    _bring_in(ImportKind.COMMUNITY_MODELS, file, dry_run=dry_run, as_json=as_json, login=login)


@imports.command()
@_workbook
@with_appcontext
def outreach(file: Path, *, dry_run: bool, as_json: bool, login: str | None) -> None:
    """Bring in a log of outreach."""
    _bring_in(ImportKind.OUTREACH, file, dry_run=dry_run, as_json=as_json, login=login)


@imports.command()
@click.argument("import_id", type=click.UUID)
@with_appcontext
def undo(import_id: UUID) -> None:
    """Take back the import IMPORT_ID."""
    begin_writing(session)
    batch = session.get(Import, import_id)
    if batch is None:
        raise click.BadParameter("Không có lần nhập nào mang số này.")
    left = importing.undo(session, batch, by=SYSTEM)
    session.commit()
    click.echo(f"Đã hoàn tác. Còn lại {left} dòng đã có người sửa sau khi nhập.")


@imports.command()
@click.option("--days", default=KEPT.days, show_default=True, help="Keep younger ones.")
@with_appcontext
def purge(days: int) -> None:
    """Delete the staged rows of old imports; what they wrote stays."""
    begin_writing(session)
    gone = importing.purge_old(session, older_than=utcnow() - timedelta(days=days))
    session.commit()
    click.echo(f"Đã xóa {gone} dòng tạm.")


def _bring_in(
    kind: ImportKind, file: Path, *, dry_run: bool, as_json: bool, login: str | None
) -> None:
    by = _actor(login, kind)
    end_transaction()
    try:
        rows = (_look if dry_run else _apply)(kind, file, by)
    except WorkbookRefused as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(REFUSED)
    say = _say_json if as_json else _say
    say(kind, file, rows, dry_run=dry_run)


def _look(kind: ImportKind, file: Path, by: Actor) -> list[Seen]:
    found = importing.examine(
        session, kind, file.read_bytes(), file.name, default_province=_province(), by=by
    )
    end_transaction()
    return found


def _apply(kind: ImportKind, file: Path, by: Actor) -> list[Seen]:
    upload = importing.prepare(kind, file.read_bytes(), file.name)
    begin_writing(session)
    batch = importing.stage(session, upload, default_province=_province(), by=by)
    session.commit()
    while not _read_some(batch, by):
        pass
    begin_writing(session)
    importing.apply(session, batch, by=by)
    session.commit()
    click.echo(f"Lần nhập: {batch.id}", err=True)
    return [importing.seen(row) for row in session.scalars(importing.listed(batch))]


def _read_some(batch: Import, by: Actor) -> bool:
    begin_writing(session)
    is_done = importing.read_some(session, batch, by=by)
    session.commit()
    return is_done


def _province() -> str:
    return str(current_app.config["SETTINGS"].default_province)


def _actor(login: str | None, kind: ImportKind) -> Actor:
    """Return the user under the first hat that may bring such lists in, else the program."""
    if login is None:
        return SYSTEM
    user = accounts.find_user(session, login)
    hats = [role for role in user.roles() if kind in IMPORT_KINDS.get(role, ())] if user else []
    if user is None or not hats:
        raise click.BadParameter(f"{login} không có quyền nhập danh sách này.")
    return _with_hat(user, hats[0])


def _with_hat(user: User, role: Any) -> Actor:
    communes = {held.commune_code for held in user.current_assignments() if held.role == role}
    reach = None if None in communes else frozenset(code for code in communes if code)
    return Actor(role=role, user_id=user.id, communes=reach)


def _say(kind: ImportKind, file: Path, rows: Sequence[Seen], *, dry_run: bool) -> None:
    """Print the counts, and the rows that need mending with every reason."""
    head = "Xem thử" if dry_run else "Đã nhập"
    counts = _counts(rows)
    said = ", ".join(f"{words(status).lower()} {counts[status.value]}" for status in TOLD)
    click.echo(f"{head} {file.name}: {said}.")
    for row in rows:
        if row.status == RowStatus.ERROR:
            click.echo(f"Dòng {row.draft.row}: {' '.join(reasons(kind, row))}")


def _say_json(kind: ImportKind, file: Path, rows: Sequence[Seen], *, dry_run: bool) -> None:
    told = {
        "kind": kind.value,
        "file": file.name,
        "dry_run": dry_run,
        "counts": _counts(rows),
        "rows": [
            {
                "row": row.draft.row,
                "status": row.status.value,
                "values": _values(row.draft.values),
                "reasons": reasons(kind, row),
            }
            for row in rows
        ],
    }
    click.echo(json.dumps(told, ensure_ascii=False).encode())


def _counts(rows: Sequence[Seen]) -> dict[str, int]:
    found = Counter(row.status for row in rows)
    return {status.value: found[status] for status in TOLD}


def _values(values: dict[str, Any]) -> dict[str, Any]:
    """Return what was read; of people the name as "name" and the birth as a day or a year."""
    told = {name: None if value == "" else value for name, value in values.items()}
    if "full_name" not in told:
        return told
    year = told.pop("birth_year", None)
    birth = told.pop("birth_date", None) or (str(year) if year else None)
    return {"name": told.pop("full_name"), "birth_date": birth, **told}
