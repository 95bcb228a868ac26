"""Which rows of people someone may know exist: by commune, by hat, and never of who is erased."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, select, true

from models import (
    Actor,
    CheckIn,
    Handover,
    LoanReferral,
    ModelMember,
    Returnee,
    Role,
    SponsorTask,
    Suggestion,
)

CASE_ROLES = frozenset({Role.COUNSELOR, Role.POLICE})


def in_my_communes(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a returnee lives where the actor works."""
    if actor.role not in CASE_ROLES:
        return false()
    return in_communes_of(Returnee.commune_code, actor)


def in_communes_of(column: Any, actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a column names one of the actor's communes."""
    inside: ColumnElement[bool] = column.in_(actor.communes or ())
    return true() if actor.communes is None else inside


def same(column: Any, value: Any) -> ColumnElement[bool]:
    """Return the condition that a column holds a value; nothing at all matches None."""
    return false() if value is None else column == value


def in_my_counsel(actor: Actor) -> ColumnElement[bool]:
    """Return the condition for what only a counselor works with, of people who are not erased."""
    if actor.role != Role.COUNSELOR:
        return false()
    return in_my_communes(actor) & Returnee.erased_at.is_(None)


def visible_returnees(actor: Actor) -> Select[Returnee]:
    """Return the case files `actor` may open; an erased person is gone."""
    return select(Returnee).where(in_my_communes(actor), Returnee.erased_at.is_(None))


def handover_waits_for(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a file waits for the answer of one of the actor's communes."""
    if actor.role != Role.COUNSELOR:
        return false()
    if actor.communes is None:
        return true()
    answers = case((Handover.gives, Handover.to_commune), else_=Handover.from_commune)
    return answers.in_(actor.communes)


def _of_my_counsel(model: type[Any]) -> Callable[[Actor], Select[Any]]:
    """Return the scope of what hangs on one person and only a counselor works with."""
    return lambda actor: select(model).join(model.returnee).where(in_my_counsel(actor))


visible_check_ins = _of_my_counsel(CheckIn)
visible_loan_referrals = _of_my_counsel(LoanReferral)
visible_members = _of_my_counsel(ModelMember)
visible_sponsor_tasks = _of_my_counsel(SponsorTask)
# Police see no refusals, so no suggestion at all.
visible_suggestions = _of_my_counsel(Suggestion)
