from datetime import date

from factories import (
    make_approval,
    make_attendance,
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
from queries import counted

from models import (
    AttendanceState,
    Delivery,
    EmployerState,
    IntroductionState,
    MoneyType,
    NextStep,
    Placement,
    PositionState,
    SponsorshipKind,
    SponsorshipState,
    Talk,
    TalkState,
    local_today,
)
from services.figures import figures
from services.small_cells import guarded, masked

KIND = SponsorshipKind


def test_few_people_are_hidden_and_nobody_is_nobody():
    assert [masked(n) for n in (0, 1, 4, 5, 12)] == [0, None, None, 5, 12]


def test_a_cell_that_the_total_would_tell_takes_another_with_it():
    assert guarded([None, 7, 30], 40) == [None, None, 30]
    assert guarded([None, 7, 30], None) == [None, 7, 30]
    assert guarded([None, None, 30], 40) == [None, None, 30]
    assert guarded([0, 7, 30], 37) == [0, 7, 30]
    assert guarded([None, 0], 3) == [None, 0]


def test_people_are_counted_once(session):
    people = [make_returnee(session) for _ in range(6)]
    make_returnee(session, consented=False)
    make_returnee(session, erased_at=None, consented=False)
    approvals = [
        make_approval(session, make_suggestion(session, person)) for person in people for _ in "12"
    ]
    introductions = [
        make_introduction(session, approval, state=IntroductionState.STARTED)
        for approval in approvals
    ]
    for introduction in introductions:
        session.add(
            Placement(
                introduction=introduction,
                returnee_id=introduction.returnee_id,
                position_id=introduction.position_id,
                employer_id=introduction.employer_id,
                first_day=date(2026, 11, 20),
            )
        )
    for person in people:
        for _ in "12":
            make_sponsorship(session, make_pledge(session), person, state=SponsorshipState.AGREED)
    make_sponsorship(session, make_pledge(session))
    assert figures(session).people == {
        "in_care": 9,
        "with_consent": 7,
        "approved": 12,
        "introduced": 6,
        "hired": 6,
        "started": 6,
        "sponsored": 6,
    }


def test_under_five_people_read_so(session):
    make_returnee(session)
    found = figures(session).people
    assert found["in_care"] is None
    assert found["hired"] == 0


def test_firms_and_open_positions_are_counted_exactly(session):
    firm = make_employer(session)
    make_employer(session, state=EmployerState.PENDING)
    for headcount in (2, 3):
        make_position(session, firm, headcount=headcount)
    make_position(session, firm, headcount=9, state=PositionState.CLOSED)
    make_pledge(session, firm)
    assert figures(session).firms == {"firms": 1, "sponsors": 1, "positions": 2, "headcount": 5}


def helped(session, pledge, count, amount):
    for _ in range(count):
        row = make_sponsorship(session, pledge, amount_vnd=amount, state=SponsorshipState.AGREED)
        session.add(Delivery(sponsorship=row, delivered_on=local_today(), amount_vnd=amount // 2))
    session.flush()


def money(session, kind, amount):
    return make_pledge(
        session, kind=kind, quantity=None, amount_vnd=amount, money_type=MoneyType.GIFT
    )


def test_help_is_counted_by_kind_with_its_money(session):
    helped(session, money(session, KIND.CAPITAL, 50_000_000), 6, 4_000_000)
    helped(session, money(session, KIND.TOOLS, 10_000_000), 5, 1_000_000)
    make_pledge(session, kind=KIND.MENTOR, quantity=7)
    lines = {line.kind: line for line in figures(session).kinds}
    assert list(lines) == [KIND.MENTOR, KIND.TOOLS, KIND.CAPITAL, None]
    capital, total = lines[KIND.CAPITAL], lines[None]
    assert (capital.pledged_vnd, capital.agreed_vnd, capital.delivered_vnd) == (
        50_000_000,
        24_000_000,
        12_000_000,
    )
    assert (capital.agreed, capital.delivered) == (6, 6)
    assert (lines[KIND.MENTOR].pledged, lines[KIND.MENTOR].agreed) == (7, 0)
    assert (total.pledged, total.pledged_vnd, total.delivered_vnd) == (7, 60_000_000, 14_500_000)


def test_the_money_of_few_people_cannot_be_worked_out(session):
    helped(session, money(session, KIND.CAPITAL, 50_000_000), 6, 4_000_000)
    helped(session, money(session, KIND.TOOLS, 50_000_000), 7, 2_000_000)
    helped(session, money(session, KIND.FIRST_WEEK, 10_000_000), 2, 1_000_000)
    lines = {line.kind: line for line in figures(session).kinds}
    assert lines[KIND.FIRST_WEEK].agreed is None
    assert lines[KIND.FIRST_WEEK].agreed_vnd is None
    assert lines[KIND.TOOLS].agreed_vnd is None
    assert lines[KIND.CAPITAL].agreed_vnd == 24_000_000
    assert lines[None].agreed_vnd == 40_000_000


def attend(session, event, count, state):
    for _ in range(count):
        attendance = make_attendance(
            session, event, make_returnee(session), code=f"{len(CODES):08d}", state=state
        )
        CODES.append(attendance)
        yield attendance


CODES = []


def test_an_event_is_counted_from_its_own_rows(session):
    event, other = make_event(session), make_event(session, on=date(2026, 10, 1))
    firm = make_employer(session)
    table = make_event_table(session, event, firm)
    came = list(attend(session, event, 6, AttendanceState.PRESENT))
    list(attend(session, event, 5, AttendanceState.INVITED))
    list(attend(session, event, 5, AttendanceState.WALK_IN))
    position = make_position(session, firm)
    for attendance in came:
        approval = make_approval(session, make_suggestion(session, attendance.returnee, position))
        make_introduction(session, approval, state=IntroductionState.HIRED)
        session.add(
            Talk(
                table=table,
                attendance=attendance,
                approval=approval,
                state=TalkState.HELD,
                next_step=NextStep.INTERVIEW,
            )
        )
    session.flush()
    first, second = figures(session).events
    assert (first.name, first.on) == (event.name, event.on)
    assert (first.invited, first.came, first.talks) == (11, 11, 6)
    assert (first.interviews, first.hired) == (6, 6)
    assert (second.on, second.invited, second.hired) == (other.on, 0, 0)


def test_more_rows_cost_no_more_queries(session, connection):
    def cost(count):
        for _ in range(count):
            event = make_event(session)
            make_attendance(session, event)
            make_sponsorship(session, make_pledge(session))
        session.expire_all()
        with counted(connection) as statements:
            figures(session)
        return len(statements)

    assert cost(2) == cost(18)
