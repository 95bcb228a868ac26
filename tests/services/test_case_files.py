"""Case files: only named fields are written, people stay findable, each change is written down."""

from datetime import date

from factories import HAM_RONG, make_approval, make_returnee, make_suggestion
from sqlalchemy import select

from models import AccessLog, Education, Path, Returnee, SuggestionState
from services import case_files, returnees
from services.case_files import BanRow, CaseFile, SkillRow

NEW = {
    "full_name": "Lê Thị Mới",
    "birth_year": 1991,
    "birth_date": "1991-03-04",
    "national_id": "038191000999",
    "commune_code": HAM_RONG,
    "summary": "Biết may.",
    "path": Path.WORK,
}


def log_of(session, returnee):
    rows = select(AccessLog).where(AccessLog.subject_id == returnee.id).order_by(AccessLog.at)
    return [(row.action, row.fields) for row in session.scalars(rows)]


def test_a_new_person_is_found_by_name_and_number(session, by):
    made = case_files.create(session, CaseFile(NEW, [SkillRow("may công nghiệp", 2)]), by=by)
    session.commit()
    session.expunge_all()
    (found,) = returnees.search(session, "thi moi", by=by)
    assert found.id == made.id
    assert found.summary == "Biết may."
    assert returnees.find_by_national_id(session, "038191000999").id == made.id
    assert [(s.name, s.code, s.years) for s in found.skills] == [
        ("may công nghiệp", "may-cong-nghiep", 2.0)
    ]
    ((action, fields),) = log_of(session, made)
    assert action == "create"
    assert "full_name" in fields


def test_only_what_changed_is_written_down(session, by):
    returnee = make_returnee(session)
    values = {"summary": "Hàn điện 2 năm.", "education": Education.PRIMARY, "phone": "0900000001"}
    changed = case_files.save(session, returnee, CaseFile(values), by=by)
    assert sorted(changed) == ["education", "summary"]
    assert log_of(session, returnee) == [("change", ["education", "summary"])]


def test_saving_the_same_again_writes_nothing(session, by):
    returnee = make_returnee(session)
    content = CaseFile({}, [SkillRow("hàn điện", 1)], [BanRow("5414", date(2027, 1, 1))])
    case_files.save(session, returnee, content, by=by)
    session.commit()
    version = returnee.version
    assert case_files.save(session, returnee, content, by=by) == []
    session.commit()
    assert returnee.version == version
    assert len(log_of(session, returnee)) == 1


def test_fields_that_no_form_has_are_not_written(session, by):
    returnee = make_returnee(session)
    case_files.save(session, returnee, CaseFile({"erased_at": 1, "national_id_hmac": b"x"}), by=by)
    assert returnee.erased_at is None


def test_a_changed_name_is_found_and_the_old_one_is_not(session, by):
    returnee = make_returnee(session, full_name="Phạm Thị Cũ")
    case_files.save(session, returnee, CaseFile({"full_name": "Phạm Thị Khác"}), by=by)
    assert returnees.search(session, "khác", by=by) == [returnee]
    assert returnees.search(session, "cũ", by=by) == []


def test_skills_and_bans_are_replaced_whole(session, by):
    returnee = make_returnee(session)
    first = CaseFile({}, [SkillRow("hàn điện", 1), SkillRow("xây", 2)], [BanRow("54")])
    case_files.save(session, returnee, first, by=by)
    session.commit()
    case_files.save(session, returnee, CaseFile({}, [SkillRow("xây", 3, "skilled")], []), by=by)
    session.commit()
    session.expunge_all()
    again = session.get(Returnee, returnee.id)
    assert [(s.name, s.years, s.level) for s in again.skills] == [("xây", 3.0, "skilled")]
    assert again.bans == []


def test_who_wants_no_automatic_suggestions_loses_the_proposals_only(session, by):
    returnee = make_returnee(session)
    proposed = make_suggestion(session, returnee)
    approved = make_approval(session, make_suggestion(session, returnee)).suggestion
    case_files.save(session, returnee, CaseFile({"automatic_matching": False}), by=by)
    assert proposed.state == SuggestionState.LAPSED
    assert approved.state == SuggestionState.APPROVED


def test_a_national_id_belongs_to_one_person(session):
    returnee = make_returnee(session, national_id="038090555555")
    assert case_files.same_national_id(session, "038090555555", None)
    assert not case_files.same_national_id(session, "038090555555", returnee)
    assert not case_files.same_national_id(session, "", None)


def test_the_same_name_and_birth_is_pointed_out(session, by):
    returnee = make_returnee(session, full_name="Trần Văn Trùng")
    found = case_files.likely_same(session, "trần văn trùng", "1990-05-02", 1990, by=by)
    assert found == returnee
    assert case_files.likely_same(session, "Trần Văn Trùng", "1990-05-03", 1990, by=by) is None
