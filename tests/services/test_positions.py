from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    actor_of,
    make_approval,
    make_employer,
    make_employer_user,
    make_introduction,
    make_position,
    make_suggestion,
    make_user,
)

from models import (
    EmployerState,
    IntroductionState,
    PositionAction,
    PositionKind,
    PositionSource,
    PositionState,
    RefusalReason,
    Said,
    SuggestionState,
    local_today,
)
from services import position_lists, positions, wage_floor
from services.errors import Refused

ON = date(2026, 11, 25)
FACTS = {
    "title": "Thợ may",
    "description": "May áo.",
    "commune_code": HAC_THANH,
    "wage_min": 7_000_000,
}


@pytest.fixture
def staff(session):
    return actor_of(make_user(session))


@pytest.fixture
def firm(session):
    return make_employer(session)


@pytest.fixture
def hr(session, firm):
    return actor_of(make_employer_user(session, firm))


def test_a_draft_is_kept_however_incomplete(session, firm, hr):
    draft = positions.begin(session, firm, by=hr)
    positions.save(session, draft, {"title": ""}, typed={"wage_min": ["bảy củ"]}, by=hr)
    assert draft.state == PositionState.DRAFT
    assert draft.typed == {"wage_min": ["bảy củ"]}
    with pytest.raises(Refused, match=r"Thiếu tên công việc.*Thiếu xã, phường"):
        positions.submit(session, draft, by=hr)


def test_a_complete_draft_is_sent_and_published(session, firm, hr, staff):
    draft = positions.begin(session, firm, by=hr)
    positions.save(session, draft, FACTS, by=hr)
    positions.submit(session, draft, by=hr)
    positions.publish(session, draft, by=staff)
    assert (draft.state, draft.opened_on) == (PositionState.OPEN, local_today())
    assert (draft.source, draft.title_key) == (PositionSource.EMPLOYER, "tho may")


def test_what_staff_record_says_who_said_it(session, firm, staff):
    draft = positions.begin(session, firm, by=staff)
    positions.save(session, draft, FACTS, by=staff)
    said = Said("Chị Hường, nhân sự", "phone")
    positions.submit(session, draft, by=staff, said=said, happened_on=date(2026, 11, 20))
    (move,) = session.scalars(draft.moves.select()).all()
    assert (move.said_by, move.said_how, move.happened_on) == (
        "Chị Hường, nhân sự",
        "phone",
        date(2026, 11, 20),
    )
    assert draft.source == PositionSource.STAFF


@pytest.mark.parametrize(("wage", "is_legal"), [(4_729_999, False), (4_730_000, True)])
def test_the_minimum_wage_of_region_two_is_named_with_its_decree(wage, is_legal):
    sentence = wage_floor.problem(PositionKind.JOB, HAC_THANH, wage, None, ON)
    assert (sentence is None) == is_legal
    if sentence:
        assert "4.730.000" in sentence
        assert "Nghị định 293/2025" in sentence


def test_the_upper_end_alone_is_held_to_the_minimum():
    assert wage_floor.problem(PositionKind.JOB, HAC_THANH, None, 4_000_000, ON)
    assert wage_floor.problem(PositionKind.TRAINING, HAC_THANH, None, 4_000_000, ON) is None
    assert wage_floor.problem(PositionKind.JOB, None, 1_000_000, None, ON) is None


def test_an_imported_posting_opens_only_after_a_call(session, staff):
    unclaimed = make_employer(session, agreed=False, state=EmployerState.UNCLAIMED)
    imported = make_position(
        session, unclaimed, source=PositionSource.IMPORT, state=PositionState.DRAFT, opened_on=None
    )
    with pytest.raises(Refused, match="gọi doanh nghiệp"):
        positions.submit(session, imported, by=staff)
    positions.confirm(session, imported, said=Said("Anh Ba", "phone"), on=ON, by=staff)
    positions.publish(session, imported, by=staff)
    assert (imported.state, imported.confirmed_on) == (PositionState.OPEN, ON)


def test_a_deposit_never_opens_and_an_age_limit_needs_a_lawful_reason(session, staff):
    deposit = make_position(
        session, description="Đặt cọc 500.000 đồng", state=PositionState.SUBMITTED
    )
    with pytest.raises(Refused, match="Điều 17"):
        positions.publish(session, deposit, by=staff, lawful_reason="cứ mở")
    limit = make_position(session, description="Từ 18 đến 35 tuổi", state=PositionState.SUBMITTED)
    with pytest.raises(Refused, match="lý do hợp pháp"):
        positions.publish(session, limit, by=staff)
    positions.publish(session, limit, by=staff, lawful_reason="Nghề nặng nhọc theo danh mục")
    assert limit.state == PositionState.OPEN


def test_sent_back_it_says_what_to_mend_and_may_be_sent_again(session, firm, hr, staff):
    posting = make_position(session, firm, state=PositionState.SUBMITTED)
    positions.send_back(session, posting, "Ghi rõ giờ làm", by=staff)
    assert posting.review_note == "Ghi rõ giờ làm"
    positions.submit(session, posting, by=hr)
    assert posting.state == PositionState.SUBMITTED


def test_a_suspended_firm_opens_nothing(session, staff):
    shut = make_employer(session, state=EmployerState.SUSPENDED)
    posting = make_position(session, shut, state=PositionState.SUBMITTED)
    with pytest.raises(Refused):
        positions.publish(session, posting, by=staff)


def test_an_open_posting_is_not_edited_but_copied(session, firm, hr):
    posting = make_position(session, firm, required_skills=["May"])
    with pytest.raises(Refused):
        positions.save(session, posting, {"title": "Khác"}, by=hr)
    copied = positions.copy(session, posting, by=hr)
    assert (copied.state, copied.title, copied.opened_on) == (
        PositionState.DRAFT,
        posting.title,
        None,
    )
    copied.required_skills.append("Ủi")
    assert posting.required_skills == ["May"]


def test_renewing_starts_the_sixty_days_anew_and_drops_a_past_deadline(session, firm, hr):
    old = make_position(
        session,
        firm,
        state=PositionState.EXPIRED,
        opened_on=local_today() - timedelta(days=70),
        deadline=local_today() - timedelta(days=1),
    )
    positions.move(session, old, PositionAction.RENEW, by=hr)
    assert old.takes_people(local_today())


def test_closing_ends_what_waits_and_leaves_people_at_work(session, hr, firm):
    posting = make_position(session, firm)
    waiting = make_introduction(
        session, make_approval(session, make_suggestion(session, position=posting))
    )
    hired = make_introduction(
        session,
        make_approval(session, make_suggestion(session, position=posting)),
        state=IntroductionState.HIRED,
    )
    undecided = make_suggestion(session, position=posting)
    positions.move(session, posting, PositionAction.CLOSE, by=hr)
    assert (waiting.state, waiting.reason) == (
        IntroductionState.CLOSED,
        RefusalReason.POSITION_CLOSED,
    )
    assert hired.state == IntroductionState.HIRED
    assert undecided.state == SuggestionState.LAPSED
    assert waiting.approval.withdrawn_at is not None
    assert hired.approval.withdrawn_at is None


def test_lists_are_found_without_accents_and_counted(session, staff):
    make_position(session, title="Thợ hàn", title_key="tho han")
    make_position(session, title="Thợ may", title_key="tho may", state=PositionState.SUBMITTED)
    make_position(session, source=PositionSource.IMPORT, state=PositionState.DRAFT, opened_on=None)
    found = session.scalars(position_lists.listed(by=staff, typed="hàn")).all()
    assert [p.title for p in found] == ["Thợ hàn"]
    numbers = position_lists.counts(session, by=staff)
    assert numbers[PositionState.SUBMITTED] == 1
    assert numbers[position_lists.Queue.TO_CALL] == 1
    to_call = session.scalars(position_lists.listed(by=staff, tab=position_lists.Queue.TO_CALL))
    assert [p.source for p in to_call] == [PositionSource.IMPORT]
