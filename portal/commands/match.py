"""`flask match`: run the matching from the command line, as a night's job would."""

from uuid import UUID

import click
from flask.cli import with_appcontext

from models import SYSTEM, Event, local_today
from portal.database import begin_writing, session
from services import match_index, matching, model_versions


@click.group(invoke_without_command=True)
@click.option("--event", "event_id", type=click.UUID, help="Only people invited to this event.")
@click.pass_context
def match(context: click.Context, event_id: UUID | None) -> None:
    """Match people who agreed with every open position; decisions stay as they are."""
    if context.invoked_subcommand is None:
        _run(event_id)


@match.command()
@with_appcontext
def index() -> None:
    """Write a snapshot of the index for the processes that serve; for many postings, each night."""
    positions = match_index.write(session, local_today(), model_versions.in_use(session))
    click.echo(f"Đã ghi chỉ mục của {positions} việc đang tuyển.")


@with_appcontext
def _run(event_id: UUID | None) -> None:
    begin_writing(session)
    event = session.get(Event, event_id) if event_id else None
    if event_id and event is None:
        raise click.BadParameter("Không có hội nghị nào với mã này.", param_hint="--event")
    run = matching.run(session, by=SYSTEM, event=event)
    session.commit()
    click.echo(
        f"Đã tìm việc cho {run.people} người với {run.positions} việc đang tuyển:"
        f" {run.suggestions} gợi ý, {run.without_match} người chưa có việc phù hợp."
    )
