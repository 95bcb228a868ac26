"""Postings: drafts kept as typed, sent for approval, published or sent back, ended."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import (
    Actor,
    ClosingReason,
    Employer,
    EmployerState,
    Position,
    PositionAction,
    PositionSource,
    PositionState,
    Role,
    Said,
    local_today,
)
from services import (
    audit,
    endings,
    position_changes,
    posting_papers,
    posting_rules,
    public_jobs,
    wage_floor,
)
from services.employers import search_key
from services.errors import Refused

# What a copy takes over: everything the firm wrote, nothing of how the first one fared.
COPIED = (
    "kind",
    "title",
    "title_key",
    "description",
    "commune_code",
    "address",
    "wage_min",
    "wage_max",
    "headcount",
    "shift",
    "contract",
    "housing",
    "shuttle",
    "meals",
    "training_provided",
    "min_education",
    "min_experience_years",
    "licences",
    "required_skills",
    "preferred_skills",
    "occupation_code",
)
DIRECT_MOVES = frozenset(
    {
        PositionAction.TAKE_BACK,
        PositionAction.PAUSE,
        PositionAction.RESUME,
        PositionAction.FILL,
        PositionAction.REOPEN,
        PositionAction.RENEW,
    }
)
OPENS = frozenset({PositionAction.RESUME, PositionAction.REOPEN, PositionAction.RENEW})
SHUT_FIRMS = frozenset({EmployerState.REFUSED, EmployerState.SUSPENDED})
MOST_COPIES = 5
CALL_FIRST = "Tin nhập từ tệp. Hãy gọi doanh nghiệp và ghi lời xác nhận trước."


def begin(session: Session, employer: Employer, *, by: Actor) -> Position:
    """Start an empty draft for a firm."""
    source = PositionSource.EMPLOYER if by.role == Role.EMPLOYER else PositionSource.STAFF
    position = Position(employer=employer, source=source, typed={})
    session.add(position)
    return position


def may_edit(position: Position, by: Actor) -> bool:
    """Tell whether the text may change: before it is sent; staff also while it waits."""
    is_waiting = position.state == PositionState.SUBMITTED and by.role != Role.EMPLOYER
    return position.can(PositionAction.SUBMIT) or is_waiting


def save(
    session: Session,
    position: Position,
    facts: Mapping[str, Any],
    *,
    by: Actor,
    typed: Mapping[str, Any] | None = None,
) -> None:
    """Write what could be read into the draft, and keep as typed what could not.

    `facts` are values by column; `typed` what the form held of fields that have a problem.
    """
    if not may_edit(position, by):
        raise Refused("Tin này không sửa được nữa. Hãy đăng lại giống tin này.")
    for name, value in facts.items():
        setattr(position, name, value)
    position.title_key = search_key(position.title)
    position.typed = dict(typed or {})
    session.flush()


def submit(
    session: Session,
    position: Position,
    *,
    by: Actor,
    said: Said | None = None,
    happened_on: date | None = None,
) -> None:
    """Send a complete draft for approval; an imported one needs the firm's word first."""
    if position.source == PositionSource.IMPORT and position.confirmed_on is None:
        raise Refused(CALL_FIRST)
    _refuse_incomplete(position)
    if position.state != PositionState.SUBMITTED:
        position.apply(PositionAction.SUBMIT, by=by, said=said, happened_on=happened_on)
    session.flush()


def confirm(session: Session, position: Position, *, said: Said, on: date, by: Actor) -> None:
    """Record that the firm stands by an imported posting; a draft is sent for approval with it."""
    _refuse_incomplete(position)
    position.confirmed_on = on
    audit.record(session, "confirm", position, by=by, fields=["confirmed_on"])
    if position.can(PositionAction.SUBMIT):
        position.apply(PositionAction.SUBMIT, by=by, said=said, happened_on=on)
    session.flush()


def problems(position: Position, on: date) -> list[str]:
    """Return everything that stands in the way of publishing, all at once."""
    found = [
        "Thiếu tên công việc." if not position.title else None,
        "Thiếu xã, phường nơi làm việc." if not position.commune_code else None,
        "Còn chỗ chưa đọc được. Hãy mở trang sửa tin." if position.typed else None,
        wage_floor.problem(
            position.kind, position.commune_code, position.wage_min, position.wage_max, on
        ),
    ]
    return [sentence for sentence in found if sentence]


def findings(position: Position, on: date) -> tuple[posting_rules.Finding, ...]:
    """Return what the posting's words ask for against the law of a day."""
    skills = [*position.required_skills, *position.preferred_skills]
    return posting_rules.find([position.title, position.description, *skills], on)


def papers(position: Position) -> tuple[posting_papers.Paper, ...]:
    """Return the papers that a posting asks people to bring."""
    return posting_papers.asked([position.title, position.description])


def publish(session: Session, position: Position, *, by: Actor, lawful_reason: str = "") -> None:
    """Open a posting to people.

    A posting that asks for something unlawful stays closed; a limit of age, sex or marriage may
    open where the lawful reason is stated, and the reason is kept with the move.
    """
    if position.source == PositionSource.IMPORT and position.confirmed_on is None:
        raise Refused(CALL_FIRST)
    _refuse_shut_firm(position)
    _refuse_incomplete(position)
    _refuse_unlawful(position, lawful_reason)
    position.apply(PositionAction.PUBLISH, by=by, reason=lawful_reason or None)
    position.opened_on = local_today()
    position.review_note = ""
    position.public_code = position.public_code or public_jobs.new_code()
    position_changes.of_position(session, position)


def send_back(session: Session, position: Position, note: str, *, by: Actor) -> None:
    """Ask the firm to mend a posting; the note is what it reads."""
    if not note:
        raise Refused("Hãy ghi chỗ cần sửa.")
    position.apply(PositionAction.SEND_BACK, by=by, reason=note)
    position.review_note = note
    session.flush()


def move(
    session: Session,
    position: Position,
    action: PositionAction,
    *,
    by: Actor,
    said: Said | None = None,
    happened_on: date | None = None,
) -> None:
    """Move a posting; what opens again is checked again, what ends takes along what waits."""
    if action in OPENS and position.can(action):
        _refuse_shut_firm(position)
        _refuse_incomplete(position)
    position.apply(action, by=by, said=said, happened_on=happened_on)
    AFTER.get(action, _nothing)(session, position, by)
    position_changes.of_position(session, position)


def close(
    session: Session,
    position: Position,
    reason: ClosingReason,
    *,
    by: Actor,
    said: Said | None = None,
    happened_on: date | None = None,
) -> None:
    """End a posting and say why; what waits on it ends too, each introduction by its stage."""
    move(session, position, PositionAction.CLOSE, by=by, said=said, happened_on=happened_on)
    position.closing_reason = reason
    session.flush()


def extend(session: Session, position: Position, *, by: Actor) -> None:
    """Let an open posting stand for sixty days from today; a deadline that has passed goes."""
    if position.state != PositionState.OPEN:
        raise Refused("Chỉ gia hạn được tin đang tuyển. Hãy đăng tiếp hoặc đăng lại tin này.")
    _refuse_shut_firm(position)
    _refuse_incomplete(position)
    _renewed(session, position, by)
    audit.record(session, "extend", position, by=by, fields=["opened_on", "deadline"])
    position_changes.of_position(session, position)


def copies(session: Session, position: Position, number: int, *, by: Actor) -> list[Position]:
    """Start some drafts that say the same: five posts of one kind differ in little."""
    if not 1 <= number <= MOST_COPIES:
        raise Refused(f"Mỗi lần chép từ 1 đến {MOST_COPIES} tin.")
    return [copy(session, position, by=by) for _ in range(number)]


def copy(session: Session, position: Position, *, by: Actor) -> Position:
    """Start a draft that says the same."""
    draft = begin(session, position.employer, by=by)
    for name in COPIED:
        value = getattr(position, name)
        setattr(draft, name, list(value) if isinstance(value, list) else value)
    session.flush()
    return draft


def _renewed(_session: Session, position: Position, _by: Actor) -> None:
    position.opened_on = local_today()
    if position.deadline is not None and position.deadline < local_today():
        position.deadline = None


def _nothing(_session: Session, _position: Position, _by: Actor) -> None:
    pass


AFTER: Mapping[PositionAction, Callable[[Session, Position, Actor], None]] = {
    PositionAction.RENEW: _renewed,
    PositionAction.CLOSE: endings.position_closed,
}


def _refuse_incomplete(position: Position) -> None:
    if found := problems(position, local_today()):
        raise Refused(" ".join(found))


def _refuse_shut_firm(position: Position) -> None:
    if position.employer.state in SHUT_FIRMS:
        raise Refused("Doanh nghiệp đang bị khóa hoặc không xác minh được. Tin chưa mở được.")


def _refuse_unlawful(position: Position, lawful_reason: str) -> None:
    for found in findings(position, local_today()):
        if not found.rule.is_justifiable:
            raise Refused(
                f"Tin có “{found.words}”: {found.rule.what_vi} ({found.rule.article}). "
                "Hãy trả lại tin để sửa."
            )
        if not lawful_reason:
            raise Refused(
                f"Tin có “{found.words}”: {found.rule.what_vi} ({found.rule.article}). "
                "Hãy ghi lý do hợp pháp hoặc trả lại tin."
            )
