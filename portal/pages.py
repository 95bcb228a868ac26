"""Pages that show a person: the access row is written first, or the page is not sent."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Response, make_response, render_template

from models import Actor, Base
from portal.access import actor
from portal.database import begin_writing, end_transaction, session
from services import audit


def personal_page(
    template: str,
    *,
    subjects: Iterable[Base],
    fields: Sequence[str],
    action: str = "view",
    status: int = 200,
    by: Actor | None = None,
    **context: Any,
) -> Response:
    """Render a page on some people and log the look at each of them.

    The page is drawn inside the read transaction; the log is a short write transaction of its own
    afterwards, so that a page never waits for a writer while it holds an old snapshot. `by` is said
    where a link stands for the one who looks, without anybody signed in.
    """
    rows = audit.rows_about(action, subjects, by=by or actor(), fields=fields)
    html = render_template(template, **context)
    end_transaction()
    begin_writing(session)
    session.add_all(rows)
    session.commit()
    return make_response(html, status)


def personal_file(
    content: bytes,
    *,
    mimetype: str,
    filename: str,
    subjects: Iterable[Base],
    fields: Sequence[str],
    check: Callable[[], None] = lambda: None,
) -> Response:
    """Send a file on some people, logged as an export before it leaves.

    `check` may still refuse it, in the transaction of that log.
    """
    rows = audit.rows_about("export", subjects, by=actor(), fields=fields)
    end_transaction()
    begin_writing(session)
    check()
    session.add_all(rows)
    session.commit()
    response = make_response(content)
    response.mimetype = mimetype
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
