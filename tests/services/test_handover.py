"""Files change communes by two yeses; a colleague stands in from a day to a day."""

from datetime import timedelta

import pytest
from factories import HAC_THANH, HAM_RONG, actor_of, make_returnee, make_user
from sqlalchemy import select

from models import (
    Handover,
    HandoverReason,
    HandoverState,
    ImportKind,
    Move,
    Role,
    local_today,
)
from services import accounts, cover, handover, importing, my_work, returnees, scope
from services.cover import Leave
from services.errors import Refused
from services.handover import Way
from tests.services.workbook_files import xlsx

TODAY = local_today()
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Nơi cư trú", "Nghề")
LISTED = (1, "Nguyễn Văn Mẫu", "02/05/1990", "038090123456", "Phường Hạc Thành, Thanh Hóa", "xây")


@pytest.fixture
def here(session):
    return actor_of(make_user(session, communes=(HAC_THANH,)))


@pytest.fixture
def there(session):
    return actor_of(make_user(session, communes=(HAM_RONG,)))


def offered(session, here):
    person = make_returnee(session, counselor_id=here.user_id)
    return handover.ask(session, person, Way(HAM_RONG, note="Về nhà vợ."), by=here)


def test_the_file_moves_when_the_other_side_accepts(session, here, there):
    row = offered(session, here)
    (line,) = my_work.section(session, "handovers", my_work.asked(there)).lines
    assert line.record_id == row.id
    assert my_work.section(session, "handovers", my_work.asked(here)).total == 0
    handover.accept(session, row, by=there)
    session.commit()
    person = row.returnee
    assert (person.commune_code, person.counselor_id) == (HAM_RONG, None)
    assert session.scalars(scope.visible_returnees(here)).all() == []
    assert returnees.search(session, "mau", by=there) == [person]


def test_nobody_answers_their_own_offer(session, here):
    row = offered(session, here)
    with pytest.raises(Refused, match="chờ xã bên kia"):
        handover.accept(session, row, by=here)


def test_a_refusal_says_why_and_moves_nothing(session, here, there):
    row = offered(session, here)
    handover.refuse(session, row, "Không cư trú ở đây.", by=there)
    assert (row.state, row.refusal) == (HandoverState.REFUSED, "Không cư trú ở đây.")
    assert row.returnee.commune_code == HAC_THANH
    move = session.scalars(select(Move).where(Move.record_id == row.id)).one()
    assert (move.reason, "Không cư trú".encode() in row.refusal_ct) == (None, False)


def test_one_way_at_a_time_and_only_elsewhere(session, here):
    row = offered(session, here)
    with pytest.raises(Refused, match="đang chờ chuyển"):
        handover.ask(session, row.returnee, Way(HAM_RONG), by=here)
    handover.withdraw(session, row, by=here)
    with pytest.raises(Refused, match="đã ở xã này"):
        handover.ask(session, row.returnee, Way(HAC_THANH), by=here)


def test_a_question_is_answered_by_the_holder(session, here, there):
    person = make_returnee(session, commune_code=HAM_RONG)
    way = Way(HAC_THANH, HandoverReason.LISTED_TWICE, gives=False)
    row = handover.ask(session, person, way, by=here)
    assert handover.answers(row, there)
    assert not handover.answers(row, here)
    handover.accept(session, row, by=there)
    assert person.commune_code == HAC_THANH


class TestCover:
    def test_a_colleague_opens_my_communes_in_those_days_only(self, session, here, there):
        colleague = session.get(type(make_user(session)), there.user_id)
        leave = Leave(TODAY + timedelta(1), TODAY + timedelta(5))
        (given,) = cover.give(session, colleague, leave, by=here)
        assert given.commune_code == HAC_THANH
        session.refresh(colleague)
        for day, covered in ((0, False), (1, True), (5, True), (6, False)):
            held = colleague.current_assignments(TODAY + timedelta(day))
            assert (given in held) is covered
        assert cover.given(session, by=here) == [given]

    def test_a_cover_ends_at_once(self, session, here, there):
        colleague = session.get(type(make_user(session)), there.user_id)
        (given,) = cover.give(session, colleague, Leave(TODAY, TODAY), by=here)
        cover.end(session, given, by=here)
        session.refresh(colleague)
        assert given not in colleague.current_assignments()

    def test_what_one_covers_is_not_passed_on(self, session, here, there):
        user = session.get(type(make_user(session)), here.user_id)
        cover.give(session, user, Leave(TODAY, TODAY), by=there)
        assert cover.own_communes(session, here.user_id) == [HAC_THANH]

    @pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 2), (0, 200)])
    def test_odd_days_are_refused(self, session, here, there, first, last):
        colleague = session.get(type(make_user(session)), there.user_id)
        leave = Leave(TODAY + timedelta(first), TODAY + timedelta(last))
        with pytest.raises(Refused, match="3 tháng"):
            cover.give(session, colleague, leave, by=here)

    def test_only_a_counselor_stands_in(self, session, here):
        police = make_user(session, Role.POLICE, communes=(HAM_RONG,))
        accounts.give_role(session, police, Role.POLICE, commune_code=HAC_THANH)
        with pytest.raises(Refused, match="cán bộ tư vấn khác"):
            cover.give(session, police, Leave(TODAY, TODAY), by=here)


def test_a_person_of_two_communes_workbooks_is_asked_for_once(session, here):
    person = make_returnee(session, commune_code=HAM_RONG, national_id="038090123456")
    for _ in range(2):
        data = xlsx([HEADINGS, LISTED])
        upload = importing.prepare(ImportKind.RETURNEES, data, "xa.xlsx")
        batch = importing.stage(session, upload, default_province="38", by=here)
        while not importing.read_some(session, batch, by=here):
            pass
        importing.apply(session, batch, by=here)
        session.commit()
    row = session.scalars(select(Handover)).one()
    assert (row.returnee_id, row.to_commune, row.gives) == (person.id, HAC_THANH, False)
    assert person.commune_code == HAM_RONG
