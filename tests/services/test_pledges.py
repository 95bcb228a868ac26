from datetime import timedelta

import pytest
from factories import (
    actor_of,
    make_employer,
    make_employer_user,
    make_pledge,
    make_returnee,
    make_sponsorship,
    make_user,
)
from queries import counted
from sqlalchemy import select

from models import (
    Delivery,
    MoneyType,
    Move,
    MoveNotAllowed,
    Pledge,
    PledgeState,
    Role,
    Said,
    SponsorshipKind,
    SponsorshipState,
    local_today,
)
from services import pledges
from services.errors import Refused
from services.pledge_conditions import DEPOSIT, INTEREST, PAPERS, PAY, STAY, broken_rules
from services.pledges import Terms
from services.scope import visible_pledges

SOON = local_today() + timedelta(days=90)


def terms(**values):
    return Terms(**{"kind": SponsorshipKind.MENTOR, "quantity": 3, "until": SOON} | values)


@pytest.mark.parametrize(
    ("conditions", "rule"),
    [
        ("Cho vay lãi 1%", INTEREST),
        ("Lãi suất 1%/tháng", INTEREST),
        ("lai suat 1% mot thang", INTEREST),
        ("cho vay tinh lai 2%", INTEREST),
        ("Nếu không trả thì tính lãi", INTEREST),
        ("Giữ lương tháng đầu", PAY),
        ("giữ lại một tháng lương", PAY),
        ("giu luong", PAY),
        ("Giữ giấy tờ gốc", PAPERS),
        ("giữ thẻ căn cước", PAPERS),
        ("giu cccd", PAPERS),
        ("Phải làm ít nhất 12 tháng", STAY),
        ("phai lam it nhat 1 nam", STAY),
        ("cam kết làm việc 2 năm", STAY),
        ("Không được nghỉ trong 6 tháng", STAY),
        ("k được nghỉ", STAY),
        ("ĐẶT  CỌC một triệu", DEPOSIT),
        ("dat coc", DEPOSIT),
        ("Cho vay không lãi nhưng phải đặt cọc", DEPOSIT),
    ],
)
def test_a_condition_against_the_rules_is_found_with_its_sentence(conditions, rule):
    assert broken_rules(conditions) == [rule]


@pytest.mark.parametrize(
    "conditions",
    [
        "",
        "Cho vay không lãi, trả dần 12 tháng",
        "khong lai, tra dan 12 thang",
        "ko lãi",
        "Không phải trả lãi",
        "lãi suất 0%",
        "Miễn lãi",
        "Trả lại dụng cụ, ai muốn ở lại làm cũng được",
        "o lai lam, tra lai dung cu",
        "Dạy lái xe nâng",
        "Trả khi làm ăn có lãi",
        "Giống lợn lai",
        "Không giữ lương, không giữ giấy tờ, không đặt cọc",
        "không ràng buộc phải ở lại",
        "Giữ chỗ 30 ngày, trả đủ lương",
        "Giữ công việc trong ba tháng",
    ],
)
def test_a_harmless_condition_passes(conditions):
    assert broken_rules(conditions) == []


def test_decomposed_letters_are_read_alike():
    assert broken_rules("đặt cọc") == [DEPOSIT]


def test_all_broken_rules_are_named_at_once():
    assert broken_rules("Tính lãi; giữ lương") == [INTEREST, PAY]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"quantity": None}, "quantity"),
        ({"kind": SponsorshipKind.CAPITAL}, "money_type"),
        ({"until": local_today() - timedelta(days=1)}, "until"),
        ({"conditions": "giữ lương"}, "conditions"),
        ({"conditions": "nuôi gà ở trại"}, "conditions"),
        ({"kind": SponsorshipKind.TRAINING, "hours": 40}, "trade"),
        ({"kind": SponsorshipKind.TRAINING, "trade": "may"}, "hours"),
        ({"sponsor_name": "Ông chủ trại"}, "sponsor_name"),
    ],
)
def test_terms_against_a_rule_are_refused(session, wrong, field):
    assert list(terms(**wrong).problems()) == [field]
    employer = make_employer(session)
    with pytest.raises(Refused):
        pledges.make(session, employer, terms(**wrong), by=actor_of(make_user(session)))
    assert session.scalars(select(Pledge)).all() == []


def test_a_mentor_has_no_money_type(session):
    made = pledges.make(
        session,
        make_employer(session),
        terms(money_type=MoneyType.LEND),
        by=actor_of(make_user(session)),
    )
    assert made.money_type is None


def test_staff_write_down_who_pledged_how_and_when(session):
    officer = make_user(session)
    yesterday = local_today() - timedelta(days=1)
    made = pledges.make(
        session,
        make_employer(session),
        terms(),
        by=actor_of(officer),
        said=Said("Chị Hương, nhân sự", "phone"),
        on=yesterday,
    )
    move = session.scalars(select(Move).where(Move.record_id == made.id)).one()
    assert (move.said_by, move.said_how, move.happened_on) == (
        "Chị Hương, nhân sự",
        "phone",
        yesterday,
    )
    assert (move.action, move.to_state, move.by_id) == ("pledge", "pledged", officer.id)


def test_a_pledge_is_withdrawn_once(session):
    pledge, by = make_pledge(session), actor_of(make_user(session))
    pledges.withdraw(session, pledge, by=by)
    assert pledge.state == PledgeState.WITHDRAWN
    with pytest.raises(MoveNotAllowed):
        pledges.withdraw(session, pledge, by=by)


def test_withdrawing_takes_only_the_free_rest(session):
    employer = make_employer(session)
    pledge = make_pledge(session, employer, quantity=5)
    agreed = make_sponsorship(session, pledge, state=SponsorshipState.AGREED)
    pledges.withdraw(session, pledge, by=actor_of(make_user(session)))
    assert agreed.state == SponsorshipState.AGREED
    sums = pledges.balance(session, employer_ids=[employer.id])[employer.id]
    assert (sums.pledged, sums.agreed) == (1, 1)


def money(session, employer, **values):
    return make_pledge(
        session,
        employer,
        **{
            "kind": SponsorshipKind.CAPITAL,
            "money_type": MoneyType.GIFT,
            "quantity": None,
            "amount_vnd": 20_000_000,
        }
        | values,
    )


def hand_over(session, sponsorship, amount):
    session.add(Delivery(sponsorship=sponsorship, delivered_on=local_today(), amount_vnd=amount))
    session.flush()


def test_a_balance_counts_a_firm_and_a_person(session):
    employer, person = make_employer(session), make_returnee(session)
    pledge = money(session, employer)
    helped = make_sponsorship(
        session, pledge, person, amount_vnd=8_000_000, state=SponsorshipState.AGREED
    )
    make_sponsorship(session, pledge, amount_vnd=5_000_000)
    hand_over(session, helped, 3_000_000)
    hand_over(session, helped, 2_000_000)
    sums = pledges.balance(session, employer_ids=[employer.id], returnee_ids=[person.id])
    firm, own = sums[employer.id], sums[person.id]
    assert (firm.pledged_vnd, firm.agreed_vnd, firm.delivered_vnd) == (
        20_000_000,
        8_000_000,
        5_000_000,
    )
    assert (firm.agreed, firm.delivered) == (1, 1)
    assert (own.pledged_vnd, own.agreed_vnd, own.delivered_vnd) == (0, 8_000_000, 5_000_000)


def test_what_ended_frees_what_was_not_handed_over(session):
    pledge = money(session, make_employer(session), quantity=2)
    ended = {"state": SponsorshipState.ENDED, "reason": "other"}
    partly = make_sponsorship(session, pledge, amount_vnd=8_000_000, **ended)
    hand_over(session, partly, 3_000_000)
    make_sponsorship(session, pledge, amount_vnd=9_000_000, **ended)
    rest = pledges.rests(session, [pledge])[pledge.id]
    assert (rest.quantity, rest.vnd) == (1, 17_000_000)
    assert not rest.is_used_up


def test_balances_of_many_cost_as_many_queries_as_of_few(session, connection):
    def cost(count):
        firms = [make_employer(session) for _ in range(count)]
        people = [make_returnee(session) for _ in range(count)]
        for firm, person in zip(firms, people, strict=True):
            make_sponsorship(session, money(session, firm), person, amount_vnd=1_000_000)
        ids = [firm.id for firm in firms], [person.id for person in people]
        session.expunge_all()
        with counted(connection) as statements:
            pledges.balance(session, employer_ids=ids[0], returnee_ids=ids[1])
        return len(statements)

    assert cost(2) == cost(20) == 2


def test_a_firm_sees_its_own_pledges_and_the_police_and_desk_none(session):
    mine, theirs = make_pledge(session), make_pledge(session)
    firm = actor_of(make_employer_user(session, mine.employer))
    assert session.scalars(visible_pledges(firm)).all() == [mine]
    for role in (Role.POLICE, Role.DESK, Role.COMMITTEE):
        by = actor_of(make_user(session, role))
        assert session.scalars(visible_pledges(by)).all() == []
    assert set(session.scalars(visible_pledges(actor_of(make_user(session))))) == {mine, theirs}
