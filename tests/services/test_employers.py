from datetime import date

import pytest
from factories import actor_of, make_employer, make_employer_user, make_user

from models import (
    Employer,
    EmployerAction,
    EmployerKind,
    EmployerState,
    Move,
    Role,
)
from services import accounts, employers, members
from services.errors import Refused
from services.members import Colleague


@pytest.fixture
def staff(session):
    return actor_of(make_user(session))


def facts(**values):
    return employers.EmployerFacts(
        **{"kind": EmployerKind.COMPANY, "name": "Công ty Giày Bước Vui"} | values
    )


def test_a_firm_is_made_unclaimed_and_found_without_accents(session, staff):
    made = employers.add(session, facts(contact_phone="0900000902"), by=staff)
    assert made.state == EmployerState.UNCLAIMED
    assert made.contact_phone == "0900000902"
    for typed in ("giay buoc", "Giày bước", "BƯỚC VUI"):
        assert session.scalars(employers.listed(by=staff, typed=typed)).all() == [made]
    assert session.scalars(employers.listed(by=staff, typed="giay%")).all() == []
    assert session.scalars(employers.listed(by=staff, typed="iay")).all() == []


def test_a_firm_is_found_by_its_tax_code(session, staff):
    made = employers.add(session, facts(tax_code="2899900024"), by=staff)
    assert session.scalars(employers.listed(by=staff, typed="28999 00024")).all() == [made]


def test_a_second_firm_of_one_tax_code_is_refused_by_name(session, staff):
    employers.add(session, facts(tax_code="2899900024"), by=staff)
    with pytest.raises(Refused, match="Giày Bước Vui"):
        employers.add(session, facts(name="Công ty Khác", tax_code="2899900024"), by=staff)


def test_counts_follow_the_search(session, staff):
    make_employer(session, name="A", name_key="xuong moc a")
    make_employer(session, name="B", name_key="xuong moc b", state=EmployerState.PENDING)
    make_employer(session, name="C", name_key="to may c")
    found = employers.counts(session, by=staff, typed="mộc")
    assert found == {EmployerState.VERIFIED: 1, EmployerState.PENDING: 1}


def test_suspending_says_why(session, staff):
    firm = make_employer(session)
    with pytest.raises(Refused):
        employers.move(session, firm, EmployerAction.SUSPEND, by=staff)
    employers.move(session, firm, EmployerAction.SUSPEND, by=staff, reason="Không trả lương")
    written = session.scalars(firm.moves.select()).all()
    assert [(m.action, m.reason) for m in written] == [("suspend", "Không trả lương")]
    assert isinstance(written[0], Move)


def test_the_first_sign_in_of_a_firm_is_its_owner(session, staff):
    firm = make_employer(session)
    for login in ("hr.mot", "HR.Hai"):
        members.invite(
            session,
            firm,
            Colleague(login, "Lê Thị Nhân Sự"),
            password=members.first_password(),
            by=staff,
        )
    held = members.of_firm(session, firm)
    assert [(h.user.login, h.is_owner, h.role) for h in held] == [
        ("hr.mot", True, Role.EMPLOYER),
        ("hr.hai", False, Role.EMPLOYER),
    ]


def test_the_first_password_opens_the_sign_in_and_is_not_stored(session, staff):
    password = members.first_password()
    user = members.invite(
        session,
        make_employer(session),
        Colleague("hr.moi", "Lê Thị Nhân Sự"),
        password=password,
        by=staff,
    )
    assert len(password.shown) >= accounts.MIN_PASSWORD
    assert accounts.password_matches(user.password_hash, password.shown)
    assert password.shown not in user.password_hash


def test_a_login_in_use_is_refused_whatever_its_case(session, staff):
    user = make_user(session)
    assert members.is_taken(session, user.login.upper())


def test_only_an_owner_accepts_the_agreement_and_once_is_enough(session):
    firm = make_employer(session, agreed=False)
    clerk = actor_of(make_employer_user(session, firm))
    with pytest.raises(Refused):
        employers.sign_agreement(session, firm, signed_by="Nhân viên", how="screen", by=clerk)
    assert not firm.may_see_people()
    owner = actor_of(make_employer_user(session, firm, is_owner=True))
    for _ in range(2):
        employers.sign_agreement(session, firm, signed_by="Giám đốc", how="screen", by=owner)
    assert firm.may_see_people()
    assert len(firm.agreements) == 1


def test_staff_record_the_signed_paper_with_its_day(session, staff):
    firm = make_employer(session, agreed=False)
    employers.sign_agreement(
        session, firm, signed_by="Ông Chủ", how="paper", on=date(2026, 11, 3), by=staff
    )
    signed = employers.current_agreement(firm)
    assert (signed.accepted_on, signed.how) == (date(2026, 11, 3), "paper")


def test_a_firm_finds_only_itself(session):
    mine = make_employer(session, name_key="cong ty may mot")
    make_employer(session, name_key="cong ty may hai")
    by = actor_of(make_employer_user(session, mine))
    assert session.scalars(employers.listed(by=by, typed="cong ty may")).all() == [mine]
    assert isinstance(employers.own(session, by), Employer)
