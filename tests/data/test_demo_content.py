"""The demo's content: invented, complete, lawful, and worth matching."""

import csv
import json
import re
import unicodedata
from datetime import date
from math import asin, cos, hypot, radians, sin, sqrt
from pathlib import Path

import pytest
from stdnum.vn import mst
from words import LIST_A

DATA = Path(__file__).resolve().parents[2] / "data"
WRITTEN_ON = date(2026, 11, 24)
THANH_HOA = "38"
NEVER_ANYWHERE = (*LIST_A, "đối tượng", "huyện", "tội", "bản án", "mức án", "138")
EDUCATION = (
    *(None, "primary", "lower_secondary", "upper_secondary"),
    *("vocational", "college", "university"),
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
    "pledges": "employer kind quantity amount_vnd money_type until conditions",
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


def content(name):
    return json.loads((DATA / "demo" / f"{name}.json").read_text(encoding="utf-8"))


def table(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EMPLOYERS, POSITIONS, PEOPLE = map(content, ("employers", "positions", "returnees"))
EVENT, PLEDGES, USERS = map(content, ("event", "pledges", "users"))
COMMUNES = {row["code"]: row for row in table("communes") if row["province_code"] == THANH_HOA}
LICENCES = {row["code"]: row for row in table("licences")}
KEYS = {employer["key"] for employer in EMPLOYERS}


def texts(value):
    """Every string inside a value of JSON."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


def words_found(value, words):
    """Which of the words stand in a value as whole syllables."""
    said = unicodedata.normalize("NFC", " | ".join(texts(value))).lower()
    return [word for word in words if re.search(rf"(?<!\w){word}(?!\w)", said)]


def what_the_person_reads(person):
    contact = person["safe_contact"] or {}
    return [person["skills"], person["desired_work"], person["health_limits"], contact]


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


def plain(text):
    """Lower case without accents."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


# --- form ---------------------------------------------------------------------------------------


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


# --- invented, and recognisably so ----------------------------------------------------------------


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


def test_national_ids_are_unique_and_say_the_century_and_year_of_birth():
    people = [person for person in PEOPLE if person["national_id"]]
    numbers = [person["national_id"] for person in people]
    assert len(set(numbers)) == len(numbers)
    for person in people:
        parts = re.fullmatch(r"038([0-3])(\d\d)000\d{3}", person["national_id"])
        assert parts, person["national_id"]
        born = 1900 + 100 * (int(parts[1]) // 2) + int(parts[2])
        assert born == person["birth_year"]


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["employers", "positions", "event", "pledges"])
def test_what_firms_and_the_public_read_has_no_word_of_list_a(name):
    assert words_found(content(name), LIST_A) == []


def test_what_a_person_reads_of_themselves_has_no_word_of_list_a():
    assert words_found([what_the_person_reads(p) for p in PEOPLE], LIST_A) == []


def test_no_case_file_says_anything_of_an_offence():
    # The surname Phạm is the only such syllable: it stays where a name stands.
    told = [{**person, "name": ""} for person in PEOPLE]
    assert words_found(told, NEVER_ANYWHERE) == []


def test_invitations_have_a_name_that_may_stand_on_an_envelope():
    assert EVENT["name"].startswith("Hội nghị tư vấn, giới thiệu việc làm")


# --- positions ----------------------------------------------------------------------------------


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


# --- people -------------------------------------------------------------------------------------


def test_people_are_of_working_age_and_born_in_the_year_stated():
    ages = [WRITTEN_ON.year - person["birth_year"] for person in PEOPLE]
    assert 18 <= min(ages) <= max(ages) <= 64
    exact = [person for person in PEOPLE if person["birth_date"]]
    assert all(int(p["birth_date"][:4]) == p["birth_year"] for p in exact)
    assert len(exact) < len(PEOPLE)


def test_people_came_home_before_the_demo_was_written():
    assert all(date.fromisoformat(p["return_date"]) <= WRITTEN_ON for p in PEOPLE)


def test_people_live_in_most_communes_of_the_province():
    assert len({person["commune_code"] for person in PEOPLE}) >= 160


def test_officers_notes_have_5_to_60_words_and_differ():
    notes = [person["summary"] for person in PEOPLE]
    assert [note for note in notes if not 5 <= len(note.split()) <= 60] == []
    assert len(set(notes)) == len(notes)


def test_consent_is_given_by_about_85_of_100_and_most_are_invited():
    given = sum(person["consent"] is not None for person in PEOPLE)
    assert 0.8 <= given / len(PEOPLE) <= 0.9
    assert 230 <= sum(person["invited"] for person in PEOPLE) <= 250


def test_a_limit_goes_with_the_basis_of_return():
    kinds = {"conditional_release": "conditional", "community_sentence": "community"}
    for person in PEOPLE:
        kind = (person["residence_limit"] or {}).get("kind")
        wanted = kinds.get(person["return_basis"])
        assert kind == wanted if wanted else kind in {None, "supervised", "ban"}


def test_an_unknown_limit_names_no_commune_and_a_known_one_holds_the_home():
    limited = [person for person in PEOPLE if person["residence_limit"]]
    assert {person["residence_limit"]["known"] for person in limited} == {True, False}
    for person in limited:
        limit = person["residence_limit"]
        assert (person["commune_code"] in limit["permitted_communes"]) == limit["known"]


def test_bans_are_isco_prefixes_with_an_end():
    bans = [ban for person in PEOPLE for ban in person["barred_occupations"]]
    assert bans
    assert all(re.fullmatch(r"\d{2,4}", ban["isco"]) for ban in bans)
    assert all(date.fromisoformat(ban["until"]) > WRITTEN_ON for ban in bans)


def test_some_people_have_no_phone_and_some_share_one_with_rules():
    assert sum(person["phone"] is None for person in PEOPLE) >= 15
    contacts = [person["safe_contact"] for person in PEOPLE if person["safe_contact"]]
    assert len(contacts) >= 40
    assert all(contact.keys() == {"whose", "may_say", "when"} for contact in contacts)


# --- event, pledges, accounts ---------------------------------------------------------------------


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


# --- worth matching: a plain reckoning of its own, apart from the product's ranking ---------------


def distance_km(one, other):
    """Straight line between two communes."""
    lat1, lon1, lat2, lon2 = (
        radians(float(COMMUNES[code][axis])) for code in (one, other) for axis in ("lat", "lon")
    )
    chord = hypot(sin((lat2 - lat1) / 2), sqrt(cos(lat1) * cos(lat2)) * sin((lon2 - lon1) / 2))
    return 2 * 6371 * asin(chord)


def is_in_reach(person, position):
    if person["needs_housing"] and position["housing"]:
        return True
    usual = person["max_distance_km"] or (20 if person["has_vehicle"] else 5)
    reach = max(usual, 30) if position["shuttle"] else usual
    return distance_km(person["commune_code"], position["commune_code"]) <= reach


def is_allowed(person, position):
    code = position["occupation_code"] or ""
    if any(code.startswith(ban["isco"]) for ban in person["barred_occupations"]):
        return False
    limit = person["residence_limit"]
    if limit and limit["known"]:
        return position["commune_code"] in limit["permitted_communes"]
    return True


def is_qualified(person, position):
    held = {*person["licences"]}
    held |= {code for licence in held for code in LICENCES[licence]["covers"].split("|")}
    schooling = EDUCATION.index(person["education"]) >= EDUCATION.index(position["min_education"])
    return schooling and set(position["licences"]) <= held


def knows_the_work(person, position):
    if not position["required_skills"]:
        return True
    told = plain(" ".join(texts([person["skills"], person["summary"], person["desired_work"]])))
    return any(plain(skill) in told for skill in position["required_skills"])


def suits_the_wish(person, position):
    wished, offered = person["wage_expected"], position["wage_max"]
    paid = wished is None or offered is None or offered >= 0.85 * wished
    shifts = {*person["shifts_ok"], "flexible"}
    return paid and (shifts == {"flexible"} or position["shift"] in shifts)


SENSIBLE = (is_in_reach, is_allowed, is_qualified, knows_the_work, suits_the_wish)


def sensible_positions():
    """How many open positions each person could sensibly be told of."""
    offered = [position for position in POSITIONS if position["state"] == "open"]
    return [sum(all(ok(p, o) for ok in SENSIBLE) for o in offered) for p in PEOPLE]


def test_most_people_have_three_sensible_positions_and_some_have_none():
    counts = sensible_positions()
    assert sum(count >= 3 for count in counts) >= 0.6 * len(counts)
    assert 5 <= counts.count(0) <= 0.2 * len(counts)
