"""Consents in the browser: lists, one person's, papers."""

from datetime import date, timedelta

from factories import (
    HAC_THANH,
    HAM_RONG,
    make_approval,
    make_consent,
    make_introduction,
    make_returnee,
    make_user,
)
from sqlalchemy import select

from models import (
    Consent,
    ConsentHow,
    OccupationBan,
    SuggestionState,
    local_today,
)
from services import consents
from tests.portal.log_rows import logged

TODAY = local_today()


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
