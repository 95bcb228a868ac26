from factories import (
    make_approval,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_event_table,
    make_introduction,
    make_pledge,
    make_position,
    make_returnee,
    make_sponsorship,
    make_suggestion,
)

from models import (
    AttendanceState,
    Channel,
    IntroductionAction,
    NextStep,
    SponsorshipAction,
    local_today,
)
from services import checkin, closeout, interests, talks


def test_an_event_nobody_came_to_counts_zero(session):
    figures = closeout.figures(session, make_event(session))
    assert (figures.invited, figures.here, figures.talks_held, figures.hired) == (0, 0, 0, 0)
    assert set(figures.next_steps) == set(NextStep)


def test_every_figure_is_counted_from_the_events_own_rows(session, organiser):
    event, firm = make_event(session, on=local_today()), make_employer(session)
    make_event_table(session, event, firm, number=1)
    person = make_returnee(session)
    came = make_attendance(session, event, person)
    make_attendance(session, event, code="11112222")
    make_attendance(session, event, code="11113333", state=AttendanceState.WALK_IN)
    make_attendance(session, make_event(session), make_returnee(session), code="11114444")
    checkin.check_in(session, came, by=organiser)

    approval = make_approval(
        session, make_suggestion(session, person, make_position(session, firm))
    )
    make_consent(session, person, employer=firm)
    talk = talks.plan(session, event, approval, by=organiser)
    made = talks.set_next_step(session, talk, NextStep.INTERVIEW, by=organiser)
    made.apply(IntroductionAction.HIRE, by=organiser)
    interests.say(session, came, approval.suggestion, Channel.SHEET, by=organiser, call_back=True)
    helped = make_sponsorship(session, make_pledge(session, firm), person, agreed_on=local_today())
    helped.apply(SponsorshipAction.AGREE, by=organiser)
    session.flush()

    figures = closeout.figures(session, event)
    assert (figures.invited, figures.came, figures.walked_in, figures.here) == (2, 1, 1, 2)
    assert (figures.talks_planned, figures.talks_held, figures.interviews) == (1, 1, 1)
    assert (figures.introductions, figures.hired, figures.sponsored) == (1, 1, 1)
    assert figures.call_backs == 1
    (line,) = closeout.firm_lines(session, event)
    assert (line.firm, line.held, line.next_steps[NextStep.INTERVIEW]) == (firm.name, 1, 1)


def test_help_to_someone_who_stayed_away_is_not_the_events(session, organiser):
    event, firm = make_event(session, on=local_today()), make_employer(session)
    make_event_table(session, event, firm)
    absent = make_returnee(session)
    make_attendance(session, event, absent)
    helped = make_sponsorship(session, make_pledge(session, firm), absent, agreed_on=local_today())
    helped.apply(SponsorshipAction.AGREE, by=organiser)
    session.flush()
    assert closeout.figures(session, event).sponsored == 0


def test_who_liked_a_card_at_the_event_and_was_hired_counts_without_a_talk(session, organiser):
    event, firm = make_event(session, on=local_today()), make_employer(session)
    person = make_returnee(session)
    came = make_attendance(session, event, person)
    suggestion = make_suggestion(session, person, make_position(session, firm))
    elsewhere = make_suggestion(session, person, make_position(session, firm))
    approval = make_approval(session, suggestion)
    interests.say(session, came, suggestion, Channel.KIOSK, by=organiser, likes=True)
    made = make_introduction(session, approval)
    made.apply(IntroductionAction.HIRE, by=organiser)
    make_introduction(session, make_approval(session, elsewhere))
    session.flush()
    figures = closeout.figures(session, event)
    assert (figures.talks_planned, figures.introductions, figures.hired) == (0, 1, 1)
