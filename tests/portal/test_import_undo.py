"""An import is taken back, but for what was worked on."""

from factories import make_consent, make_returnee
from sqlalchemy import func, select
from workbook_lists import people_file, person, position, positions_file

from models import (
    Employer,
    Position,
    Returnee,
)
from tests.portal.uploads import apply, bring


def test_undo_takes_everything_back_but_what_was_worked_on(client, session, importer):
    known = make_returnee(
        session,
        consented=False,
        full_name="Lê Văn Mẫu C",
        national_id="038090000003",
        birth_date="1990-05-03",
        phone="0909999999",
    )
    here = bring(client, people_file(person(1), person(2), person(3)))
    apply(client, here)
    worked_on = session.scalars(
        select(Returnee).where(Returnee.id != known.id).order_by(Returnee.created_at)
    ).first()
    worked_on.phone = "0933333333"
    session.commit()
    client.submit(f"{here}/undo", back=here)
    page = client.get(here).text
    assert "trừ 1 dòng đã có người sửa" in page
    assert "Dòng không hoàn tác" in page
    session.expire_all()
    left = session.scalars(select(Returnee)).all()
    assert {p.id for p in left} == {known.id, worked_on.id}
    assert known.phone == "0909999999"
    assert known.skills == []


def test_undo_twice_is_answered_plainly(client, session, importer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    for _ in range(2):
        client.submit(f"{here}/undo", back=here)
    assert "Việc này đã có người làm rồi" in client.get(here).text


def test_a_person_with_a_consent_since_is_not_undone(client, session, importer):
    here = bring(client, people_file(person(1)))
    apply(client, here)
    make_consent(session, session.scalars(select(Returnee)).one())
    client.submit(f"{here}/undo")
    assert session.scalar(select(func.count()).select_from(Returnee)) == 1


def test_undone_positions_take_their_new_firm_with_them(client, session, importer):
    here = bring(client, positions_file(position(1)), kind="positions")
    apply(client, here)
    client.submit(f"{here}/undo")
    assert session.scalar(select(func.count()).select_from(Position)) == 0
    assert session.scalar(select(func.count()).select_from(Employer)) == 0
