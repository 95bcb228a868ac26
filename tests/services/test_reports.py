"""Figures counted from history: closed months stay, corrections stand beside, few are hidden."""

from datetime import UTC, date, datetime

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    make_employer,
    make_introduction,
    make_pledge,
    make_returnee,
    make_sponsorship,
)
from queries import counted

from models import (
    SYSTEM,
    CommunityModel,
    FollowUp,
    FollowUpKind,
    FollowUpResult,
    IntroductionAction,
    ModelKind,
    ModelLevel,
    ModelMember,
    OutreachActivity,
    OutreachKind,
    Placement,
    SponsorshipState,
    local_today,
)
from services.disclosure import TOTAL
from services.errors import Refused
from services.reports import months, years

YEAR = local_today().year - 1
"""A year that is over, so that every month of it may be closed."""


def returned(session, count, on, **values):
    return [make_returnee(session, return_date=on, **values) for _ in range(count)]


def logged(session, kind, on, quantity, **values):
    row = OutreachActivity(kind=kind, on=on, quantity=quantity, **values)
    session.add(row)
    session.flush()
    return row


def consulted(session, count, on, **values):
    return logged(session, OutreachKind.CONSULTATION, on, 1, people=count, **values)


def close_until(session, month):
    for number in range(1, month + 1):
        months.close(session, date(YEAR, number, 1), by=SYSTEM)


def test_months_add_up_to_quarters_and_quarters_to_the_year(session):
    for month, count in ((1, 6), (3, 7), (4, 8), (9, 9)):
        consulted(session, count, date(YEAR, month, 28))
    assert years.of_year(session, YEAR).shown("consulted") == {1: 13, 2: 8, 3: 9, 4: 0, TOTAL: 30}


def test_a_person_counts_once_a_year_in_the_month_it_came_true_first(session):
    pledge = make_pledge(session, quantity=9)
    for person in [make_returnee(session) for _ in range(5)]:
        for month in (5, 2):
            make_sponsorship(
                session,
                pledge,
                person,
                state=SponsorshipState.AGREED,
                agreed_on=date(YEAR, month, 3),
            )
    assert years.of_year(session, YEAR).shown("sponsored") == {1: 5, 2: 0, 3: 0, 4: 0, TOTAL: 5}


def test_a_late_entry_never_rewrites_a_closed_month(session):
    returned(session, 9, date(YEAR, 2, 10))
    close_until(session, 3)
    returned(session, 6, date(YEAR, 2, 11))
    returned(session, 8, date(YEAR, 4, 1))
    year = years.of_year(session, YEAR)
    assert year.shown("returned") == {1: 9, 2: 8, 3: 0, 4: 0, TOTAL: 17}
    assert year.adjusted("returned") == {1: 6, 2: 0, 3: 0, 4: 0, TOTAL: 6}


def test_what_was_taken_back_after_closing_is_a_correction_too(session):
    row = logged(session, OutreachKind.BROADCAST, date(YEAR, 1, 5), 12)
    close_until(session, 1)
    row.quantity = 10
    session.flush()
    year = years.of_year(session, YEAR)
    assert year.shown("broadcast")[TOTAL] == 12
    assert year.adjusted("broadcast")[TOTAL] == -2


def test_a_correction_about_one_person_is_hidden_and_cannot_be_subtracted(session):
    consulted(session, 9, date(YEAR, 2, 10))
    close_until(session, 3)
    consulted(session, 1, date(YEAR, 2, 11))
    adjusted = years.of_year(session, YEAR).adjusted("consulted")
    assert [period for period, n in adjusted.items() if n is None] == [1, TOTAL]


def test_a_closed_month_survives_the_erasure_of_a_person(session):
    people = returned(session, 9, date(YEAR, 1, 10))
    close_until(session, 1)
    people[0].return_date = None
    session.flush()
    assert years.of_year(session, YEAR).shown("returned")[1] == 9


def test_months_are_closed_in_order_once_and_when_they_are_over(session):
    months.close(session, date(YEAR, 1, 1), by=SYSTEM)
    for month, said in (
        (date(YEAR, 1, 1), "đã khóa sổ"),
        (date(YEAR, 3, 1), f"tháng 02/{YEAR} trước"),
        (date(YEAR + 2, 1, 1), "chưa hết"),
    ):
        with pytest.raises(Refused, match=said):
            months.close(session, month, by=SYSTEM)


def test_consulted_are_those_in_the_log_and_those_at_events(session):
    logged(session, OutreachKind.CONSULTATION, date(YEAR, 2, 1), 2, people=40)
    assert years.of_year(session, YEAR).shown("consulted")[TOTAL] == 40


def test_a_commune_with_few_hides_another_with_it(session):
    consulted(session, 3, date(YEAR, 1, 5), commune_code=HAC_THANH)
    consulted(session, 20, date(YEAR, 1, 5), commune_code=HAM_RONG)
    year = years.of_year(session, YEAR)
    assert year.shown("consulted")[TOTAL] == 23
    assert year.by("commune", "consulted", TOTAL) == {HAC_THANH: None, HAM_RONG: None}


def test_quarters_and_the_year_of_a_commune_do_not_give_a_small_quarter_back(session):
    for code, counts in ((HAC_THANH, (3, 20, 20, 20)), (HAM_RONG, (30, 30, 30, 30))):
        for quarter, count in enumerate(counts):
            consulted(session, count, date(YEAR, 3 * quarter + 1, 5), commune_code=code)
    year = years.of_year(session, YEAR)
    told = {
        (unit, period): n
        for period in years.PERIODS
        for unit, n in year.by("commune", "consulted", period).items()
    }
    assert told[HAC_THANH, 1] is None
    for alone in ([(HAC_THANH, p) for p in years.PERIODS], [(u, 1) for u in (HAC_THANH, HAM_RONG)]):
        assert sum(told[key] is None for key in alone) > 1


def test_facts_of_a_member_belong_to_the_model(session):
    model = CommunityModel(
        name="Mô hình mẫu",
        name_key="mo hinh mau",
        level=ModelLevel.COMMUNE,
        kind=ModelKind.WORK,
        commune_code=HAC_THANH,
        started_on=date(2024, 1, 1),
    )
    session.add(model)
    people = returned(session, 7, date(YEAR, 2, 10))
    returned(session, 8, date(YEAR, 2, 10))
    session.add_all(
        ModelMember(model=model, returnee=person, joined_on=date(YEAR, 2, 20)) for person in people
    )
    session.flush()
    year = years.of_year(session, YEAR)
    assert year.by("model", "returned", 1) == {model.id: 7, None: 8}


def test_firms_are_told_apart(session):
    pledges = [make_pledge(session, make_employer(session), quantity=9) for _ in range(2)]
    for pledge, count in zip(pledges, (5, 6), strict=True):
        for _ in range(count):
            make_sponsorship(
                session, pledge, state=SponsorshipState.AGREED, agreed_on=date(YEAR, 2, 3)
            )
    year = years.of_year(session, YEAR)
    assert year.by("firm", "sponsored", TOTAL) == {
        pledges[0].employer_id: 5,
        pledges[1].employer_id: 6,
    }


def test_models_are_a_stock_and_a_closed_quarter_keeps_its_own(session):
    def model(level, started, **values):
        session.add(
            CommunityModel(
                name=f"Mô hình {started} {level}",
                name_key=f"mo hinh {started} {level}",
                level=level,
                kind=ModelKind.CLUB,
                commune_code=HAC_THANH,
                started_on=started,
                **values,
            )
        )
        session.flush()

    model(ModelLevel.DISTRICT, date(2023, 11, 1))
    model(ModelLevel.COMMUNE, date(2020, 1, 1))
    model(ModelLevel.COMMUNE, date(2020, 1, 2), ended_on=date(YEAR, 2, 1))
    close_until(session, 3)
    model(ModelLevel.COMMUNE, date(2024, 5, 1))
    found = years.of_year(session, YEAR).models
    assert found[1]["models_commune"] == 1
    assert found[1]["models_new_district"] == 1
    assert found[2]["models_commune"] == 2
    assert found[2]["models_new_commune"] == 1


def test_the_day_in_vietnam_decides_the_month(session):
    for _ in range(5):
        make_introduction(session, created_at=datetime(YEAR, 3, 31, 18, 0, tzinfo=UTC))
    assert years.of_year(session, YEAR).shown("introduced") == {1: 0, 2: 5, 3: 0, 4: 0, TOTAL: 5}


def test_a_hire_is_counted_by_its_day_and_staying_by_the_look_that_found_it(session):
    for _ in range(5):
        introduction = make_introduction(session)
        introduction.apply(IntroductionAction.HIRE, by=SYSTEM, happened_on=date(YEAR, 2, 2))
        placement = Placement(
            introduction=introduction,
            returnee_id=introduction.returnee_id,
            position_id=introduction.position_id,
            employer_id=introduction.employer_id,
            first_day=date(YEAR, 2, 3),
        )
        session.add(placement)
        session.flush()
        for kind, result in (
            (FollowUpKind.MONTH_3, FollowUpResult.AT_WORK),
            (FollowUpKind.MONTH_6, FollowUpResult.LEFT),
        ):
            session.add(
                FollowUp(
                    returnee=introduction.returnee,
                    placement_id=placement.id,
                    kind=kind,
                    due_on=date(YEAR, 5, 3),
                    done_on=date(YEAR, 5, 4),
                    result=result,
                )
            )
    session.flush()
    year = years.of_year(session, YEAR)
    assert year.shown("hired")[1] == 5
    assert year.shown("at_3_months")[2] == 5
    assert year.shown("at_6_months")[TOTAL] == 0


def test_a_year_costs_the_same_number_of_queries_whatever_the_rows(session, connection):
    returned(session, 2, date(YEAR, 1, 5))

    def cost():
        session.expire_all()
        with counted(connection) as statements:
            years.of_year(session, YEAR)
        return len(statements)

    few = cost()
    returned(session, 18, date(YEAR, 1, 5), commune_code=HAM_RONG)
    assert cost() == few
