"""The demo's case files."""

import re
from datetime import date

from words import LIST_A

from tests.data.demo_content import PEOPLE, WRITTEN_ON, words_found

NEVER_ANYWHERE = (*LIST_A, "đối tượng", "huyện", "tội", "bản án", "mức án", "138")


def what_the_person_reads(person):
    contact = person["safe_contact"] or {}
    return [person["skills"], person["desired_work"], person["health_limits"], contact]


def test_national_ids_are_unique_and_say_the_century_and_year_of_birth():
    people = [person for person in PEOPLE if person["national_id"]]
    numbers = [person["national_id"] for person in people]
    assert len(set(numbers)) == len(numbers)
    for person in people:
        parts = re.fullmatch(r"038([0-3])(\d\d)000\d{3}", person["national_id"])
        assert parts, person["national_id"]
        born = 1900 + 100 * (int(parts[1]) // 2) + int(parts[2])
        assert born == person["birth_year"]


def test_what_a_person_reads_of_themselves_has_no_word_of_list_a():
    assert words_found([what_the_person_reads(p) for p in PEOPLE], LIST_A) == []


def test_no_case_file_says_anything_of_an_offence():
    # The surname Phạm is the only such syllable: it stays where a name stands.
    told = [{**person, "name": ""} for person in PEOPLE]
    assert words_found(told, NEVER_ANYWHERE) == []


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
