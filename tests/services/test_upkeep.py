from datetime import UTC, datetime

from sqlalchemy import text

from models import SYSTEM
from services import nightly, upkeep
from tests.factories import make_returnee

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
KNOWN = {
    "sqlite": "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'returnees'",
    "postgresql": "SELECT count(*) FROM pg_stats WHERE tablename = 'returnees'",
}


def test_after_a_night_the_database_knows_how_full_its_tables_are(session):
    make_returnee(session)
    session.flush()
    nightly.run(session, {"name": "database.analyze"}, NOW)
    assert session.scalar(text(KNOWN[session.get_bind().dialect.name])) > 0


def test_a_second_night_does_no_harm(session):
    for _ in range(2):
        upkeep.analyze(session, by=SYSTEM, now=NOW)
    assert make_returnee(session).id
