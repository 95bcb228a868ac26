import re

import pytest
from stdnum.vn import mst
from words import LIST_A

from tests.data.demo_content import (
    COMMUNES,
    EDUCATION,
    EMPLOYERS,
    LICENCES,
    PEOPLE,
    POSITIONS,
    WRITTEN_ON,
    content,
    table,
    words_found,
)

FIELDS = {
    "employers": "key name kind tax_code commune_code address contact_name phone email industry "
    "workers_total verified signs_in about",
    "positions": "employer title description kind commune_code required_skills preferred_skills "
    "wage_min wage_max headcount shift housing shuttle meals training_provided min_education "
    "min_experience_years licences occupation_code contract state review_note",
    "returnees": "name birth_date birth_year national_id phone safe_contact commune_code "
    "return_date return_basis summary skills education licences wage_expected max_distance_km "
    "has_vehicle shifts_ok needs_housing health_limits barred_occupations residence_limit "
    "desired_work needs path consent invited",
    "pledges": "employer kind quantity amount_vnd money_type until sponsor_name trade hours"
    " conditions",
    "users": "login full_name roles commune_codes employer",
}
COUNTS = {"employers": 12, "positions": 150, "returnees": 300}
VALUES = {
    ("employers", "kind"): {"company", "cooperative", "household"},
    ("positions", "kind"): {"job", "training", "home_work"},
    ("positions", "shift"): {"day", "rotating", "night", "flexible"},
    ("positions", "contract"): {"permanent", "fixed_term", "seasonal", "daily", "piece_rate"},
    ("positions", "state"): {"open", "draft", "submitted", "needs_fix", "paused"},
    ("positions", "min_education"): set(EDUCATION),
    ("returnees", "education"): set(EDUCATION),
    ("returnees", "return_basis"): {
        *("completed", "pardoned", "conditional_release", "community_sentence"),
    },
    ("returnees", "path"): {"work", "training", "self_employed", "help_first"},
    ("returnees", "consent"): {"paper", "spoken", "screen", None},
    ("pledges", "kind"): {"job", "training", "mentor", "tools", "capital", "room", "first_week"},
    ("pledges", "money_type"): {"gift", "lend", "interest_free_loan", "wage_advance", None},
}
EVENT, PLEDGES, USERS = map(content, ("event", "pledges", "users"))
KEYS = {employer["key"] for employer in EMPLOYERS}


def legal_minimum(commune_code):
    """VND a month in force when the demo was written."""
    region, day = COMMUNES[commune_code]["wage_region"], WRITTEN_ON.isoformat()
    (figure,) = [
        int(row["vnd_month"])
        for row in table("minimum_wage")
        if row["region"] == region and row["valid_from"] <= day <= (row["valid_to"] or day)
    ]
    return figure


def places_of(record):
    limit = record.get("residence_limit") or {}
    single = [record["commune_code"]] if "commune_code" in record else []
    return single + record.get("commune_codes", []) + limit.get("permitted_communes", [])


@pytest.mark.parametrize("name", FIELDS)
def test_no_record_lacks_a_field_or_has_one_too_many(name):
    wanted = set(FIELDS[name].split())
    assert [row for row in content(name) if set(row) != wanted] == []


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_the_demo_has_the_promised_size(name, count):
    assert len(content(name)) == count


@pytest.mark.parametrize(("name", "field"), VALUES)
def test_a_coded_field_holds_only_known_values(name, field):
    assert {row[field] for row in content(name)} <= VALUES[name, field]


def test_every_commune_code_is_one_of_the_province():
    records = [*EMPLOYERS, *POSITIONS, *PEOPLE, *USERS, EVENT]
    assert {code for record in records for code in places_of(record)} <= set(COMMUNES)


def test_every_licence_is_one_of_the_table():
    held = {licence for record in [*POSITIONS, *PEOPLE] for licence in record["licences"]}
    assert held <= set(LICENCES)


def test_every_employer_named_elsewhere_exists():
    named = {row["employer"] for row in [*POSITIONS, *PLEDGES, *USERS, *EVENT["tables"]]}
    assert named - {None} == KEYS
    assert len(KEYS) == len(EMPLOYERS)


def test_phone_numbers_are_fictional_and_one_persons_only():
    phones = [row["phone"] for row in [*EMPLOYERS, *PEOPLE] if row["phone"]]
    assert [phone for phone in phones if not re.fullmatch(r"0900000\d{3}", phone)] == []
    assert len(set(phones)) == len(phones)


def test_mail_addresses_are_of_the_reserved_domain():
    addresses = [row["email"] for row in EMPLOYERS if row["email"]]
    assert addresses
    assert all(address.endswith("@example.com") for address in addresses)


def test_tax_codes_are_well_formed_and_outside_what_is_issued():
    firms = [row["tax_code"] for row in EMPLOYERS if row["kind"] != "household"]
    assert [code for code in firms if not (mst.is_valid(code) and code.startswith("28999"))] == []
    households = [row["tax_code"] for row in EMPLOYERS if row["kind"] == "household"]
    assert all(code is None or re.fullmatch(r"0380\d\d000\d{3}", code) for code in households)


@pytest.mark.parametrize("name", ["employers", "positions", "event", "pledges"])
def test_what_firms_and_the_public_read_has_no_word_of_list_a(name):
    assert words_found(content(name), LIST_A) == []


def test_invitations_have_a_name_that_may_stand_on_an_envelope():
    assert EVENT["name"].startswith("Hội nghị tư vấn, giới thiệu việc làm")


def test_no_position_pays_below_the_minimum_of_its_commune():
    paid = [row for row in POSITIONS if row["wage_min"] is not None]
    low = [row["title"] for row in paid if row["wage_min"] < legal_minimum(row["commune_code"])]
    assert low == []
    assert all(row["wage_min"] <= row["wage_max"] for row in paid)


def test_only_a_course_states_no_wage():
    assert {row["kind"] for row in POSITIONS if row["wage_min"] is None} == {"training"}


def test_descriptions_are_of_a_readable_length_and_none_is_written_twice():
    written = [row["description"] for row in POSITIONS]
    assert [text for text in written if not 20 <= len(text.split()) <= 120] == []
    assert len(set(written)) == len(written)


def test_a_note_of_review_stands_exactly_where_something_must_be_mended():
    noted = [bool(row["review_note"]) for row in POSITIONS]
    assert noted == [row["state"] == "needs_fix" for row in POSITIONS]


def test_most_positions_are_open_and_every_other_state_is_met():
    states = [row["state"] for row in POSITIONS]
    assert states.count("open") >= 0.85 * len(states)
    assert min(map(states.count, ("draft", "submitted", "needs_fix", "paused"))) >= 2


def test_occupation_codes_have_four_digits_where_they_are_given():
    codes = [row["occupation_code"] for row in POSITIONS]
    assert all(re.fullmatch(r"[1-9]\d{3}", code) for code in codes if code)
    assert None in codes


def test_the_event_has_a_table_for_every_firm_and_of_every_kind():
    tables = EVENT["tables"]
    assert {row["employer"] for row in tables if row["kind"] == "hiring"} == KEYS
    advising = {row["kind"] for row in tables if row["employer"] is None}
    assert advising == {"loan", "legal", "papers", "training", "insurance"}
    assert all(1 <= row["group_size"] <= 6 for row in tables)
    assert [row["number"] for row in tables] == list(range(1, len(tables) + 1))


def test_breaks_lie_inside_the_afternoon():
    breaks = [pause for row in EVENT["tables"] for pause in row["breaks"]]
    assert breaks
    assert all(EVENT["starts"] <= start < end <= EVENT["ends"] for start, end in breaks)


def test_a_pledge_says_how_much_and_money_says_of_what_type():
    for pledge in PLEDGES:
        assert pledge["quantity"] or pledge["amount_vnd"]
        assert pledge["until"] > 0
        if pledge["amount_vnd"] or pledge["kind"] == "tools":
            assert pledge["money_type"]


def test_every_role_has_an_account_and_one_officer_holds_two_hats():
    roles = {role for user in USERS for role in user["roles"]}
    assert roles == {
        *("administrator", "police", "counselor", "organiser", "desk", "committee", "employer"),
    }
    assert any({"counselor", "police"} <= set(user["roles"]) for user in USERS)
    assert len({user["login"] for user in USERS}) == len(USERS)
