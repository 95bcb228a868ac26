"""A run's cards over firms, as the event page reads them."""

from factories import (
    make_attendance,
    make_employer,
    make_event,
    make_position,
    make_returnee,
)

from services import match_spread, matching


def test_equal_positions_of_two_firms_share_an_events_people(session, by):
    event = make_event(session)
    firms = [make_employer(session), make_employer(session)]
    for employer in firms:
        for _ in range(3):
            make_position(session, employer)
    for number in range(4):
        make_attendance(session, event, make_returnee(session), code=f"4827193{number}")
    run = matching.run(session, by=by, event=event)
    rows = match_spread.by_firm(session, event)
    assert {row.employer.id for row in rows} == {employer.id for employer in firms}
    assert sum(row.before for row in rows) == sum(row.after for row in rows) == run.suggestions
    assert max(row.after for row in rows) - min(row.after for row in rows) <= 1


def test_an_event_without_a_run_has_no_figures(session):
    assert match_spread.by_firm(session, make_event(session)) == []


def test_a_second_run_changes_nothing(session, by):
    event = make_event(session)
    for number in range(3):
        make_position(session)
        make_attendance(session, event, make_returnee(session), code=f"4827193{number}")
    first = matching.run(session, by=by, event=event)
    second = matching.run(session, by=by, event=event)
    assert first.spread == second.spread
    assert first.suggestions == second.suggestions


def test_a_run_without_positions_has_no_figures(session, by):
    make_returnee(session)
    assert matching.run(session, by=by).spread == {}
