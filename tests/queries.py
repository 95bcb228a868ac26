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


@contextmanager
def failing(bind, beginning):
    """Let every statement that begins so fail inside the block, as on a full disk."""

    def fail(_connection, _cursor, statement, *_):
        if statement.startswith(beginning):
            raise OSError("disk full")

    event.listen(bind, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(bind, "before_cursor_execute", fail)
