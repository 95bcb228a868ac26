"""`flask work`: the worker in a process of its own; `flask serve` runs one in a thread."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from portal.worker import Worker


@click.command()
@click.option("--once", is_flag=True, help="Do what is due and end, for a scheduler of the system.")
@with_appcontext
def work(once: bool) -> None:  # noqa: FBT001 - click's spelling
    """Do jobs: mail, deadlines, each night's work."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    worker = Worker(app)
    if once:
        click.echo(f"Đã chạy {worker.work_off()} việc nền.")
        return
    try:
        worker.loop()
    except KeyboardInterrupt:
        worker.stop()
