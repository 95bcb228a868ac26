"""`flask model`: learn from decisions, compare, put a version in use, take it back."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from models import SYSTEM, MoveNotAllowed, RankingModel
from portal.database import begin_writing, end_transaction, session
from portal.labels import words
from services import model_training, model_versions
from services.errors import Refused


@click.group()
def model() -> None:
    """Learn how to rank from what counselors decided."""


@model.command()
@with_appcontext
def train() -> None:
    """Learn from every decision there is; the result is a candidate and ranks nothing yet."""
    material = model_training.read(session)
    end_transaction()
    try:
        outcome = model_training.learn(material)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    begin_writing(session)
    made = model_training.keep(session, outcome, by=SYSTEM)
    session.commit()
    click.echo(_line(made))
    click.echo(
        f"Sai số bình phương của khả năng được duyệt (Brier): {_figure(made.old_brier)} ->"
        f" {_figure(made.new_brier)}; lệch trung bình (ECE): {_figure(made.old_ece)} ->"
        f" {_figure(made.new_ece)}."
    )
    click.echo(model_versions.judgment(made))
    if made.is_better:
        click.echo(f"Để dùng: flask model promote {made.name}")


@model.command("list")
@with_appcontext
def list_versions() -> None:
    """Show every version with how it was judged."""
    for version in model_versions.versions(session):
        click.echo(_line(version))
    click.echo(f"Đang xếp gợi ý: {model_versions.in_use(session).version}")


@model.command()
@click.argument("name")
@with_appcontext
def promote(name: str) -> None:
    """Let version NAME rank from now on."""
    begin_writing(session)
    chosen = session.scalars(select(RankingModel).where(RankingModel.name == name)).one_or_none()
    if chosen is None:
        raise click.BadParameter("Không có bản nào tên này.", param_hint="NAME")
    try:
        model_versions.promote(session, chosen, by=SYSTEM)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    except MoveNotAllowed as stale:
        raise click.ClickException(f"Bản {name} {words(stale.state).lower()}.") from stale
    session.commit()
    click.echo(f"Từ nay {name} xếp gợi ý. Chạy lại việc tìm gợi ý để thấy.")


@model.command()
@click.option("--reason", required=True, help="Why; kept with the version.")
@with_appcontext
def rollback(reason: str) -> None:
    """Take the version in use back; the one before it ranks again."""
    begin_writing(session)
    try:
        model_versions.roll_back(session, reason=reason, by=SYSTEM)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    session.commit()
    click.echo(f"Đã quay lại. Đang xếp gợi ý: {model_versions.in_use(session).version}")


def _line(version: RankingModel) -> str:
    return (
        f"{version.name} ({words(version.state)}): học từ {version.yes} đồng ý, {version.no} từ"
        f" chối, {version.outcomes} câu trả lời của doanh nghiệp; để riêng {version.held_people}"
        f" người: {_figure(version.old)} -> {_figure(version.new)},"
        f" hơn {_figure(version.gain, sign=True)}"
        f" [{_figure(version.gain_low, sign=True)}; {_figure(version.gain_high, sign=True)}]"
    )


def _figure(value: float | None, *, sign: bool = False) -> str:
    if value is None:
        return "chưa đo được"
    return (f"{value:+.3f}" if sign else f"{value:.3f}").replace(".", ",")
