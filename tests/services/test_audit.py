from factories import make_returnee
from sqlalchemy import text

from models import SYSTEM, AccessLog
from services import audit


def fill(session, rows=5):
    for _ in range(rows):
        audit.record(session, "view", make_returnee(session), by=SYSTEM, fields=["phone"])
    session.flush()


def test_sealing_numbers_without_gaps(session):
    fill(session)
    assert audit.seal(session) == 5
    fill(session, 2)
    assert audit.seal(session) == 2
    numbers = [row.sealed_number for row in session.query(AccessLog).order_by("sealed_number")]
    assert numbers == list(range(1, 8))
    assert audit.first_broken(session) is None


def test_an_edited_row_is_found(session):
    fill(session)
    audit.seal(session)
    session.execute(text("DROP TRIGGER access_log_no_update" + on_table(session)))
    session.execute(text("UPDATE access_log SET action = 'x' WHERE sealed_number = 3"))
    session.expire_all()
    assert audit.first_broken(session) == 3


def test_a_removed_row_is_found(session):
    fill(session)
    audit.seal(session)
    session.execute(text("DROP TRIGGER access_log_no_delete" + on_table(session)))
    session.execute(text("DELETE FROM access_log WHERE sealed_number = 2"))
    session.expire_all()
    assert audit.first_broken(session) == 2


def on_table(session):
    return " ON access_log" if session.connection().dialect.name == "postgresql" else ""
