"""Migrations: up, down, up again with rows in place; head equals the models; triggers survive."""

import shutil

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from factories import (
    make_employer,
    make_pledge,
    make_position,
    make_returnee,
    make_sponsorship,
    make_suggestion,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import SYSTEM, Base, EmployerState, Position, Sponsorship, Suggestion
from portal import schema
from portal.database import make_engine
from services import audit, reference


@pytest.fixture
def url(tmp_path, key_file):
    return f"sqlite:///{tmp_path / 'migrated.db'}"


def test_head_equals_the_models(url):
    schema.upgrade(url)
    schema.differences(url)


def test_down_and_up_leaves_the_same_tables(url):
    schema.upgrade(url)
    before = tables(url)
    schema.downgrade(url, "base")
    assert tables(url) == {"alembic_version"}
    schema.upgrade(url)
    assert tables(url) == before == set(Base.metadata.tables) | {"alembic_version"}


def test_rows_of_the_first_tables_live_through_every_later_migration(url):
    schema.upgrade(url)
    with Session(make_engine(url)) as session:
        reference.load(session)
        firm = make_employer(session, state=EmployerState.PENDING)
        make_sponsorship(session, make_pledge(session, firm))
        make_suggestion(session)
    schema.downgrade(url, "0001")
    schema.upgrade(url)
    with Session(make_engine(url)) as session:
        kept = session.scalars(sa.select(Sponsorship)).one()
        assert (kept.agreed_witness, kept.pledge.trade, kept.pledge.hours) == ("", "", None)
        assert kept.pledge.employer.phone_from_firm
        assert session.scalars(sa.select(Suggestion)).one().position.employer is not None


REBUILD = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002_rebuild", "{head}", None, None

def upgrade():
    for table in ("employers", "access_log"):
        with op.batch_alter_table(table, recreate="always"):
            pass

def downgrade():
    pass
"""


def test_a_rebuild_keeps_child_rows_and_triggers(url, tmp_path):
    schema.upgrade(url)
    with Session(make_engine(url), expire_on_commit=False) as session:
        reference.load(session)
        position = make_position(session)
        audit.record(session, "view", make_returnee(session), by=SYSTEM)
        session.commit()
    command.upgrade(config_with_a_rebuild(url, tmp_path), "head")
    with Session(make_engine(url)) as session:
        assert session.get(Position, position.id).employer.id == position.employer_id
        for statement in ("DELETE FROM access_log", "UPDATE access_log SET action = 'x'"):
            with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
                session.execute(sa.text(statement))


def config_with_a_rebuild(url, tmp_path):
    """Return a configuration of the same migrations with one more, that rebuilds two tables."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.ROOT / "migrations", folder)
    config = schema.alembic_config(url)
    config.set_main_option("script_location", str(folder))
    head = ScriptDirectory.from_config(config).get_current_head()
    (folder / "versions" / "0002_rebuild.py").write_text(REBUILD.format(head=head))
    return config


def test_broken_keys_are_never_committed(url):
    schema.upgrade(url)
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO once (id, created_at, key, location) "
                "VALUES ('00000000000000000000000000000001', '2026-11-24', "
                "'00000000000000000000000000000002', '/')"
            )
        )
        connection.execute(
            sa.text(
                "INSERT INTO assignments (id, created_at, user_id, role, kind, is_owner, starts_on)"
                " VALUES ('00000000000000000000000000000003', '2026-11-24', "
                "'00000000000000000000000000000009', 'desk', 'own', 0, '2026-11-24')"
            )
        )
    with pytest.raises(RuntimeError, match="broken keys"):
        schema.upgrade(url)


def tables(url):
    return set(sa.inspect(sa.create_engine(url)).get_table_names())
