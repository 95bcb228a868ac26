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


def page_cost(session, bind, client, path):
    """Return how many statements a page costs, apart from the row each person's look leaves."""
    client.get(path)  # the browser's own session is made once
    session.expire_all()
    with counted(bind) as sent:
        assert client.get(path).status_code == 200
    return len([s for s in sent if not s.startswith("INSERT INTO access_log")])


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
