"""The list of case files: search, filters, log; and what police never see there."""

from datetime import date

import pytest
from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_approval,
    make_returnee,
    make_suggestion,
    make_user,
)
from queries import counted, failing
from sqlalchemy import select

from models import (
    OccupationBan,
    Path,
    PersonToken,
    Returnee,
    Role,
)
from services import consents
from tests.portal.log_rows import logged


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
