"""Which rows someone may know exist: one scoped Select a table. Not mine is not there (404).

The table SCOPES is here; the rules stand by kind in scope_people, scope_firms and scope_events,
those of the office in this file.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Select, false, select

from models import (
    Actor,
    Attendance,
    CheckIn,
    CommunityModel,
    Device,
    Employer,
    Event,
    EventFirm,
    EventTable,
    Import,
    ImportKind,
    Introduction,
    Job,
    LoanReferral,
    Mail,
    ModelMember,
    OutreachActivity,
    Placement,
    Pledge,
    Position,
    RankingModel,
    Returnee,
    Role,
    Sponsorship,
    SponsorTask,
    Suggestion,
    Talk,
)
from services.scope_events import (
    visible_attendances,
    visible_devices,
    visible_event_tables,
    visible_events,
    visible_talks,
)
from services.scope_firms import (
    STAFF,
    visible_employers,
    visible_event_firms,
    visible_introductions,
    visible_placements,
    visible_pledges,
    visible_positions,
    visible_sponsorships,
)
from services.scope_people import (
    CASE_ROLES,
    handover_waits_for,
    in_communes_of,
    in_my_communes,
    same,
    visible_check_ins,
    visible_loan_referrals,
    visible_members,
    visible_returnees,
    visible_sponsor_tasks,
    visible_suggestions,
)

IMPORT_KINDS: Mapping[Role, frozenset[ImportKind]] = {
    Role.COUNSELOR: frozenset(ImportKind) - {ImportKind.OWN_POSITIONS},
    Role.POLICE: frozenset({ImportKind.RETURNEES}),
    Role.ORGANISER: frozenset({ImportKind.POSITIONS}),
    Role.EMPLOYER: frozenset({ImportKind.OWN_POSITIONS}),
    Role.COMMITTEE: frozenset({ImportKind.COMMUNITY_MODELS, ImportKind.OUTREACH}),
}


def visible_imports(actor: Actor) -> Select[Import]:
    """Return the workbooks the actor brought in, of the kinds this hat works with."""
    kinds = IMPORT_KINDS.get(actor.role, frozenset())
    return select(Import).where(same(Import.by_id, actor.user_id), Import.kind.in_(kinds))


def visible_jobs(actor: Actor) -> Select[Job]:
    """Return background jobs: an administrator's concern alone."""
    if actor.role != Role.ADMINISTRATOR:
        return select(Job).where(false())
    return select(Job)


def visible_mails(actor: Actor) -> Select[Mail]:
    """Return the letters written to firms: for those who look after firms."""
    if actor.role not in {Role.COUNSELOR, Role.ORGANISER}:
        return select(Mail).where(false())
    return select(Mail)


def visible_community_models(actor: Actor) -> Select[CommunityModel]:
    """Return the register of models: all of it, for staff and the committee."""
    if actor.role in STAFF | {Role.COMMITTEE}:
        return select(CommunityModel)
    return select(CommunityModel).where(false())


def visible_activities(actor: Actor) -> Select[OutreachActivity]:
    """Return the log of outreach: the committee all, a counselor their communes' lines."""
    if actor.role not in {Role.COUNSELOR, Role.COMMITTEE}:
        return select(OutreachActivity).where(false())
    if actor.communes is None:
        return select(OutreachActivity)
    return select(OutreachActivity).where(OutreachActivity.commune_code.in_(actor.communes))


def visible_ranking_models(actor: Actor) -> Select[RankingModel]:
    """Return the versions of the ranking; nothing in one is about a person."""
    if actor.role not in {Role.ADMINISTRATOR, Role.COMMITTEE}:
        return select(RankingModel).where(false())
    return select(RankingModel)


SCOPES: Mapping[type[Any], Callable[[Actor], Select[Any]]] = {
    Attendance: visible_attendances,
    CheckIn: visible_check_ins,
    SponsorTask: visible_sponsor_tasks,
    CommunityModel: visible_community_models,
    Device: visible_devices,
    Employer: visible_employers,
    Event: visible_events,
    EventFirm: visible_event_firms,
    EventTable: visible_event_tables,
    Import: visible_imports,
    Introduction: visible_introductions,
    LoanReferral: visible_loan_referrals,
    ModelMember: visible_members,
    OutreachActivity: visible_activities,
    Job: visible_jobs,
    Mail: visible_mails,
    Placement: visible_placements,
    Pledge: visible_pledges,
    Position: visible_positions,
    RankingModel: visible_ranking_models,
    Returnee: visible_returnees,
    Sponsorship: visible_sponsorships,
    Suggestion: visible_suggestions,
    Talk: visible_talks,
}

__all__ = [
    "CASE_ROLES",
    "IMPORT_KINDS",
    "SCOPES",
    "STAFF",
    "handover_waits_for",
    "in_communes_of",
    "in_my_communes",
    "same",
    "visible_activities",
    "visible_attendances",
    "visible_check_ins",
    "visible_community_models",
    "visible_devices",
    "visible_employers",
    "visible_event_firms",
    "visible_event_tables",
    "visible_events",
    "visible_imports",
    "visible_introductions",
    "visible_jobs",
    "visible_loan_referrals",
    "visible_mails",
    "visible_members",
    "visible_placements",
    "visible_pledges",
    "visible_positions",
    "visible_ranking_models",
    "visible_returnees",
    "visible_sponsor_tasks",
    "visible_sponsorships",
    "visible_suggestions",
    "visible_talks",
]
