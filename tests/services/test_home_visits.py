"""A visit typed back: the note, the new fields and the papers at once; permissions to go."""

from datetime import timedelta

import pytest
from factories import HAC_THANH, HAM_RONG, actor_of, make_returnee, make_user
from sqlalchemy import select

from models import AccessLog, NoteKind, Path, Role, TodoKind, local_today
from services import case_history, home_visits, notes, permissions, person_docs, todos
from services.errors import Refused
from services.home_visits import Visit
from services.notes import Said
from services.permissions import Paper
from services.todos import Readiness

TODAY = local_today()


@pytest.fixture
def by(session):
    return actor_of(make_user(session, full_name="Lê Thị Thăm"))


def visit(**changes):
    said = Said(NoteKind.VISIT, TODAY - timedelta(2), "Ở với mẹ.", TODAY + timedelta(5))
    papers = {TodoKind.ID_CARD: Readiness.READY, TodoKind.BANK_ACCOUNT: Readiness.NEEDED}
    return Visit(**{"said": said, "papers": papers} | changes)


class TestVisit:
    def test_one_visit_writes_note_fields_and_papers(self, session, by):
        person = make_returnee(session)
        values = {"barriers": ["transport"], "path": Path.TRAINING, "full_name": "Người Khác"}
        home_visits.record(session, person, visit(values=values), by=by)
        session.commit()
        assert (person.barriers, person.path) == (["transport"], Path.TRAINING)
        assert person.full_name == "Nguyễn Văn Mẫu"
        assert person.first_contact_on == TODAY - timedelta(2)
        known = todos.of_person(session, person)
        assert known[TodoKind.ID_CARD].done_on == TODAY - timedelta(2)
        assert todos.stands(known[TodoKind.BANK_ACCOUNT]) == Readiness.NEEDED
        assert TodoKind.PHONE not in known

    def test_skills_and_bans_are_not_touched(self, session, by):
        person = make_returnee(session)
        before = list(person.skills)
        home_visits.record(session, person, visit(values={"has_vehicle": False}), by=by)
        assert list(person.skills) == before

    def test_what_was_not_asked_stays_as_it_was(self, session, by):
        person = make_returnee(session)
        todos.write(session, person, {TodoKind.PHONE: Readiness.READY}, by=by)
        assert todos.write(session, person, {TodoKind.PHONE: Readiness.UNKNOWN}, by=by) == []
        assert todos.stands(todos.of_person(session, person)[TodoKind.PHONE]) == Readiness.READY

    def test_a_paper_lost_again_is_needed_again(self, session, by):
        person = make_returnee(session)
        todos.write(session, person, {TodoKind.ID_CARD: Readiness.READY}, by=by)
        todos.write(session, person, {TodoKind.ID_CARD: Readiness.NEEDED}, by=by)
        assert todos.of_person(session, person)[TodoKind.ID_CARD].done_on is None


class TestPermission:
    def paper(self, first, last):
        return Paper([HAM_RONG], TODAY + timedelta(first), TODAY + timedelta(last), "12/GP")

    def limited(self, session):
        return make_returnee(session, residence_kind="supervised", commune_code=HAC_THANH)

    def test_the_matching_reads_where_a_paper_lets_one_go_today(self, session, by):
        person = self.limited(session)
        permissions.grant(session, person, self.paper(-3, 3), by=by)
        session.refresh(person)
        doc = person_docs.person_doc(person, [])
        assert doc.residence.permitted == {HAM_RONG}

    @pytest.mark.parametrize(("first", "last"), [(1, 9), (-9, -1)])
    def test_outside_its_days_a_paper_opens_nothing(self, session, by, first, last):
        person = self.limited(session)
        permissions.grant(session, person, self.paper(first, last), by=by)
        session.refresh(person)
        assert person_docs.person_doc(person, []).residence.permitted == frozenset()

    def test_a_paper_taken_back_opens_nothing(self, session, by):
        person = self.limited(session)
        given = permissions.grant(session, person, self.paper(-3, 3), by=by)
        permissions.take_back(session, given, by=by)
        session.refresh(person)
        assert person_docs.person_doc(person, []).residence.permitted == frozenset()

    def test_a_paper_that_ends_before_it_begins_is_refused(self, session, by):
        with pytest.raises(Refused, match="trước ngày bắt đầu"):
            permissions.grant(session, self.limited(session), self.paper(3, 1), by=by)


class TestHistory:
    def test_it_names_who_changed_which_fields_and_never_a_value(self, session, by):
        person = make_returnee(session)
        home_visits.record(session, person, visit(values={"desired_work": "Thợ xây"}), by=by)
        session.commit()
        changes = case_history.of_person(session, person, by=by)
        assert {change.who for change in changes} == {"Lê Thị Thăm"}
        assert "desired_work" in {name for change in changes for name in change.fields}
        logged = session.scalars(select(AccessLog.fields)).all()
        assert not any("xây" in name for fields in logged for name in fields)

    def test_police_read_changes_of_limits_alone(self, session, by):
        person = make_returnee(session)
        notes.write(session, person, Said(NoteKind.CALL, TODAY, "Đã gọi."), by=by)
        permissions.grant(session, person, Paper([HAM_RONG], TODAY, TODAY), by=by)
        police = actor_of(make_user(session, Role.POLICE))
        fields = [c.fields for c in case_history.of_person(session, person, by=police)]
        assert fields == [("work_permission",)]
