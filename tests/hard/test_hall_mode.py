"""An event goes out on a laptop and comes home: two databases, two keys, each thing done once."""

import json
import shutil
from datetime import time, timedelta

import pytest
from factories import (
    actor_of,
    make_approval,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_event_table,
    make_position,
    make_returnee,
    make_suggestion,
    make_user,
)
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import Settings
from models import (
    Attendance,
    AttendanceState,
    Event,
    EventAction,
    EventState,
    HallAction,
    Introduction,
    Keyring,
    Move,
    Returnee,
    Role,
    Talk,
    TalkState,
    crypto,
    local_today,
    utcnow,
)
from portal import create_app
from portal.commands.hall import hall as hall_commands
from portal.database import make_engine
from services import checkin, hall_actions, hall_pack, hall_return, talks, timetable
from services.errors import Refused
from services.hall_actions import Verb

pytestmark = pytest.mark.sqlite
UNTIL = utcnow() + timedelta(hours=6)


class Hall:
    """Home and laptop, each under its own key; `at` switches between them."""

    def __init__(self, installation, template, folder):
        self.home_key, self.pack_key = crypto.keyring(), None
        self.home = Session(make_engine(installation.settings.database_url), expire_on_commit=False)
        path = folder / "laptop.db"
        shutil.copy(template, path)
        self.laptop = Session(make_engine(f"sqlite:///{path}"), expire_on_commit=False)
        self.scene()

    def scene(self):
        self.organiser = actor_of(make_user(self.home, Role.ORGANISER))
        firm = make_employer(self.home)
        self.event = make_event(
            self.home, on=local_today(), starts_at=time(13, 30), ends_at=time(16, 30)
        )
        self.event.apply(EventAction.OPEN, by=self.organiser)
        make_event_table(self.home, self.event, firm)
        job = make_position(self.home, firm)
        self.guests = []
        for number in range(3):
            person = make_returnee(
                self.home, full_name=f"Lê Thị Khách {number}", phone="0912000111"
            )
            make_consent(self.home, person)
            make_approval(self.home, make_suggestion(self.home, person, job))
            row = make_attendance(
                self.home, self.event, person, code=f"1234567{number}", number=number + 1
            )
            self.guests.append(row.id)
        morning = utcnow() - timedelta(days=1)
        timetable.plan(self.home, self.event, by=self.organiser, now=morning)
        self.home.commit()

    def take_out(self):
        pack = hall_pack.take_out(self.home, self.event, "Máy 1", UNTIL, by=self.organiser)
        self.home.commit()
        self.pack_key = pack.key
        crypto.use(pack.key)
        hall_pack.write(self.laptop, pack)
        self.laptop.commit()
        return pack

    def do(self, verb, number=0, **says):
        event = self.laptop.scalars(select(Event)).one()
        if verb != Verb.WALK_IN:
            says = {"attendance": str(self.guests[number]), **says}
        done = hall_actions.do(self.laptop, event, verb, says, by=self.organiser)
        self.laptop.commit()
        return done

    def bring_back(self):
        crypto.use(self.pack_key)
        told = json.loads(json.dumps(hall_return.written_down(self.laptop)))
        crypto.use(self.home_key)
        found = hall_return.bring_back(self.home, self.event, told, by=self.organiser)
        self.home.commit()
        return found


@pytest.fixture
def hall(installation, template_database, tmp_path):
    made = Hall(installation, template_database, tmp_path)
    yield made
    made.home.close()
    made.laptop.close()
    crypto.use(made.home_key)


def afternoon(hall):
    """Check two people in, hold a talk with a yes, take in a walk-in."""
    position = str(hall.laptop.scalars(select(Talk)).first().approval.suggestion.position_id)
    hall.do(Verb.CHECK_IN, 0)
    hall.do(Verb.CHECK_IN, 1)
    hall.do(Verb.CALL, 0, position=position)
    hall.do(Verb.NEXT_STEP, 0, position=position, step="interview", reason="")
    firm = str(hall.laptop.scalars(select(Talk)).first().table.employer_id)
    hall.do(Verb.AGREE, 0, position=position, employer=firm, how="spoken", witness="Cô Bảy")
    return hall.do(
        Verb.WALK_IN,
        full_name="Lê Văn Thêm",
        birth_year=1990,
        commune="14797",
        phone="0912",
        witness="Cô Bảy",
    )


def test_while_it_is_out_the_server_reads_only_and_says_with_whom(hall):
    hall.take_out()
    crypto.use(hall.home_key)
    row = hall.home.get(Attendance, hall.guests[0])
    with pytest.raises(Refused, match="ở máy Máy 1 đến"):
        checkin.check_in(hall.home, row, by=hall.organiser)
    with pytest.raises(Refused, match="ở máy Máy 1"):
        timetable.plan(hall.home, hall.event, by=hall.organiser)
    with pytest.raises(Refused, match="máy khác"):
        hall_pack.take_out(hall.home, hall.event, "Máy 2", UNTIL, by=hall.organiser)
    says = {"attendance": str(hall.guests[0]), "likes": [], "call_backs": [], "is_signed": False}
    with pytest.raises(Refused, match="ở máy Máy 1"):
        hall_actions.do(hall.home, hall.event, Verb.SHEET, says, by=hall.organiser)


def test_the_pack_has_the_event_under_its_own_key_and_no_phone_or_id(hall):
    hall.take_out()
    people = hall.laptop.scalars(select(Returnee)).all()
    assert sorted(p.full_name for p in people) == [f"Lê Thị Khách {n}" for n in range(3)]
    assert {p.phone for p in people} == {""}
    assert {p.national_id for p in people} == {""}
    event = hall.laptop.scalars(select(Event)).one()
    scope = select(Attendance)
    assert len(checkin.search(hall.laptop, event, "khach", scope)) == 3
    assert len(checkin.search(hall.laptop, event, "1234 5670", scope)) == 1
    crypto.use(hall.home_key)
    hall.laptop.expunge_all()
    stranger = hall.laptop.scalars(select(Returnee)).first()
    with pytest.raises(crypto.WrongKeyError):
        _ = stranger.full_name


def test_what_was_done_in_the_hall_is_done_once_at_home(hall):
    hall.take_out()
    walked_in = afternoon(hall)
    before = (walked_in.code, walked_in.number)
    found = hall.bring_back()
    assert (found.done, found.known, found.conflicts) == (6, 0, [])
    home = hall.home
    states = [row.state for row in home.scalars(select(Attendance).order_by(Attendance.number))]
    assert states == ["present", "present", "invited", "walk_in"]
    assert home.get(Attendance, walked_in.id).returnee.full_name == "Lê Văn Thêm"
    assert (home.get(Attendance, walked_in.id).code, home.get(Attendance, walked_in.id).number) == (
        before
    )
    assert home.scalar(select(func.count()).select_from(Introduction)) == 1
    assert home.scalars(select(Talk).where(Talk.state == TalkState.HELD)).one().next_step
    assert hall.event.state == EventState.RUNNING
    again = hall.bring_back()
    assert (again.done, again.known, again.conflicts) == (0, 6, [])
    moved = select(func.count()).where(Move.record_id == hall.guests[0], Move.action == "check_in")
    assert home.scalar(moved) == 1


def test_only_what_an_administrator_changed_by_breaking_the_lease_is_a_conflict(hall):
    hall.take_out()
    hall.do(Verb.CHECK_IN, 0)
    hall.do(Verb.CHECK_IN, 1)
    crypto.use(hall.home_key)
    hall_return.break_lease(hall.home, hall.event, "Máy hỏng", by=hall.organiser)
    row = hall.home.get(Attendance, hall.guests[0])
    checkin.check_in(hall.home, row, by=hall.organiser)
    hall.home.commit()
    found = hall.bring_back()
    assert (found.done, [c.payload["attendance"] for c in found.conflicts]) == (
        1,
        [str(hall.guests[0])],
    )
    assert [c.conflict for c in hall_return.conflicts(hall.home, hall.event)] == [
        "Ở máy chủ việc này đã được làm hoặc đã đổi khác."
    ]


def test_a_walk_in_whose_number_home_gave_away_gets_the_next_one(hall):
    hall.take_out()
    walked_in = afternoon(hall)
    crypto.use(hall.home_key)
    hall_return.break_lease(hall.home, hall.event, "Máy hỏng", by=hall.organiser)
    said = checkin.WalkIn("Lê Thị Đến", 1985, "14797", "", "Cô Bảy")
    here = checkin.walk_in(hall.home, hall.event, said, by=hall.organiser)
    hall.home.commit()
    assert here.number == walked_in.number
    assert hall.bring_back().conflicts == []
    assert hall.home.get(Attendance, walked_in.id).number == here.number + 1


def test_after_the_lease_the_key_is_gone(hall):
    hall.take_out()
    crypto.use(hall.home_key)
    hall.bring_back()
    hall_return.end_lease(hall.home, hall.event, by=hall.organiser)
    with pytest.raises(Refused, match="đã hủy"):
        hall_pack.pack_key(hall.event)


def test_a_talk_planned_at_home_is_the_same_talk_in_the_hall(hall):
    hall.take_out()
    crypto.use(hall.pack_key)
    mine = {row.id: (row.slot, row.table_id) for row in hall.laptop.scalars(select(Talk))}
    crypto.use(hall.home_key)
    assert mine == {row.id: (row.slot, row.table_id) for row in hall.home.scalars(select(Talk))}
    assert talks.talks_at(hall.home, hall.event)


def test_the_commands_carry_an_event_out_and_home(hall, installation, tmp_path):
    hall.home.close()
    until = ("--until", "2026-12-15T20:00", "--folder", str(tmp_path))
    run(installation.settings, "take", "--to", "Máy 1", *until)
    laptop = Settings(
        database_url=f"sqlite:///{tmp_path / 'usb' / 'noiviec.db'}",
        key_file=tmp_path / "usb" / "key.json",
        testing=True,
    )
    files = (str(tmp_path / "hoi-nghi.nvpack"), str(tmp_path / "hoi-nghi.nvkey"))
    run(laptop, "open", *files)
    crypto.use(Keyring.load(laptop.key_file))
    with Session(make_engine(laptop.database_url), expire_on_commit=False) as there:
        event = there.scalars(select(Event)).one()
        says = {"attendance": str(hall.guests[0])}
        hall_actions.do(there, event, Verb.CHECK_IN, says, by=hall.organiser)
        there.commit()
    home = str(tmp_path / "ve.nvhall")
    run(laptop, "actions", home)
    assert "Đã làm lại 1 việc" in run(installation.settings, "return", home)
    with installation.session() as session:
        assert session.get(Attendance, hall.guests[0]).state == AttendanceState.PRESENT
        assert session.scalar(select(func.count()).select_from(HallAction)) == 1
    run(laptop, "erase")
    assert not laptop.key_file.exists()


def run(settings, *words):
    """Run `flask hall` on an installation, which brings its own key into use."""
    app = create_app(settings, make_engine(settings.database_url))
    done = app.test_cli_runner().invoke(hall_commands, words)
    assert done.exit_code == 0, done.output
    return done.output
