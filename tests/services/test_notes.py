"""Notes are short, and a talk settles the calls that were due."""

from datetime import timedelta

import pytest
from factories import actor_of, make_returnee, make_user

from models import MOST_NOTE, NoteKind, local_today
from services import notes
from services.errors import Refused
from services.notes import Said

TODAY = local_today()


@pytest.fixture
def by(session):
    return actor_of(make_user(session, full_name="Lê Thị Ghi"))


def test_a_note_is_sealed_and_tells_who_wrote_it(session, by):
    person = make_returnee(session)
    notes.write(session, person, Said(NoteKind.VISIT, TODAY, "Đang sửa nhà."), by=by)
    session.commit()
    ((note, who),) = notes.of_person(session, person)
    assert (note.text, who) == ("Đang sửa nhà.", "Lê Thị Ghi")
    assert "sửa nhà".encode() not in note.text_ct


def test_a_long_note_and_a_day_to_come_are_refused(session, by):
    person = make_returnee(session)
    with pytest.raises(Refused, match="200 chữ"):
        notes.write(session, person, Said(NoteKind.CALL, TODAY, "a" * (MOST_NOTE + 1)), by=by)
    with pytest.raises(Refused, match="chưa đến"):
        notes.write(session, person, Said(NoteKind.CALL, TODAY + timedelta(1), "a"), by=by)


def test_an_earlier_talk_written_later_is_the_first_contact(session, by):
    person = make_returnee(session)
    notes.write(session, person, Said(NoteKind.CALL, TODAY, "Gọi."), by=by)
    notes.write(session, person, Said(NoteKind.VISIT, TODAY - timedelta(4), "Đến nhà."), by=by)
    assert person.first_contact_on == TODAY - timedelta(4)
