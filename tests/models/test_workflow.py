import itertools

import pytest
from factories import actor_of, make_position, make_user
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError

from models import (
    SYSTEM,
    Attendance,
    Employer,
    Event,
    EventFirm,
    Handover,
    Import,
    Introduction,
    LoanReferral,
    Move,
    MoveNotAllowed,
    Pledge,
    Position,
    PositionAction,
    PositionState,
    RankingModel,
    RightsRequest,
    Role,
    SamePerson,
    Sponsorship,
    Stateful,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    Talk,
)

RECORDS = (
    Attendance,
    Employer,
    Event,
    EventFirm,
    Handover,
    Import,
    Introduction,
    LoanReferral,
    Pledge,
    RankingModel,
    Position,
    RightsRequest,
    SamePerson,
    Sponsorship,
    Suggestion,
    Talk,
)


def states_of(record):
    return type(next(iter(next(iter(record.WORKFLOW.steps.values())).sources)))


CASES = [
    (record, action, state)
    for record in RECORDS
    for action, state in itertools.product(record.WORKFLOW.steps, states_of(record))
]


def test_every_stateful_record_is_listed():
    assert set(RECORDS) == set(Stateful.__subclasses__())


@pytest.mark.parametrize(("record", "action", "state"), CASES)
def test_apply_moves_or_refuses(record, action, state):
    thing = record(state=state)
    step = record.WORKFLOW.steps[action]
    if state in step.sources:
        thing.apply(action, by=SYSTEM)
        assert thing.state == step.target
    else:
        with pytest.raises(MoveNotAllowed):
            thing.apply(action, by=SYSTEM)
        assert thing.state == state


def test_every_state_is_reached_or_first():
    for record in RECORDS:
        reached = {step.target for step in record.WORKFLOW.steps.values()}
        unreached = set(states_of(record)) - reached
        first = record.__table__.c.state.default.arg
        assert unreached <= {first, *record.BORN_IN}, record


def test_a_move_says_who_when_and_why(session):
    user = make_user(session)
    position = make_position(session, state=PositionState.SUBMITTED)
    position.apply(PositionAction.SEND_BACK, by=actor_of(user), reason="wage")
    session.commit()
    move = session.scalar(select(Move).where(Move.record_id == position.id))
    assert (move.kind, move.action, move.from_state, move.to_state) == (
        "positions",
        "send_back",
        "submitted",
        "needs_fix",
    )
    assert (move.by_id, move.role, move.reason) == (user.id, Role.COUNSELOR, "wage")


def test_a_move_is_never_edited_or_deleted(session):
    position = make_position(session, state=PositionState.SUBMITTED)
    position.apply(PositionAction.PUBLISH, by=SYSTEM)
    session.commit()
    for statement in ("UPDATE moves SET reason = 'x'", "DELETE FROM moves"):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.connection().exec_driver_sql(statement)


def test_database_refuses_an_unknown_state(session):
    position = make_position(session)
    with pytest.raises(IntegrityError, match="state_known"), session.begin_nested():
        session.connection().exec_driver_sql("UPDATE positions SET state = 'nonsense'")
    assert position.state == PositionState.OPEN


def test_undo_is_the_reverse_move():
    assert Suggestion.WORKFLOW.target(SuggestionAction.UNDO, SuggestionState.APPROVED) == (
        SuggestionState.PROPOSED
    )
