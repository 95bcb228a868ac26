"""Who may do what. Read this file (roles) and services/scope*.py (rows) to audit access."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, abort, current_app, request
from flask_login import current_user
from sqlalchemy import Select
from werkzeug.exceptions import HTTPException

from models import EVENT_ROLES, Actor, Role
from portal.database import begin_writing, end_transaction, session
from services import audit
from services.scope import SCOPES

P = ParamSpec("P")
R = TypeVar("R")
ModelT = TypeVar("ModelT")


class Permission(StrEnum):
    """Named `<resource>:<action>`."""

    ACCOUNT_OWN = "account:own"
    ACCESS_LOG_READ = "access_log:read"
    ATTENDANCE_CHECK_IN = "attendance:check_in"
    ATTENDANCE_INVITE = "attendance:invite"
    CARDS_OWN = "cards:own"
    COMMUNITY_MANAGE = "community:manage"
    COMMUNITY_READ = "community:read"
    CONSENT_RECORD = "consent:record"
    DEVICE_PAIR = "device:pair"
    EMPLOYER_MANAGE = "employer:manage"
    EMPLOYER_OWN = "employer:own"
    EVENT_MANAGE = "event:manage"
    EVENT_READ = "event:read"
    FIGURES_READ = "figures:read"
    IMPORT_OWN = "import:own"
    IMPORT_OWN_POSITIONS = "import:own_positions"
    IMPORT_POSITIONS = "import:positions"
    IMPORT_PROGRAMME = "import:programme"
    IMPORT_RETURNEES = "import:returnees"
    INTRODUCTION_ANSWER = "introduction:answer"
    INTRODUCTION_MAKE = "introduction:make"
    JOB_MANAGE = "job:manage"
    LIMITS_EDIT = "limits:edit"
    LEASE_BREAK = "lease:break"
    MATCHING_RUN = "matching:run"
    PLEDGE_OWN = "pledge:own"
    PLEDGE_MANAGE = "pledge:manage"
    POSITION_MANAGE = "position:manage"
    POSITION_OWN = "position:own"
    REPORT_CLOSE = "report:close"
    RANKING_MANAGE = "ranking:manage"
    RANKING_READ = "ranking:read"
    RETURNEE_EDIT = "returnee:edit"
    RETURNEE_READ = "returnee:read"
    COMPLAINT_OWN = "complaint:own"
    EXPUNGEMENT_EDIT = "expungement:edit"
    RIGHTS_DESK = "rights:desk"
    SHEET_ENTER = "sheet:enter"
    SHEET_PRINT = "sheet:print"
    SPONSORSHIP_ANSWER = "sponsorship:answer"
    SPONSORSHIP_MANAGE = "sponsorship:manage"
    SUGGESTION_REVIEW = "suggestion:review"
    TALK_RUN = "talk:run"
    WALK_IN_APPROVE = "walk_in:approve"
    WALL_SHOW = "wall:show"


_P = Permission
_COUNSELOR = frozenset(
    {
        _P.ACCOUNT_OWN,
        _P.ATTENDANCE_CHECK_IN,
        _P.CARDS_OWN,
        _P.COMMUNITY_MANAGE,
        _P.COMMUNITY_READ,
        _P.CONSENT_RECORD,
        _P.EMPLOYER_MANAGE,
        _P.EVENT_READ,
        _P.IMPORT_OWN,
        _P.IMPORT_POSITIONS,
        _P.IMPORT_PROGRAMME,
        _P.IMPORT_RETURNEES,
        _P.INTRODUCTION_MAKE,
        _P.LIMITS_EDIT,
        _P.MATCHING_RUN,
        _P.PLEDGE_MANAGE,
        _P.POSITION_MANAGE,
        _P.RETURNEE_EDIT,
        _P.RETURNEE_READ,
        _P.RIGHTS_DESK,
        _P.SHEET_ENTER,
        _P.SHEET_PRINT,
        _P.SPONSORSHIP_MANAGE,
        _P.SUGGESTION_REVIEW,
        _P.WALK_IN_APPROVE,
    }
)
GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            _P.ACCOUNT_OWN,
            _P.ACCESS_LOG_READ,
            _P.LEASE_BREAK,
            _P.JOB_MANAGE,
            _P.RANKING_MANAGE,
            _P.RANKING_READ,
        }
    ),
    Role.POLICE: frozenset(
        {
            _P.ACCOUNT_OWN,
            _P.EXPUNGEMENT_EDIT,
            _P.IMPORT_OWN,
            _P.IMPORT_RETURNEES,
            _P.LIMITS_EDIT,
            _P.RETURNEE_READ,
        }
    ),
    Role.COUNSELOR: _COUNSELOR,
    Role.ORGANISER: frozenset(
        {
            _P.ACCOUNT_OWN,
            _P.ATTENDANCE_CHECK_IN,
            _P.ATTENDANCE_INVITE,
            _P.COMMUNITY_READ,
            _P.DEVICE_PAIR,
            _P.EMPLOYER_MANAGE,
            _P.EVENT_MANAGE,
            _P.EVENT_READ,
            _P.IMPORT_OWN,
            _P.IMPORT_POSITIONS,
            _P.PLEDGE_MANAGE,
            _P.POSITION_MANAGE,
            _P.SHEET_ENTER,
            _P.SHEET_PRINT,
            _P.TALK_RUN,
            _P.WALL_SHOW,
        }
    ),
    Role.DESK: frozenset({_P.ACCOUNT_OWN, _P.ATTENDANCE_CHECK_IN}),
    Role.COMMITTEE: frozenset(
        {
            _P.ACCOUNT_OWN,
            _P.COMMUNITY_MANAGE,
            _P.COMMUNITY_READ,
            _P.EVENT_READ,
            _P.FIGURES_READ,
            _P.IMPORT_OWN,
            _P.IMPORT_PROGRAMME,
            _P.RANKING_READ,
            _P.REPORT_CLOSE,
        }
    ),
    Role.EMPLOYER: frozenset(
        {
            _P.ACCOUNT_OWN,
            _P.COMPLAINT_OWN,
            _P.EMPLOYER_OWN,
            _P.IMPORT_OWN,
            _P.IMPORT_OWN_POSITIONS,
            _P.INTRODUCTION_ANSWER,
            _P.PLEDGE_OWN,
            _P.POSITION_OWN,
        }
    ),
    Role.KIOSK: frozenset({_P.CARDS_OWN, _P.SPONSORSHIP_ANSWER}),
    Role.TABLE: frozenset({_P.TALK_RUN}),
    Role.WALL: frozenset({_P.WALL_SHOW}),
    Role.PERSON: frozenset({_P.CARDS_OWN, _P.SPONSORSHIP_ANSWER}),
}
PUBLIC = "public"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class SecureConnectionNeeded(HTTPException):
    """An officer or a firm on plain http across a network; werkzeug has no 426 of its own."""

    code = 426


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view as open to the roles granted `permission`."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view as open to everyone."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    """Refuse every request whose view does not grant it: unmarked views are closed."""
    app.before_request(_check_access)


def actor() -> Actor:
    """Return who is acting in this request; only views behind a permission may ask."""
    found: Actor | None = getattr(current_user, "actor", None)
    if found is None:
        abort(401)
    return found


def may(permission: Permission) -> bool:
    """Tell whether the one signed in holds `permission`: what a template draws links by."""
    found: Actor | None = getattr(current_user, "actor", None)
    return found is not None and permission in GRANTS[found.role]


def get_or_404(model: type[ModelT], record_id: UUID) -> ModelT:
    """Return the row if it exists for the actor; not mine is not there.

    A foreign id and one that is nowhere get the same answer, and the same row in the access log.
    """
    scoped: Select[Any] = SCOPES[model](actor())
    found: ModelT | None = session.scalar(scoped.where(model.id == record_id))  # type: ignore[attr-defined]
    if found is None:
        _log_refusal(model.__tablename__, record_id)  # type: ignore[attr-defined]
        abort(404)
    return found


def _log_refusal(kind: str, record_id: UUID) -> None:
    by = actor()
    end_transaction()
    begin_writing(session)
    audit.record_refusal(session, kind, record_id, by=by)
    session.commit()


def _check_access() -> None:
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    access = getattr(view, "access", None)
    if access == PUBLIC or request.endpoint == "static":
        return
    if not current_user.is_authenticated:
        abort(401)
    if access is None or access not in GRANTS[actor().role]:
        abort(403)
    _check_transport()


def _check_transport() -> None:
    """On plain http only event roles cross the network; officers use this machine or TLS."""
    if request.is_secure or actor().role in EVENT_ROLES:
        return
    if request.host.rsplit(":", 1)[0].strip("[]") not in LOOPBACK:
        raise SecureConnectionNeeded
