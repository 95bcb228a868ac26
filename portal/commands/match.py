"""`flask match`: run the matching from the command line, as a night's job would."""

from uuid import UUID

import click
from flask.cli import with_appcontext

from models import SYSTEM, Event
from portal.database import begin_writing, session
from services import matching


@click.command()
@click.option("--event", "event_id", type=click.UUID, help="Only people invited to this event.")
@with_appcontext
def match(event_id: UUID | None) -> None:
    """Match people who agreed with every open position; decisions stay as they are."""
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
