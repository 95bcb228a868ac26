"""Count the statements a block sends to the database."""

from contextlib import contextmanager

from sqlalchemy import event

# The test session's own savepoints are no queries of the product.
HARNESS = ("SAVEPOINT", "RELEASE SAVEPOINT")


@contextmanager
def counted(bind):
    """Give a list that grows with every statement sent through `bind` inside the block."""
    sent = []

    def note(_connection, _cursor, statement, *_):
        if not statement.startswith(HARNESS):
            sent.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(bind, "before_cursor_execute", note)
