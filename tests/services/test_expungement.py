"""A forecast only when nothing is unknown; once confirmed, one role alone still reads."""

from dataclasses import replace
from datetime import date

import pytest
from factories import HAC_THANH, actor_of, make_returnee, make_user

from models import OccupationBan, Role, local_today
from services import case_history, expungement, person_docs
from services.errors import Refused
from services.expungement import Facts, Known, Sentence

TODAY = date(2026, 11, 24)
WHOLE = Facts(
    sentence=Sentence.UP_TO_5,
    completed_on=date(2025, 3, 10),
    has_extra=Known.NO,
    duties_done=Known.YES,
    excluded_chapter=Known.NO,
    new_offence=Known.NO,
)


@pytest.fixture
def police(session):
    return actor_of(make_user(session, Role.POLICE, communes=(HAC_THANH,)))


@pytest.mark.parametrize(
    ("sentence", "after"),
    [
        (Sentence.NO_PRISON, date(2026, 3, 10)),
        (Sentence.UP_TO_5, date(2027, 3, 10)),
        (Sentence.OVER_5_TO_15, date(2028, 3, 10)),
        (Sentence.OVER_15, date(2030, 3, 10)),
    ],
)
def test_the_term_is_the_articles(sentence, after):
    found = expungement.forecast(replace(WHOLE, sentence=sentence), TODAY)
    assert found.after == after
    assert "Điều 70" in found.article


def test_a_longer_additional_penalty_moves_the_end():
    longer = replace(WHOLE, has_extra=Known.YES, extra_until=date(2028, 1, 1))
    assert expungement.forecast(longer, TODAY).after == date(2028, 1, 1)
    shorter = replace(WHOLE, has_extra=Known.YES, extra_until=date(2026, 1, 1))
    assert expungement.forecast(shorter, TODAY).after == date(2027, 3, 10)


def test_a_leap_day_ends_on_the_last_of_february():
    leap = replace(WHOLE, sentence=Sentence.NO_PRISON, completed_on=date(2024, 2, 29))
    assert expungement.forecast(leap, TODAY).after == date(2025, 2, 28)


@pytest.mark.parametrize(
    "unknown",
    [
        {"sentence": None},
        {"completed_on": None},
        {"has_extra": Known.UNKNOWN},
        {"has_extra": Known.YES},
        {"duties_done": Known.UNKNOWN},
        {"excluded_chapter": Known.UNKNOWN},
        {"new_offence": Known.UNKNOWN},
    ],
)
def test_anything_unknown_gives_no_day_and_says_what_to_ask(unknown):
    found = expungement.forecast(replace(WHOLE, **unknown), TODAY)
    assert found.after is None
    assert found.why_not.startswith("Chưa rõ")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"excluded_chapter": Known.YES}, "Tòa án"),
        ({"new_offence": Known.YES}, "tính lại"),
        ({"duties_done": Known.NO}, "nghĩa vụ"),
        ({"excluded_chapter": Known.YES, "sentence": None}, "Tòa án"),
    ],
)
def test_the_excluded_get_no_day_whatever_else_is_known(facts, words):
    found = expungement.forecast(replace(WHOLE, **facts), TODAY)
    assert found.after is None
    assert words in found.why_not


def test_before_the_law_there_is_no_term():
    assert expungement.forecast(WHOLE, date(2017, 1, 1)).after is None


def test_the_facts_lie_sealed_and_come_back_as_written(session, police):
    person = make_returnee(session)
    facts = replace(WHOLE, has_extra=Known.YES, extra_until=date(2027, 5, 6))
    expungement.write(session, person, facts, by=police)
    session.commit()
    session.expunge_all()
    again = session.get(type(person), person.id)
    assert expungement.facts_of(again) == facts
    assert b"2025-03-10" not in again.expungement_ct


def test_a_counselor_writes_none_of_it(session):
    by = actor_of(make_user(session))
    person = make_returnee(session)
    for act in (
        lambda: expungement.write(session, person, WHOLE, by=by),
        lambda: expungement.confirm(session, person, local_today(), by=by),
        lambda: expungement.take_back(session, person, by=by),
    ):
        with pytest.raises(Refused, match="công an xã"):
            act()


def test_confirmed_the_facts_are_gone_and_the_rules_forget_the_limits(session, police):
    person = make_returnee(session, residence_kind="supervised")
    person.bans.append(OccupationBan(isco_prefix="75"))
    expungement.write(session, person, WHOLE, by=police)
    expungement.confirm(session, person, local_today(), by=police)
    session.commit()
    assert person.expungement == ""
    doc = person_docs.person_doc(person, person.consents)
    assert (doc.residence, doc.barred_occupations) == (None, ())


def test_who_may_not_read_it_does_not_read_that_it_was_written(session, police):
    person = make_returnee(session)
    expungement.write(session, person, WHOLE, by=police)
    expungement.confirm(session, person, local_today(), by=police)
    session.commit()
    counselor = actor_of(make_user(session))
    told = {n for c in case_history.of_person(session, person, by=counselor) for n in c.fields}
    assert told == set()
    assert not expungement.is_hidden(person, police)
    assert expungement.is_hidden(person, counselor)
