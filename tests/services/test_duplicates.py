"""Two files of one person: found, merged with their seals, and taken back as they were."""

from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_attendance,
    make_consent,
    make_introduction,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import select

from models import (
    NoteKind,
    PersonToken,
    ReturneeSkill,
    Suggestion,
    TodoKind,
    local_today,
)
from services import case_files, consents, duplicates, merging, notes, returnees, todos
from services.case_files import CaseFile, SkillRow
from services.errors import Refused
from services.todos import Readiness

TODAY = local_today()


@pytest.fixture
def by(session):
    return actor_of(make_user(session, communes=(HAC_THANH,)))


def twins(session, **second):
    first = make_returnee(session, national_id="", phone="")
    return first, make_returnee(session, **second)


class TestFinding:
    def test_same_name_and_year_is_a_pair_once(self, session, by):
        first, second = twins(session)
        make_returnee(session, full_name="Nguyễn Văn Khác")
        make_returnee(session, birth_date="1991-05-02", birth_year=1991)
        (pair,) = duplicates.pairs(session, by=by)
        assert {pair.first, pair.second} == {first, second}
        assert pair.same_birth
        assert pair.same_commune

    def test_a_year_alone_is_enough_to_look(self, session, by):
        twins(session, birth_date="")
        (pair,) = duplicates.pairs(session, by=by)
        assert not pair.same_birth

    def test_two_numbers_speak_against_one_person(self, session, by):
        make_returnee(session)
        make_returnee(session)
        assert duplicates.pairs(session, by=by)[0].numbers_differ

    def test_the_other_communes_file_is_told_but_not_opened(self, session, by):
        mine, theirs = twins(session, commune_code=HAM_RONG)
        (pair,) = duplicates.pairs(session, by=by)
        assert (pair.first, pair.second, pair.is_mine) == (mine, theirs, False)

    def test_strangers_of_another_commune_are_nobodys_business(self, session, by):
        make_returnee(session, commune_code=HAM_RONG)
        make_returnee(session, commune_code=HAM_RONG)
        assert duplicates.pairs(session, by=by) == []

    def test_told_apart_they_are_not_shown_again_until_taken_back(self, session, by):
        pair = duplicates.tell_apart(session, *twins(session), by=by)
        assert duplicates.pairs(session, by=by) == []
        duplicates.undo(session, pair, by=by)
        assert len(duplicates.pairs(session, by=by)) == 1


class TestMerging:
    def test_what_only_one_file_says_is_kept(self, session, by):
        first, second = twins(session, desired_work="Thợ nề")
        number = second.national_id
        duplicates.merge(session, first, second, by=by)
        session.commit()
        assert (first.national_id, first.desired_work) == (number, "Thợ nề")
        assert first.summary == "May công nghiệp 3 năm, muốn làm gần nhà."
        assert returnees.find_by_national_id(session, number) == first

    def test_the_other_is_gone_from_lists_and_search(self, session, by):
        first, second = twins(session)
        duplicates.merge(session, first, second, by=by)
        session.commit()
        assert returnees.search(session, "mau", by=by) == [first]
        assert second.merged_into_id == first.id
        tokens = select(PersonToken).where(PersonToken.returnee_id == second.id)
        assert session.scalars(tokens).all() == []

    def test_sealed_rows_open_under_the_kept_files_key(self, session, by):
        first, second = twins(session)
        notes.write(session, second, notes.Said(NoteKind.VISIT, TODAY, "Sửa nhà."), by=by)
        case_files.save(session, second, CaseFile({}, [SkillRow("xây", 2)]), by=by)
        session.commit()
        duplicates.merge(session, first, second, by=by)
        session.commit()
        session.expunge_all()
        ((note, _),) = notes.of_person(session, first)
        assert note.text == "Sửa nhà."
        skill = session.scalars(select(ReturneeSkill)).one()
        assert (skill.name, skill.returnee_id) == ("xây", first.id)

    def test_suggestions_move_unless_the_position_is_there_already(self, session, by):
        first, second = twins(session)
        both, only = make_position(session), make_position(session)
        for person, position in ((first, both), (second, both), (second, only)):
            make_suggestion(session, person, position)
        duplicates.merge(session, first, second, by=by)
        session.commit()
        mine = select(Suggestion.position_id).where(Suggestion.returnee_id == first.id)
        assert set(session.scalars(mine)) == {both.id, only.id}

    def test_papers_that_both_files_tell_of_stay_as_the_kept_file_says(self, session, by):
        first, second = twins(session)
        todos.write(session, first, {TodoKind.ID_CARD: Readiness.NEEDED}, by=by)
        todos.write(session, second, dict.fromkeys(TodoKind, Readiness.READY), by=by)
        duplicates.merge(session, first, second, by=by)
        known = todos.of_person(session, first)
        assert todos.stands(known[TodoKind.ID_CARD]) == Readiness.NEEDED
        assert todos.stands(known[TodoKind.PHONE]) == Readiness.READY

    def test_the_more_careful_file_counts(self, session, by):
        first, second = twins(session, automatic_matching=False, residence_known=False)
        pair = duplicates.merge(session, first, second, by=by)
        assert (first.automatic_matching, first.residence_known) == (False, False)
        duplicates.undo(session, pair, by=by)
        assert (first.automatic_matching, first.residence_known) == (True, True)

    def test_a_no_after_a_yes_is_asked_again_first(self, session, by):
        first, second = twins(session)
        consents.withdraw(session, consents.standing(session, second), by=by)
        with pytest.raises(Refused, match="Hãy hỏi lại"):
            duplicates.merge(session, first, second, by=by)

    def test_one_no_ends_both_yeses_of_a_merged_file(self, session, by):
        first, second = twins(session)
        duplicates.merge(session, first, second, by=by)
        consents.withdraw(session, consents.standing(session, first), by=by)
        assert consents.standing(session, first) is None

    def test_an_introduction_goes_with_its_person(self, session, by):
        first, second = twins(session)
        suggestion = make_suggestion(session, second)
        introduction = make_introduction(session, make_approval(session, suggestion))
        attendance = make_attendance(session, returnee=second)
        duplicates.merge(session, first, second, by=by)
        session.commit()
        assert introduction.returnee_id == suggestion.returnee_id == first.id
        assert (attendance.returnee_id, attendance.code) == (first.id, "48271936")

    def test_taken_back_everything_is_where_it_was(self, session, by):
        first, second = twins(session, desired_work="Thợ nề")
        number = second.national_id
        notes.write(session, second, notes.Said(NoteKind.CALL, TODAY, "Gọi."), by=by)
        pair = duplicates.merge(session, first, second, by=by)
        session.commit()
        duplicates.undo(session, pair, by=by)
        session.commit()
        session.expunge_all()
        first, second = session.get(type(first), first.id), session.get(type(second), second.id)
        assert (first.national_id, first.desired_work, first.phone) == ("", "", "")
        assert (second.national_id, second.merged_into_id, second.erased_at) == (number, None, None)
        assert notes.of_person(session, first) == []
        assert notes.of_person(session, second)[0][0].text == "Gọi."
        assert set(returnees.search(session, "mau", by=by)) == {first, second}

    def test_every_table_of_one_person_is_moved(self):
        names = {table.__tablename__ for table in merging.tables()}
        assert {"notes", "consents", "suggestions", "introductions", "placements"} <= names
        assert "person_tokens" not in names

    def test_a_consent_given_after_the_no_is_no_doubt(self, session, by):
        first, second = twins(session, consented=False)
        make_consent(session, second, given_on=date(2026, 1, 1), withdrawn_on=date(2026, 2, 1))
        consents.standing(session, first).given_on = TODAY - timedelta(1)
        duplicates.merge(session, first, second, by=by)
        assert consents.standing(session, first) is not None
