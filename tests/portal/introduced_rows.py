"""Three people introduced to one firm, and its list of them."""

from datetime import timedelta

from factories import (
    make_approval,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
)

from models import (
    local_today,
)

LIST = "/employer/introductions"
SOON = f"{local_today() + timedelta(days=3):%d/%m/%Y}"
DATE = {"on": SOON, "at": "8h30", "place": "Cổng số 2", "ask_for": "Chị Hường"}
NAMES = ("Vi Thị Ún", "Lò Văn Pản", "Hà Thị Dợ")


def introduced(session, firm, name="Vi Thị Ún", *, posting=None, about=None, **values):
    known = {"full_name": name, "phone": "0912000111"} | (about or {})
    person = make_returnee(session, **known)
    suggestion = make_suggestion(session, person, posting or make_position(session, firm))
    return make_introduction(session, make_approval(session, suggestion), **values)


def picks(rows):
    return [str(row.id) for row in rows]


def states(session, rows):
    for row in rows:
        session.refresh(row)
    return [row.state for row in rows]
