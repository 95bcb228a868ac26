"""`flask match`: run the matching from the command line, as a night's job would."""

from functools import partial
from uuid import UUID

import click
from flask.cli import with_appcontext

from matching import batch
from models import SYSTEM, Event, local_today
from portal.database import begin_writing, end_transaction, session
from services import match_index, match_spread, matching, model_versions


@click.group(invoke_without_command=True)
@click.option("--event", "event_id", type=click.UUID, help="Only people invited to this event.")
@click.option(
    "--cluster", help="Address of a Dask scheduler whose workers see the index's folder: tcp://…"
)
@click.pass_context
def match(context: click.Context, event_id: UUID | None, cluster: str | None) -> None:
    """Match people who agreed with every open position; decisions stay as they are."""
    if context.invoked_subcommand is None:
        _run(event_id, cluster)


@match.command()
@with_appcontext
def index() -> None:
    """Write a snapshot of the index for the processes that serve; for many postings, each night."""
    positions = match_index.write(session, local_today(), model_versions.in_use(session))
    click.echo(f"Đã ghi chỉ mục của {positions} việc đang tuyển.")


@with_appcontext
def _run(event_id: UUID | None, cluster: str | None) -> None:
    ask = _elsewhere(cluster)
    begin_writing(session)
    event = session.get(Event, event_id) if event_id else None
    if event_id and event is None:
        raise click.BadParameter("Không có hội nghị nào với mã này.", param_hint="--event")
    run = matching.run(session, by=SYSTEM, event=event, ask=ask)
    session.commit()
    click.echo(
        f"Đã tìm việc cho {run.people} người với {run.positions} việc đang tuyển:"
        f" {run.suggestions} gợi ý, {run.without_match} người chưa có việc phù hợp."
    )


def _elsewhere(cluster: str | None) -> match_spread.Shortlists | None:
    """Write the index where one is needed; give who looks through it, None for this process."""
    ranking = model_versions.in_use(session)
    if cluster or match_index.is_missing(session):
        match_index.write(session, local_today(), ranking)
    source = match_index.source(session, ranking) if cluster else None
    end_transaction()
    return partial(batch.shortlists, source, cluster=cluster) if source else None
