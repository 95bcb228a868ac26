"""Which rows someone may know exist: one scoped Select a table. Not mine is not there (404)."""

import uuid
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, select, true

from models import (
    AGREEMENT_VERSION,
    FIRM_SEES,
    Actor,
    Attendance,
    CheckIn,
    CommunityModel,
    Consent,
    Device,
    Employer,
    EmployerAgreement,
    EmployerState,
    Event,
    EventFirm,
    EventTable,
    Handover,
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

STAFF = frozenset({Role.COUNSELOR, Role.ORGANISER, Role.ADMINISTRATOR})
CASE_ROLES = frozenset({Role.COUNSELOR, Role.POLICE})
IMPORT_KINDS: Mapping[Role, frozenset[ImportKind]] = {
    Role.COUNSELOR: frozenset(ImportKind) - {ImportKind.OWN_POSITIONS},
    Role.POLICE: frozenset({ImportKind.RETURNEES}),
    Role.ORGANISER: frozenset({ImportKind.POSITIONS}),
    Role.EMPLOYER: frozenset({ImportKind.OWN_POSITIONS}),
    Role.COMMITTEE: frozenset({ImportKind.COMMUNITY_MODELS, ImportKind.OUTREACH}),
}


def in_my_communes(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a returnee lives where the actor works."""
    if actor.role not in CASE_ROLES:
        return false()
    return in_communes_of(Returnee.commune_code, actor)


def in_communes_of(column: Any, actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a column names one of the actor's communes."""
    inside: ColumnElement[bool] = column.in_(actor.communes or ())
    return true() if actor.communes is None else inside


def _in_my_counsel(actor: Actor) -> ColumnElement[bool]:
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


def visible_employers(actor: Actor) -> Select[Employer]:
    """Return the firms `actor` works with: staff all, a firm itself."""
    if actor.role in STAFF:
        return select(Employer)
    return select(Employer).where(_is_mine(Employer.id, actor))


def _of_firms(model: type[Any], by: Actor) -> Select[Any]:
    return select(model).where(true() if by.role in STAFF else _is_mine(model.employer_id, by))


def visible_suggestions(actor: Actor) -> Select[Suggestion]:
    """Return the suggestions of a counselor's people; police see no refusals, so none at all."""
    return select(Suggestion).join(Suggestion.returnee).where(_in_my_counsel(actor))


def visible_introductions(actor: Actor) -> Select[Introduction]:
    """Return introductions: a counselor's people, or a firm's own while it may still see them."""
    if actor.role == Role.EMPLOYER:
        return select(Introduction).where(
            _is_mine(Introduction.employer_id, actor),
            Introduction.state.in_(FIRM_SEES),
            Introduction.employer_id.in_(_may_see_people()),
            Introduction.consent_id.in_(_standing_consents()),
        )
    return select(Introduction).join(Introduction.returnee).where(_in_my_counsel(actor))


def visible_placements(actor: Actor) -> Select[Placement]:
    """Return the placements of the actor's people, or of the firm itself."""
    if actor.role == Role.EMPLOYER:
        return select(Placement).where(_is_mine(Placement.employer_id, actor))
    of_my_people = select(Returnee.id).where(in_my_communes(actor))
    return select(Placement).where(Placement.returnee_id.in_(of_my_people))


def visible_pledges(actor: Actor) -> Select[Pledge]:
    """Return pledges: staff all, a firm its own."""
    if actor.role in STAFF:
        return select(Pledge)
    return select(Pledge).where(_is_mine(Pledge.employer_id, actor))


def visible_sponsorships(actor: Actor) -> Select[Sponsorship]:
    """Return sponsorships: of a counselor's people, or from a firm's pledges; police none."""
    if actor.role == Role.EMPLOYER:
        return (
            select(Sponsorship).join(Sponsorship.pledge).where(_is_mine(Pledge.employer_id, actor))
        )
    return select(Sponsorship).join(Sponsorship.returnee).where(_in_my_counsel(actor))


def visible_events(actor: Actor) -> Select[Event]:
    """Return events: staff all, a desk, kiosk or person the one they are at."""
    if actor.role in STAFF | {Role.COMMITTEE, Role.POLICE}:
        return select(Event)
    return select(Event).where(same(Event.id, actor.event_id))


def visible_event_tables(actor: Actor) -> Select[EventTable]:
    """Return the tables of the events `actor` may open; a table's own machine opens that one."""
    if actor.role == Role.TABLE:
        return select(EventTable).where(same(EventTable.id, actor.table_id))
    return select(EventTable).where(_in_my_events(EventTable.event_id, actor))


def visible_attendances(actor: Actor) -> Select[Attendance]:
    """Return who is invited: an event's people, a counselor's people, or the person alone."""
    if actor.role in {Role.KIOSK, Role.PERSON}:
        return select(Attendance).where(same(Attendance.id, actor.attendance_id))
    if actor.role in CASE_ROLES:
        return select(Attendance).join(Attendance.returnee).where(in_my_communes(actor))
    if actor.role in {Role.ORGANISER, Role.DESK}:
        return select(Attendance).where(_in_my_events(Attendance.event_id, actor))
    return select(Attendance).where(false())


def visible_talks(actor: Actor) -> Select[Talk]:
    """Return the talks of the attendances `actor` may open, or of the machine's own table."""
    if actor.role == Role.TABLE:
        return select(Talk).where(same(Talk.table_id, actor.table_id))
    mine = visible_attendances(actor).with_only_columns(Attendance.id)
    return select(Talk).where(Talk.attendance_id.in_(mine))


def visible_devices(actor: Actor) -> Select[Device]:
    """Return the devices of the actor's events; only organisers pair them."""
    if actor.role != Role.ORGANISER:
        return select(Device).where(false())
    return select(Device)


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


def visible_loan_referrals(actor: Actor) -> Select[LoanReferral]:
    """Return who was sent to the loan desk: of a counselor's people."""
    return select(LoanReferral).join(LoanReferral.returnee).where(_in_my_counsel(actor))


def _of_my_counsel(model: type[Any]) -> Callable[[Actor], Select[Any]]:
    """Return the scope of what hangs on one person and only a counselor works with."""
    return lambda actor: select(model).join(model.returnee).where(_in_my_counsel(actor))


visible_members = _of_my_counsel(ModelMember)
visible_event_firms = partial(_of_firms, EventFirm)
visible_positions = partial(_of_firms, Position)


def visible_ranking_models(actor: Actor) -> Select[RankingModel]:
    """Return the versions of the ranking; nothing in one is about a person."""
    if actor.role not in {Role.ADMINISTRATOR, Role.COMMITTEE}:
        return select(RankingModel).where(false())
    return select(RankingModel)


SCOPES: Mapping[type[Any], Callable[[Actor], Select[Any]]] = {
    Attendance: visible_attendances,
    CheckIn: _of_my_counsel(CheckIn),
    SponsorTask: _of_my_counsel(SponsorTask),
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


def _is_mine(column: Any, actor: Actor) -> ColumnElement[bool]:
    if actor.role != Role.EMPLOYER:
        return false()
    return same(column, actor.employer_id)


def _may_see_people() -> Select[uuid.UUID]:
    """Return the firms of Employer.may_see_people: verified, and under the agreement in force."""
    return (
        select(Employer.id)
        .join(Employer.agreements)
        .where(
            Employer.state == EmployerState.VERIFIED,
            EmployerAgreement.text_version == AGREEMENT_VERSION,
        )
    )


def _standing_consents() -> Select[uuid.UUID]:
    """Return the consents in force: a yes taken back ends every sight, also of one at work."""
    return select(Consent.id).where(Consent.withdrawn_on.is_(None))


def same(column: Any, value: Any) -> ColumnElement[bool]:
    """Return the condition that a column holds a value; nothing at all matches None."""
    return false() if value is None else column == value


def _in_my_events(column: Any, actor: Actor) -> ColumnElement[bool]:
    mine: ColumnElement[bool] = column.in_(visible_events(actor).with_only_columns(Event.id))
    return mine
