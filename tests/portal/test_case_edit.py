"""A case file made and changed on one page."""

import uuid
from datetime import date

from factories import (
    HAM_RONG,
    make_returnee,
)
from sqlalchemy import func, select

from models import (
    Returnee,
)
from tests.portal.log_rows import logged


def as_typed(returnee, **changes):
    return {
        "version": str(returnee.version),
        "full_name": returnee.full_name,
        "birth_date": "02/05/1990",
        "commune_code": returnee.commune_code,
        "national_id": returnee.national_id,
        "phone": returnee.phone,
        "path": "work",
        "education": "",
        "return_basis": "",
        "residence_kind": "",
        "summary": returnee.summary,
        "has_vehicle": "y",
        "automatic_matching": "y",
        "residence_known": "y",
        **changes,
    }


class TestEdit:
    def test_a_file_is_changed_on_one_page(self, session, desk, counselor):
        returnee = make_returnee(session)
        url = f"/counselor/people/{returnee.id}/edit"
        assert 'value="Nguyễn Văn Mẫu"' in desk.get(url).text
        answer = desk.submit(
            url,
            **as_typed(
                returnee,
                full_name="Nguyễn Văn Mới",
                wage_expected="7.500.000",
                licences=["A1", "welding_3G"],
                shifts_ok=["day", "night"],
                needs=["room"],
                education="vocational",
                return_basis="pardoned",
                is_mine="y",
                residence_kind="supervised",
                residence_until="01/02/2028",
                residence_places="Phường Hàm Rồng",
                **{
                    "skills-0-name": "hàn điện",
                    "skills-0-years": "2,5",
                    "skills-0-level": "skilled",
                    "skills-1-name": "",
                    "skills-1-level": "working",
                    "bans-0-isco_prefix": "54",
                    "bans-0-until": "31/12/2027",
                },
            ),
        )
        assert answer.location == f"/counselor/people/{returnee.id}"
        session.expunge_all()
        saved = session.get_one(Returnee, returnee.id)
        assert saved.full_name == "Nguyễn Văn Mới"
        assert (saved.wage_expected, saved.licences) == (7_500_000, ["A1", "welding_3G"])
        assert (saved.education, saved.return_basis) == ("vocational", "pardoned")
        assert (saved.shifts_ok, saved.needs) == (["day", "night"], ["room"])
        assert [(s.name, s.years, s.level) for s in saved.skills] == [("hàn điện", 2.5, "skilled")]
        assert [(b.isco_prefix, b.until) for b in saved.bans] == [("54", date(2027, 12, 31))]
        assert (saved.residence_kind, saved.residence_communes) == ("supervised", [HAM_RONG])
        assert saved.counselor_id == counselor.id
        page = desk.get(answer.location).text
        for words in ("Nguyễn Văn Mới", "hàn điện, 2,5 năm", "Quản chế", "Mã nghề 54", "Chỗ ở"):
            assert words in page, words
        assert 'value="2,5"' in desk.get(url).text
        (row,) = logged(session, "change")
        assert {"full_name", "skills", "bans", "residence_kind"} <= set(row.fields)

    def test_saving_without_a_change_writes_nothing(self, session, desk):
        returnee = make_returnee(session, contact_when="buổi tối")
        before = returnee.version
        typed = as_typed(returnee, contact_when="buổi tối")
        desk.submit(f"/counselor/people/{returnee.id}/edit", **typed)
        session.refresh(returnee)
        assert returnee.version == before
        assert logged(session, "change") == []

    def test_errors_come_all_at_once_and_keep_what_was_typed(self, session, desk):
        returnee = make_returnee(session)
        answer = desk.submit(
            f"/counselor/people/{returnee.id}/edit",
            **as_typed(
                returnee,
                full_name="",
                national_id="123",
                birth_date="40/13/1990",
                wage_expected="nhiều",
                residence_places="Xã Không Có Thật",
                **{"skills-0-name": "xây", "skills-0-years": "nhiều", "skills-0-level": "basic"},
            ),
        )
        assert answer.status_code == 422
        for words in (
            "Hãy gõ họ và tên.",
            "Số căn cước có 12 chữ số.",
            "Hãy ghi số tiền bằng số",
            "Xã Không Có Thật",
            'value="40/13/1990"',
            'value="nhiều"',
        ):
            assert words in answer.text, words
        session.refresh(returnee)
        assert returnee.full_name == "Nguyễn Văn Mẫu"

    def test_an_offence_is_never_stored(self, session, desk):
        returnee = make_returnee(session)
        url = f"/counselor/people/{returnee.id}/edit"
        answer = desk.submit(url, **as_typed(returnee, notes="Từng đi tù 3 năm vì trộm cắp"))
        assert answer.status_code == 422
        assert "Hồ sơ không ghi chuyện vi phạm" in answer.text
        session.refresh(returnee)
        assert returnee.notes == ""

    def test_a_colleagues_save_in_between_is_pointed_out(self, session, desk):
        returnee = make_returnee(session)
        url, stale = f"/counselor/people/{returnee.id}/edit", as_typed(returnee)
        desk.submit(url, **as_typed(returnee, desired_work="hàn"))
        answer = desk.submit(url, **stale | {"desired_work": "may"})
        assert answer.status_code == 422
        assert "vừa được người khác sửa" in answer.text
        assert 'value="may"' in answer.text
        session.refresh(returnee)
        assert returnee.desired_work == "hàn"
        assert f'name="version" type="hidden" value="{returnee.version}"' in answer.text
        desk.submit(url, **stale | {"desired_work": "may", "version": str(returnee.version)})
        session.refresh(returnee)
        assert returnee.desired_work == "may"

    def test_a_number_of_someone_else_is_refused(self, session, desk):
        other, returnee = make_returnee(session), make_returnee(session)
        url = f"/counselor/people/{returnee.id}/edit"
        answer = desk.submit(url, **as_typed(returnee, national_id=other.national_id))
        assert answer.status_code == 422
        assert "đã có trong hồ sơ khác" in answer.text

    def test_a_commune_beyond_ones_reach_is_refused(self, session, desk):
        returnee = make_returnee(session)
        url = f"/counselor/people/{returnee.id}/edit"
        assert desk.submit(url, **as_typed(returnee, commune_code="16543")).status_code == 422

    def test_fields_no_form_has_are_ignored(self, session, desk):
        returnee = make_returnee(session)
        url = f"/counselor/people/{returnee.id}/edit"
        desk.submit(url, **as_typed(returnee, erased_at="2026-01-01", state="x"))
        session.refresh(returnee)
        assert returnee.erased_at is None


class TestNew:
    def typed(self, **changes):
        return {
            "full_name": "Lê Thị Mới",
            "birth_year": "1991",
            "commune_code": HAM_RONG,
            "path": "help_first",
            "education": "",
            "return_basis": "",
            "residence_kind": "",
            "automatic_matching": "y",
            "residence_known": "y",
            **changes,
        }

    def test_a_barred_occupation_is_found_by_its_name(self, desk):
        page = desk.get("/counselor/people/new").text
        assert 'list="occupation-codes"' in page
        assert '<option value="7212">Hàn' in page

    def test_a_file_is_made_by_hand(self, desk):
        assert "Chọn xã, phường" in desk.get("/counselor/people/new").text
        answer = desk.submit("/counselor/people/new", **self.typed())
        page = desk.get(answer.location).text
        assert "Lê Thị Mới" in page
        assert "Chưa có đồng ý" in page
        assert "Lê Thị Mới" in desk.get("/counselor/people?q=moi").text

    def test_sent_twice_it_is_made_once(self, session, desk):
        key = str(uuid.uuid4())
        first = desk.submit("/counselor/people/new", once=key, **self.typed())
        second = desk.submit("/counselor/people/new", once=key, **self.typed())
        assert first.location == second.location
        assert session.scalar(select(func.count()).select_from(Returnee)) == 1

    def test_neither_day_nor_year_of_birth_is_an_error(self, desk):
        answer = desk.submit("/counselor/people/new", **self.typed(birth_year=""))
        assert answer.status_code == 422
        assert "Hãy gõ ngày sinh hoặc năm sinh." in answer.text
        assert (
            "Năm sinh chưa đúng"
            in desk.submit("/counselor/people/new", **self.typed(birth_year="1790")).text
        )

    def test_someone_alike_must_be_looked_at_first(self, session, desk):
        known = make_returnee(session, full_name="Lê Thị Mới", birth_year=1991, birth_date="")
        answer = desk.submit("/counselor/people/new", **self.typed())
        assert answer.status_code == 422
        assert f"/counselor/people/{known.id}" in answer.text
        again = desk.submit("/counselor/people/new", **self.typed(same_person_seen="1"))
        assert again.status_code == 303
