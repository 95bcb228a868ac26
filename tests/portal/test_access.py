"""The role x URL matrix: every endpoint is named, and every role tried on it.

A row says which roles may open an endpoint; everyone else is refused (403), a stranger is sent to
sign in. Rows of other people are the scope tests' matter: here the ids do not exist.
"""

import uuid

import pytest
from access_matrix import MATRIX
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_attendance,
    make_device,
    make_employer,
    make_event,
    make_returnee,
    make_user,
)
from sqlalchemy import select

from models import AccessLog, DeviceKind, Role
from portal.access import GRANTS, PUBLIC, Permission

MACHINES = {Role.KIOSK: DeviceKind.KIOSK, Role.TABLE: DeviceKind.TABLE, Role.WALL: DeviceKind.WALL}
WORN = [role for role in Role if role not in {*MACHINES, Role.PERSON}]
NOWHERE = uuid.UUID(int=7)


def endpoints(app):
    return {rule.endpoint: rule for rule in app.url_map.iter_rules()}


def address(app, endpoint):
    """Return an address of the endpoint, with ids that exist nowhere."""
    rule = endpoints(app)[endpoint]
    values = {name: _argument(rule, name) for name in rule.arguments}
    with app.test_request_context():
        return app.url_for(endpoint, **values)


def _argument(rule, name):
    kind = type(rule._converters[name]).__name__  # noqa: SLF001 - werkzeug has no public way
    return {"UUIDConverter": NOWHERE, "IntegerConverter": 1}.get(kind, "x")


def sign_in(client, session, role):
    if role in MACHINES:
        return client.pair(make_device(session, make_event(session), MACHINES[role]))
    if role == Role.PERSON:
        return client.open_link(make_attendance(session))
    scope = {}
    if role == Role.EMPLOYER:
        scope["employer_id"] = make_employer(session).id
    if role == Role.DESK:
        scope["event_id"] = make_event(session).id
    return client.sign_in(make_user(session, role, **scope))


def test_the_matrix_names_every_endpoint(shared_app):
    assert set(MATRIX) == set(endpoints(shared_app)) - {"static"}


def test_the_matrix_agrees_with_the_marks(shared_app):
    for endpoint, allowed in MATRIX.items():
        access = shared_app.view_functions[endpoint].access
        granted = PUBLIC if access == PUBLIC else {r for r in Role if access in GRANTS[r]}
        assert granted == allowed, endpoint


def test_every_permission_is_used_and_granted(shared_app):
    used = {view.access for view in shared_app.view_functions.values()}
    granted = frozenset().union(*GRANTS.values())
    assert granted <= used | {PUBLIC}
    assert set(Permission) == granted


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_it_is_granted_and_nothing_else(app, session, role):
    client = sign_in(app.test_client(), session, role)
    wrong = []
    # Leaving signs a person out, so it comes last.
    for endpoint, allowed in sorted(MATRIX.items(), key=lambda row: row[0].endswith(".leave")):
        if allowed == PUBLIC:
            continue
        for method in endpoints(app)[endpoint].methods & {"GET", "POST"}:
            refused = _status(client, method, address(app, endpoint)) == 403
            if refused == (role in allowed):
                wrong.append((endpoint, method))
    assert wrong == []


def _status(client, method, url):
    send = client.get if method == "GET" else client.submit
    return send(url).status_code


def test_a_stranger_is_sent_to_sign_in_or_told_the_visit_is_over(app):
    wrong = []
    for endpoint, allowed in MATRIX.items():
        if allowed == PUBLIC:
            continue
        for method in endpoints(app)[endpoint].methods & {"GET", "POST"}:
            response = (
                app.test_client().get(address(app, endpoint))
                if method == "GET"
                else app.test_client().submit(address(app, endpoint))
            )
            door = "/my/done" if endpoint.startswith("returnee.") else "/sign-in"
            if response.status_code != 303 or door not in response.headers["Location"]:
                wrong.append((endpoint, method, response.status_code))
    assert wrong == []


def test_an_unmarked_view_refuses_everyone(app, session):
    def unmarked():
        return "secret"

    view = app.view_functions["auth.account"]
    app.view_functions["auth.account"] = unmarked
    try:
        client = sign_in(app.test_client(), session, Role.ADMINISTRATOR)
        assert client.get("/account").status_code == 403
    finally:
        app.view_functions["auth.account"] = view


def test_a_stranger_leaves_nothing_to_the_next_client(app, session):
    signed_in = sign_in(app.test_client(), session, Role.ADMINISTRATOR)
    assert signed_in.get("/access-log").status_code == 200
    assert app.test_client().get("/access-log").status_code == 303


def test_officers_cross_the_network_only_with_tls(app, session):
    client = sign_in(app.test_client(), session, Role.ADMINISTRATOR)
    from config import lan_address  # noqa: PLC0415 - one use

    response = client.get("/account", headers={"Host": lan_address()})
    assert response.status_code in {303, 426}


def test_asking_for_a_foreign_row_is_not_found_and_logged(app, session):
    person = make_returnee(session, commune_code=HAM_RONG)
    officer = make_user(session, Role.COUNSELOR, communes=(HAC_THANH,))
    client = app.test_client().sign_in(officer)
    pages = [client.get(f"/counselor/people/{number}") for number in (person.id, NOWHERE)]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].data == pages[1].data
    rows = session.scalars(select(AccessLog).where(AccessLog.action == "refused")).all()
    assert {(row.user_id, row.subject_id) for row in rows} == {
        (officer.id, person.id),
        (officer.id, NOWHERE),
    }
