"""The page of open positions for everyone: opt-in, neutral, read by search engines and Zalo."""

import json
import re
from datetime import date, datetime, timedelta

import pytest
from factories import make_employer, make_employer_user, make_position
from queries import counted
from words import LIST_A, LIST_B, found

from models import Contract, Employer, EmployerState, PositionState, local_today
from services import public_jobs

# schema.org's JobPosting: what Google's guide asks for, and the properties each node may have.
REQUIRED = {"title", "description", "datePosted", "hiringOrganization", "jobLocation"}
PROPERTIES = {
    "JobPosting": {
        "title", "description", "identifier", "datePosted", "validThrough", "employmentType",
        "hiringOrganization", "jobLocation", "baseSalary", "totalJobOpenings",
        "experienceRequirements", "directApply", "url",
    },
    "Organization": {"name"},
    "Place": {"address"},
    "PostalAddress": {"streetAddress", "addressLocality", "addressRegion", "addressCountry"},
    "MonetaryAmount": {"currency", "value"},
    "QuantitativeValue": {"value", "minValue", "maxValue", "unitText"},
    "PropertyValue": {"name", "value"},
    "OccupationalExperienceRequirements": {"monthsOfExperience"},
}  # fmt: skip
EMPLOYMENT = {
    "FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER",
}  # fmt: skip


@pytest.fixture
def firm(session):
    employer = make_employer(
        session,
        is_public=True,
        public_code="k7mq2x",
        contact_phone="0373999888",
        contact_name="Chị Lan",
    )
    session.commit()
    return employer


def posting(session, firm, **values):
    made = make_position(session, firm, **{"public_code": public_jobs.new_code()} | values)
    session.commit()
    return made


def data_of(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])


def check(node, kind):
    assert node.pop("@type") == kind
    assert set(node) <= PROPERTIES[kind], kind
    for value in node.values():
        if isinstance(value, dict):
            check(value, value["@type"])
        assert value not in ("", None, [], {})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"wage_min": None, "wage_max": None},
        {"wage_min": 8_000_000, "wage_max": 8_000_000},
        {"wage_min": None, "wage_max": 9_000_000},
        {"min_experience_years": 1.5, "address": "KCN Hoàng Long"},
        {"description": 'Làm <b>ở</b> xưởng "A" & B </script><script>alert(1)</script>'},
        {"description": "", "headcount": 1, "deadline": local_today() + timedelta(days=3)},
    ],
)
@pytest.mark.parametrize("contract", list(Contract))
def test_the_data_for_search_engines_is_a_valid_job_posting(
    client, session, firm, values, contract
):
    job = posting(session, firm, contract=contract, **values)
    data = data_of(client.get(f"/v/{firm.public_code}/{job.public_code}").text)
    assert data.pop("@context") == "https://schema.org/"
    assert set(data) >= REQUIRED
    assert date.fromisoformat(data["datePosted"]) == local_today()
    last = datetime.fromisoformat(data["validThrough"])
    assert last.date() <= local_today() + timedelta(days=61)
    assert data["employmentType"] in EMPLOYMENT
    assert data["hiringOrganization"]["name"] == firm.name
    assert data["jobLocation"]["address"]["addressCountry"] == "VN"
    assert data["url"].endswith(f"/v/{firm.public_code}/{job.public_code}")
    assert ("baseSalary" in data) == bool(job.wage_min or job.wage_max)
    check(data, "JobPosting")


def test_pay_is_a_month_s_range_in_dong(client, session, firm):
    job = posting(session, firm, wage_min=7_000_000, wage_max=9_000_000)
    pay = data_of(client.get(f"/v/{firm.public_code}/{job.public_code}").text)["baseSalary"]
    assert (pay["currency"], pay["value"]["unitText"]) == ("VND", "MONTH")
    assert (pay["value"]["minValue"], pay["value"]["maxValue"]) == (7_000_000, 9_000_000)


def test_typed_markup_neither_ends_the_data_nor_runs(client, session, firm):
    job = posting(session, firm, title="May </script><script>alert(1)</script>")
    page = client.get(f"/v/{firm.public_code}/{job.public_code}").text
    assert "<script>alert" not in page
    assert data_of(page)["title"].startswith("May </script>")


def test_zalo_gets_a_preview(client, session, firm):
    job = posting(session, firm, title="Thợ mộc")
    page = client.get(f"/v/{firm.public_code}/{job.public_code}").text
    tags = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page))
    assert tags["title"] == "Thợ mộc"
    assert "triệu" in tags["description"]
    assert tags["url"].endswith(f"/v/{firm.public_code}/{job.public_code}")
    listed = client.get(f"/v/{firm.public_code}").text
    assert 'og:title" content="' + firm.name in listed
    assert len(f"/v/{firm.public_code}") < 12


def test_nothing_says_whom_the_portal_serves(client, session, firm):
    job = posting(session, firm)
    for path in (f"/v/{firm.public_code}", f"/v/{firm.public_code}/{job.public_code}"):
        page = client.get(path).text
        assert found(page, LIST_A + LIST_B) == []
        assert "đỡ đầu" not in page
    posting(session, firm, title="Việc cho người tái hòa nhập")
    assert "tái hòa nhập" not in client.get(f"/v/{firm.public_code}").text


@pytest.mark.parametrize(
    "values",
    [
        {"state": PositionState.DRAFT},
        {"state": PositionState.SUBMITTED},
        {"state": PositionState.PAUSED},
        {"state": PositionState.FILLED},
        {"opened_on": local_today() - timedelta(days=61)},
        {"deadline": local_today() - timedelta(days=1)},
    ],
)
def test_only_what_is_open_now_is_shown(client, session, firm, values):
    job = posting(session, firm, **values)
    assert client.get(f"/v/{firm.public_code}/{job.public_code}").status_code == 404
    assert job.title not in client.get(f"/v/{firm.public_code}").text


@pytest.mark.parametrize(
    "values",
    [{"is_public": False}, {"state": EmployerState.SUSPENDED}, {"state": EmployerState.PENDING}],
)
def test_a_firm_that_did_not_switch_it_on_has_no_page(client, session, firm, values):
    job = posting(session, firm)
    for name, value in values.items():
        setattr(firm, name, value)
    session.commit()
    assert client.get(f"/v/{firm.public_code}").status_code == 404
    assert client.get(f"/v/{firm.public_code}/{job.public_code}").status_code == 404


def test_a_position_is_found_on_its_own_firm_s_page_only(client, session, firm):
    other = posting(session, make_employer(session, is_public=True, public_code="zzzzzz"))
    assert client.get(f"/v/{firm.public_code}/{other.public_code}").status_code == 404
    assert other.title not in client.get(f"/v/{firm.public_code}").text


def test_a_list_of_twenty_costs_what_a_list_of_two_does(client, session, firm):
    for _ in range(2):
        posting(session, firm)
    path = f"/v/{firm.public_code}"
    with counted(session.get_bind()) as few:
        client.get(path)
    for _ in range(18):
        posting(session, firm)
    with counted(session.get_bind()) as many:
        client.get(path)
    assert len(few) == len(many)


def test_an_owner_switches_the_page_on_and_off(client, session):
    firm = make_employer(session)
    job = make_position(session, firm)
    client.sign_in(make_employer_user(session, firm, is_owner=True))
    client.submit("/employer/firm/public/on")
    firm = session.get_one(Employer, firm.id, populate_existing=True)
    assert firm.is_public
    session.refresh(job)
    assert client.get(f"/v/{firm.public_code}/{job.public_code}").status_code == 200
    assert f"/v/{firm.public_code}" in client.get("/employer/firm").text
    client.submit("/employer/firm/public/off")
    assert client.get(f"/v/{firm.public_code}").status_code == 404


def test_only_an_owner_of_a_verified_firm_switches_it_on(client, session):
    firm = make_employer(session)
    client.sign_in(make_employer_user(session, firm))
    client.submit("/employer/firm/public/on")
    pending = make_employer(session, state=EmployerState.PENDING)
    client.sign_in(make_employer_user(session, pending, is_owner=True))
    client.submit("/employer/firm/public/on")
    session.expire_all()
    assert not firm.is_public
    assert not pending.is_public
