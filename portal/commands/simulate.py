"""`flask simulate-event`: rehearse one afternoon on an installation of its own."""

import json
import sys
import tempfile
from pathlib import Path

import click

from portal.simulation import rehearsal
from portal.simulation.afternoon import Pace, Troubles
from portal.simulation.hall import Size


@click.command("simulate-event")
@click.option("--people", default=500, show_default=True, help="Số người được mời.")
@click.option("--firms", default=13, show_default=True, help="Số doanh nghiệp.")
@click.option("--tables", default=40, show_default=True, help="Số bàn tuyển dụng.")
@click.option("--seconds", default=600.0, show_default=True, help="Mọi người đến trong bao lâu.")
@click.option("--kills", default=2, show_default=True, help="Số lần tắt nóng máy chủ.")
@click.option("--cut", default=120.0, show_default=True, help="Số giây mất mạng.")
@click.option("--seed", default=1, show_default=True, help="Cùng số thì cùng thứ tự đến.")
def simulate_event(  # noqa: PLR0913, PLR0917 - one argument an option
    people: int, firms: int, tables: int, seconds: float, kills: int, cut: float, seed: int
) -> None:
    """Run a whole afternoon with real clients; the data is invented and thrown away after."""
    size = Size(people=people, firms=firms, tables=tables)
    with tempfile.TemporaryDirectory(prefix="noiviec-") as folder:
        verdict = rehearsal.rehearse(
            Path(folder), size, seed=seed, pace=Pace(seconds), troubles=Troubles(kills, cut)
        )
    click.echo(json.dumps(verdict.as_dict(), ensure_ascii=False, indent=2))
    sys.exit(0 if verdict.is_good else 1)
