import pytest
from factories import (
    make_approval,
    make_attendance,
    make_employer,
    make_event,
    make_event_table,
    make_pledge,
    make_position,
    make_returnee,
    make_sponsorship,
    make_suggestion,
)
from sqlalchemy import select

from models import (
    Channel,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Interest,
    Path,
    PositionAction,
    SponsorshipAction,
    TableKind,
    local_today,
    utcnow,
)
from services import interests, sheets
from services.cards import cards_of
from services.errors import Refused


@pytest.fixture
def event(session):
    return make_event(session, on=local_today())


@pytest.fixture
def attendance(session, event):
    return make_attendance(session, event)


def approved(session, person, rank=1, **values):
    position = make_position(session, **values)
    score = 1 - rank / 10
    suggestion = make_suggestion(session, person, position, rank=rank, score=score)
    make_approval(session, suggestion)
    return suggestion


def sheet(session, attendance):
    return sheets.sheets_of(session, attendance.event, [attendance])[0]


def test_a_sheet_numbers_the_approved_cards_best_first(session, event, attendance, organiser):
    person = attendance.returnee
    second, first = approved(session, person, 2), approved(session, person, 1)
    make_suggestion(session, person, make_position(session))
    sheets.prepare(session, event, [attendance], by=organiser)
    printed = sheet(session, attendance)
    assert [(c.number, c.suggestion.id) for c in printed.cards] == [(1, first.id), (2, second.id)]


def test_a_number_once_printed_never_means_another_card(session, event, attendance, organiser):
    person = attendance.returnee
    gone, stays = approved(session, person, 1), approved(session, person, 2)
    sheets.prepare(session, event, [attendance], by=organiser)
    gone.position.apply(PositionAction.CLOSE, by=organiser)
    better = approved(session, person, 1)
    sheets.prepare(session, event, [attendance], by=organiser)
    printed = sheet(session, attendance)
    assert [(c.number, c.suggestion.id) for c in printed.cards] == [(2, stays.id), (3, better.id)]


def test_a_card_whose_gate_fails_is_gone_at_the_next_look(session, event, attendance, organiser):
    suggestion = approved(session, attendance.returnee)
    sheets.prepare(session, event, [attendance], by=organiser)
    suggestion.position.apply(PositionAction.CLOSE, by=organiser)
    session.flush()
    assert sheet(session, attendance).cards == []


def test_nobody_without_consent_has_cards(session, event):
    person = make_returnee(session, consented=False)
    approved(session, person)
    assert cards_of(session, event, [person])[person.id] == []


def test_a_card_names_the_firms_table_and_the_agreed_help(session, event, attendance, organiser):
    firm = make_employer(session)
    make_event_table(session, event, firm, number=7)
    approved(session, attendance.returnee, employer_id=firm.id)
    helped = make_sponsorship(session, make_pledge(session, firm), attendance.returnee)
    (card,) = cards_of(session, event, [attendance.returnee])[attendance.returnee_id]
    assert (card.table, card.is_sponsored) == (7, False)
    helped.apply(SponsorshipAction.AGREE, by=organiser)
    session.flush()
    (card,) = cards_of(session, event, [attendance.returnee])[attendance.returnee_id]
    assert card.is_sponsored


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [("1 3", [1, 3]), ("13", [1, 3]), ("3,1,1", [1, 3]), ("", []), ("１", [1]), ("x", [])],
)
def test_numbers_are_read_as_a_tired_hand_types_them(typed, numbers):
    assert sheets.read_numbers(typed) == numbers


def entered(session, attendance, organiser, *, likes=(), call_backs=(), is_signed=False):
    ticks = sheets.Ticks(likes, call_backs, is_signed, utcnow())
    return sheets.enter(session, attendance, ticks, by=organiser)


def test_ticks_become_interests_of_the_numbered_cards(session, event, attendance, organiser):
    one, two = (approved(session, attendance.returnee, rank) for rank in (1, 2))
    sheets.prepare(session, event, [attendance], by=organiser)
    entered(session, attendance, organiser, likes=[2], call_backs=[1])
    said = interests.said_of(session, [one.id, two.id])
    assert (said[one.id].likes, said[one.id].call_back) == (False, True)
    assert (said[two.id].likes, said[two.id].call_back) == (True, False)
    assert said[two.id].channel == Channel.SHEET
    assert attendance.sheet_entered_at is not None


def test_entering_again_replaces_what_was_typed(session, event, attendance, organiser):
    one, two = (approved(session, attendance.returnee, rank) for rank in (1, 2))
    sheets.prepare(session, event, [attendance], by=organiser)
    entered(session, attendance, organiser, likes=[1])
    entered(session, attendance, organiser, likes=[2])
    said = interests.said_of(session, [one.id, two.id])
    assert (said[one.id].likes, said[two.id].likes) == (False, True)
    assert len(session.scalars(select(Interest)).all()) == 2


def test_a_signature_is_the_yes_for_the_liked_firms_only(session, event, attendance, organiser):
    one, two = (approved(session, attendance.returnee, rank) for rank in (1, 2))
    sheets.prepare(session, event, [attendance], by=organiser)
    said = entered(session, attendance, organiser, likes=[1], call_backs=[2], is_signed=True)
    given = session.scalars(
        select(Consent).where(Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER)
    ).all()
    assert said.firms == 1
    assert [(c.employer_id, c.how) for c in given] == [(one.position.employer_id, ConsentHow.PAPER)]
    assert two.position.employer_id not in {c.employer_id for c in given}


def test_without_a_signature_no_firm_reads_a_name(session, event, attendance, organiser):
    approved(session, attendance.returnee)
    sheets.prepare(session, event, [attendance], by=organiser)
    assert entered(session, attendance, organiser, likes=[1]).firms == 0
    shared = Consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    assert session.scalars(select(Consent).where(shared)).all() == []


def test_a_number_that_is_not_on_the_sheet_is_refused(session, event, attendance, organiser):
    approved(session, attendance.returnee)
    sheets.prepare(session, event, [attendance], by=organiser)
    with pytest.raises(Refused, match="không có việc số 4"):
        entered(session, attendance, organiser, likes=[1, 4])
    assert attendance.sheet_entered_at is None


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({}, [2, 3, 4]),
        ({"path": Path.SELF_EMPLOYED}, [2]),
        ({"path": Path.HELP_FIRST}, [4, 5]),
        ({"needs": ["capital", "training"]}, [2, 3]),
    ],
)
def test_a_path_leads_to_its_advising_tables(session, event, values, numbers):
    kinds = [TableKind.LOAN, TableKind.TRAINING, TableKind.LEGAL, TableKind.PAPERS, TableKind.LOAN]
    tables = [
        make_event_table(session, event, number=number, kind=kind)
        for number, kind in enumerate(kinds, start=2)
    ]
    person = make_returnee(session, **values)
    led = sheets.advice_tables(person, tables, has_cards=False)
    assert [table.number for table in led] == numbers
