"""Case files and consents in the browser: lists, forms, papers, and what police never see."""

import uuid
from datetime import date, timedelta

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_attendance,
    make_consent,
    make_event,
    make_introduction,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted, failing
from sqlalchemy import func, select

from models import (
    AccessLog,
    Consent,
    ConsentHow,
    IntroductionState,
    OccupationBan,
    Path,
    PersonToken,
    Returnee,
    Role,
    SuggestionState,
    local_today,
)
from services import consents

TODAY = local_today()


def logged(session, action):
    return session.scalars(select(AccessLog).where(AccessLog.action == action)).all()


class TestHome:
    def test_it_counts_what_waits_and_links_there(self, session, desk):
        make_suggestion(session)
        make_returnee(session, consented=False)
        make_returnee(session)
        introduction = make_introduction(session)
        introduction.answer_due_on = TODAY - timedelta(days=1)
        event = make_event(session, on=TODAY + timedelta(days=3))
        make_attendance(session, event, introduction.returnee)
        page = desk.get("/counselor/today").text
        for words in (
            "4 người trong địa bàn",
            "1 đã quá hạn",
            "1 lượt",
            "Đã mời 1 người",
            'href="/review/"',
            'href="/counselor/consents"',
            'href="/counselor/people?match=no"',
            f"/{event.id}",
        ):
            assert words in page, words

    def test_what_was_approved_waits_to_be_introduced(self, session, desk):
        make_approval(session)
        page = desk.get("/counselor/today").text
        assert "Đã duyệt, chờ giới thiệu" in page
        assert "1 việc" in page
        assert 'href="/introductions/"' in page

    def test_the_answers_due_first_are_one_click_away(self, session, desk):
        make_introduction(session, state=IntroductionState.SEEN)
        assert 'href="/introductions/?state=seen"' in desk.get("/counselor/today").text

    def test_nothing_due_is_a_plain_sentence(self, desk):
        assert "Hôm nay không có việc nào đến hạn." in desk.get("/counselor/today").text

    def test_each_line_leads_to_where_it_is_done(self, session, desk):
        person = make_returnee(session, return_date=TODAY - timedelta(days=9))
        page = desk.get("/counselor/today").text
        assert f'href="/counselor/people/{person.id}/contact"' in page
        assert f"Hạn {TODAY - timedelta(days=2):%d/%m/%Y}" in page
        assert "Chưa ai phụ trách" in page

    def test_a_long_section_is_read_page_by_page(self, session, desk):
        for _ in range(26):
            make_returnee(session, return_date=TODAY - timedelta(days=3))
        assert "Xem cả 26" in desk.get("/counselor/today").text
        assert desk.get("/counselor/today/first_contact?page=2").text.count("/contact") == 1
        assert desk.get("/counselor/today/first_contact?page=3").status_code == 404
        assert desk.get("/counselor/today/nonsense").status_code == 404

    def test_two_and_twenty_lines_cost_the_same(self, session, connection, desk):
        costs = []
        desk.get("/counselor/today")
        for more in (2, 18):
            for _ in range(more):
                make_suggestion(
                    session, make_returnee(session, return_date=TODAY - timedelta(days=3))
                )
            with counted(connection) as sent:
                assert desk.get("/counselor/today").status_code == 200
            costs.append(len(sent))
        assert costs[0] == costs[1]

    def test_a_call_is_written_down_and_the_line_is_gone(self, session, desk):
        person = make_returnee(
            session,
            return_date=TODAY - timedelta(days=3),
            contact_whose="của anh trai",
            contact_may_say="chỉ xưng tên",
        )
        url = f"/counselor/people/{person.id}/contact"
        page = desk.get(url).text
        assert "(của anh trai)" in page
        assert "Được nói: chỉ xưng tên" in page
        answer = desk.submit(url, kind="call", on=f"{TODAY:%d/%m/%Y}", text="Hẹn thứ hai ghé xã.")
        assert answer.status_code == 303
        assert url not in desk.get("/counselor/today").text

    def test_a_long_note_is_kept_on_the_page(self, session, desk):
        person = make_returnee(session)
        url = f"/counselor/people/{person.id}/contact"
        long = "x" * 201
        answer = desk.submit(url, kind="call", on=f"{TODAY:%d/%m/%Y}", text=long, call_on="1/1/20")
        assert answer.status_code == 422
        assert long in answer.text

    def test_it_is_where_a_counselor_lands(self, desk):
        assert desk.get("/").location == "/counselor/today"


class TestList:
    def test_names_are_found_without_accents(self, session, desk):
        make_returnee(session, full_name="Nguyễn Thị Hường")
        make_returnee(session, full_name="Lê Văn Khác")
        page = desk.get("/counselor/people?q=huong nguyen").text
        assert "Nguyễn Thị Hường" in page
        assert "Lê Văn Khác" not in page

    def test_inside_a_commune_people_stand_by_given_name(self, session, desk):
        for name in ("Trần Bình", "Lê An", "Đỗ Ánh"):
            make_returnee(session, full_name=name)
        page = desk.get(f"/counselor/people?commune={HAC_THANH}").text
        assert page.index("Lê An") < page.index("Đỗ Ánh") < page.index("Trần Bình")

    def test_across_communes_the_latest_home_stands_first(self, session, desk):
        make_returnee(session, full_name="Lê An", return_date=date(2025, 1, 1))
        make_returnee(session, full_name="Trần Bình", return_date=date(2026, 1, 1))
        make_returnee(session, full_name="Vũ Chưa Rõ")
        page = desk.get("/counselor/people").text
        assert page.index("Trần Bình") < page.index("Lê An") < page.index("Vũ Chưa Rõ")

    @pytest.mark.parametrize(
        ("query", "chip"),
        [
            ("consent=no", "Chưa có đồng ý"),
            ("path=training", "Học nghề"),
            ("match=no", "Chưa có việc phù hợp"),
            (f"commune={HAM_RONG}", "Phường Hàm Rồng"),
        ],
    )
    def test_each_filter_narrows_and_can_be_removed(self, session, desk, query, chip):
        make_returnee(session, full_name="Không Hợp", path=Path.SELF_EMPLOYED)
        make_suggestion(session, session.scalars(select(Returnee)).one())
        wanted = {
            "consent=no": {"consented": False},
            "path=training": {"path": Path.TRAINING},
            "match=no": {},
        }.get(query, {"commune_code": HAM_RONG})
        make_returnee(session, full_name="Đúng Người", **wanted)
        page = desk.get(f"/counselor/people?{query}").text
        assert "Đúng Người" in page
        assert "Không Hợp" not in page
        assert f'class="chip filter-chip" href="/counselor/people">{chip}' in page

    def test_a_chip_keeps_the_other_filters(self, desk):
        page = desk.get("/counselor/people?q=an&path=work").text
        assert 'href="/counselor/people?q=an">Đi làm' in page
        assert 'href="/counselor/people?path=work">Tên có' in page

    def test_unknown_filters_narrow_nothing(self, session, desk):
        make_returnee(session, full_name="Vẫn Đây")
        assert "Vẫn Đây" in desk.get("/counselor/people?path=x&consent=y&page=-3").text
        assert desk.get("/counselor/people?commune=99999").status_code == 200

    def test_too_many_hits_ask_for_one_more_syllable(self, session, desk):
        person = make_returnee(session, full_name="Trần An")
        token = session.scalars(
            select(PersonToken).where(PersonToken.returnee_id == person.id)
        ).all()
        for number in range(201):
            other = Returnee(birth_year=1990, commune_code=HAC_THANH)
            other.full_name = f"Trần An {number}"
            session.add(other)
            session.flush()
            for known in token:
                session.add(
                    PersonToken(
                        returnee_id=other.id,
                        token=known.token,
                        exact=known.exact,
                        commune_code=HAC_THANH,
                    )
                )
        session.commit()
        assert "Hãy gõ thêm một tiếng nữa" in desk.get("/counselor/people?q=tran an").text

    def test_twenty_cost_as_much_as_two(self, app, session, connection, counselor):
        def cost(address):
            client = app.test_client().sign_in(counselor)
            client.get(address)
            with counted(connection) as sent:
                assert client.get(address).status_code == 200
            return len(sent)

        addresses = ("/counselor/people", f"/counselor/people?commune={HAC_THANH}&q=mau")
        for _ in range(2):
            make_suggestion(session)
        two = [cost(address) for address in addresses]
        for _ in range(18):
            make_suggestion(session)
        assert [cost(address) for address in addresses] == two

    def test_every_name_shown_is_written_down(self, session, desk):
        people = {make_returnee(session).id for _ in range(3)}
        desk.get("/counselor/people")
        assert {row.subject_id for row in logged(session, "view")} == people

    def test_no_list_without_its_log_rows(self, session, connection, desk):
        make_returnee(session, full_name="Không Lộ")
        with (
            failing(connection, "INSERT INTO access_log"),
            pytest.raises(OSError, match="disk full"),
        ):
            desk.get("/counselor/people")


class TestPolice:
    @pytest.fixture
    def police(self, app, session):
        return app.test_client().sign_in(make_user(session, Role.POLICE, communes=(HAC_THANH,)))

    def test_they_read_status_and_limits_and_nothing_of_the_work(self, session, police):
        returnee = make_returnee(
            session, desired_work="may gần nhà", notes="Mẹ ốm.", health_limits="đau lưng"
        )
        returnee.bans.append(OccupationBan(isco_prefix="5414"))
        make_approval(session, make_suggestion(session, returnee))
        page = police.get(f"/counselor/people/{returnee.id}").text
        assert "Mã nghề 5414" in page
        assert returnee.national_id in page
        for hidden in ("may gần nhà", "Mẹ ốm", "đau lưng", "Công nhân may", "Đồng ý", "Gợi ý"):
            assert hidden not in page, hidden
        (row,) = logged(session, "view")
        assert row.role == "police"
        assert "summary" not in row.fields

    def test_a_withdrawn_consent_looks_like_none_was_ever_asked(self, session, police):
        asked = make_returnee(session)
        consents.withdraw(
            session, consents.standing(session, asked), by=actor_of(make_user(session))
        )
        session.commit()
        page = police.get("/counselor/people?consent=no&match=no").text
        assert asked.full_name in page
        assert "đồng ý" not in page.lower()

    def test_they_change_nothing(self, session, police):
        returnee = make_returnee(session)
        assert police.get(f"/counselor/people/{returnee.id}/edit").status_code == 403
        assert police.get(f"/counselor/people/{returnee.id}/consents").status_code == 403
        assert police.get("/counselor/people/new").status_code == 403


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


class TestConsents:
    def test_a_communes_papers_are_recorded_in_one_go(self, session, desk):
        people = [make_returnee(session, consented=False, full_name=n) for n in ("Lê An", "Vũ Bé")]
        other = make_returnee(session, consented=False, full_name="Chưa Ký")
        url = f"/counselor/consents?commune={HAC_THANH}"
        page = desk.get(url).text
        assert page.index("Lê An") < page.index("Vũ Bé") < page.index("Chưa Ký")
        assert "checked" not in page
        answer = desk.submit(
            url, signed=[str(person.id) for person in people], given_on="03/11/2026"
        )
        assert "Đã ghi đồng ý của 2 người. Mở mục Gợi ý" in desk.get(answer.location).text
        given = session.scalars(select(Consent)).all()
        assert {c.returnee_id for c in given} == {person.id for person in people}
        assert {(c.given_on, c.how) for c in given} == {(date(2026, 11, 3), ConsentHow.PAPER)}
        assert other.full_name in desk.get(url).text

    def test_nobody_ticked_or_no_day_is_an_error(self, session, desk):
        make_returnee(session, consented=False)
        answer = desk.submit(f"/counselor/consents?commune={HAC_THANH}")
        assert answer.status_code == 422
        assert "Chưa chọn ai." in answer.text
        assert "Hãy ghi ngày ký." in answer.text
        future = f"{TODAY + timedelta(days=1):%d/%m/%Y}"
        late = desk.submit(f"/counselor/consents?commune={HAC_THANH}", given_on=future)
        assert "chưa đến" in late.text

    def test_ticks_survive_an_error(self, session, desk):
        person = make_returnee(session, consented=False)
        answer = desk.submit(
            f"/counselor/consents?commune={HAC_THANH}", signed=[str(person.id)], given_on="x"
        )
        assert answer.status_code == 422
        assert "checked" in answer.text

    def test_a_person_of_another_commune_is_not_recorded(self, session, desk):
        far = make_returnee(session, consented=False, commune_code="16543")
        here = make_returnee(session, consented=False)
        url = f"/counselor/consents?commune={HAC_THANH}"
        desk.submit(url, signed=[str(far.id), str(here.id)], given_on="03/11/2026")
        assert session.scalars(select(Consent.returnee_id)).all() == [here.id]
        assert desk.get("/counselor/consents?commune=16543").status_code == 404
        assert desk.get("/counselor/consents/16543/forms").status_code == 404

    def test_communes_with_waiting_people_are_listed(self, session, desk):
        make_returnee(session, consented=False, commune_code=HAM_RONG)
        page = desk.get("/counselor/consents").text
        assert "Phường Hàm Rồng" in page
        assert "1 người" in page

    def test_one_persons_yes_is_recorded_with_a_witness(self, session, desk):
        returnee = make_returnee(session, consented=False)
        url = f"/counselor/people/{returnee.id}/consents"
        assert "checked" not in desk.get(url).text
        missing = desk.submit(url, how="spoken", given_on="03/11/2026")
        assert missing.status_code == 422
        assert "Hãy ghi tên người chứng kiến." in missing.text
        desk.submit(url, how="spoken", given_on="03/11/2026", witness="Bà Mận")
        page = desk.get(url).text
        assert "Bà Mận" in page
        assert "Còn hiệu lực" in page

    def test_a_yes_is_withdrawn_and_the_cards_end(self, session, desk):
        suggestion = make_approval(session).suggestion
        returnee = suggestion.returnee
        consent = consents.standing(session, returnee)
        url = f"/counselor/people/{returnee.id}/consents"
        assert "Rút đồng ý" in desk.get(url).text
        answer = desk.submit(f"{url}/{consent.id}/withdraw")
        assert "Đã rút" in desk.get(answer.location).text
        session.refresh(suggestion)
        assert suggestion.state == SuggestionState.LAPSED
        assert desk.submit(f"{url}/{consent.id}/withdraw").status_code == 303

    def test_a_consent_of_someone_else_is_not_found(self, session, desk):
        returnee, other = make_returnee(session), make_returnee(session)
        consent = consents.standing(session, other)
        url = f"/counselor/people/{returnee.id}/consents/{consent.id}/withdraw"
        assert desk.submit(url).status_code == 404

    def test_the_history_names_the_firms(self, session, desk):
        introduction = make_introduction(session)
        returnee = introduction.returnee
        page = desk.get(f"/counselor/people/{returnee.id}/consents").text
        assert introduction.employer.name in page
        assert "Cho doanh nghiệp biết tên" in page

    def test_the_form_to_sign_is_printed_for_one_and_for_all(self, session, desk):
        people = [make_returnee(session, consented=False) for _ in range(3)]
        one = desk.get(f"/counselor/people/{people[0].id}/consent-form").text
        assert one.count('class="sheet"') == 1
        for words in ("tự nguyện", "nhạy cảm", "Rút đồng ý", "không muốn phần mềm", "2026-11"):
            assert words in one, words
        everyone = desk.get(f"/counselor/consents/{HAC_THANH}/forms").text
        assert everyone.count('class="sheet"') == 3
        assert len(logged(session, "print")) == 4

    def test_nobody_waiting_prints_nothing(self, session, desk):
        make_returnee(session)
        assert desk.get(f"/counselor/consents/{HAC_THANH}/forms").status_code == 303


def test_a_case_file_leads_to_what_may_be_done_next(session, desk):
    suggestion = make_approval(session).suggestion
    person = suggestion.returnee
    introduction = make_introduction(session, returnee=person)
    person.bans.append(OccupationBan(isco_prefix="7212"))
    session.flush()
    page = desk.get(f"/counselor/people/{person.id}").text
    assert f'href="/introductions/new/{suggestion.id}"' in page
    assert f'href="/introductions/{introduction.id}"' in page
    assert f'href="/sponsoring/people/{person.id}"' in page
    assert "Mã nghề 7212 (Hàn" in page


def test_a_file_of_another_commune_is_not_found(app, session):
    returnee = make_returnee(session)
    make_consent(session, returnee)
    other = app.test_client().sign_in(make_user(session, communes=(HAM_RONG,)))
    for tail in ("", "/edit", "/consents", "/consent-form"):
        assert other.get(f"/counselor/people/{returnee.id}{tail}").status_code == 404, tail
    assert other.submit(f"/counselor/people/{returnee.id}/edit").status_code == 404
    assert other.submit(f"/counselor/people/{returnee.id}/consents").status_code == 404
