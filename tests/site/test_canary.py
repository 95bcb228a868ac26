"""Nothing of a person reaches a firm before they said yes to it, nor after it said no.

A person is planted whose every fact is a word found nowhere else; then each firm's whole site is
read, page by page and file by file, and searched for those words.
"""

import re
from urllib.parse import urlsplit

import pytest
from factories import (
    make_approval,
    make_attendance,
    make_event_table,
    make_returnee,
    make_suggestion,
)
from server import Person
from sqlalchemy import select

from models import (
    Channel,
    ConsentHow,
    Event,
    Interest,
    Pledge,
    Position,
    PositionState,
    Role,
    Suggestion,
    Talk,
    local_today,
)
from services import firm_consents, introductions, sponsorships
from services.demo import DEMO_PASSWORD
from services.demo.loading import actor_of
from tests.site.scenery import COUNSELOR, FIRM, firm_of, user

pytestmark = pytest.mark.sqlite
SHEET = Channel.SHEET
OTHER_FIRM = "doanhnghiep.giay"
NAME, PHONE = "Ngụy Thị Vọng Khuê", "0987650123"
SECRETS = {
    "national_id": "038094777321",
    "address": "Xóm Lưng Voi Khuất",
    "summary": "Quen máy vắt sổ Juki, ngại hơi keo Vaxulin",
    "notes": "Chú ruột là Bằng Vaxolan",
    "health_limits": "Tránh bụi Vaxomit",
}
CANARIES = [NAME, "Vọng Khuê", PHONE, "038094777321", "Lưng Voi", "Vaxulin", "Vaxolan"]
CANARIES += ["Vaxomit"]
ONCE = "01900000-0000-7000-8000-000000000001"


@pytest.fixture
def planted(own_site):
    """Plant the person: cleared for a job of the firm, likes it, helped by it, a talk planned."""
    with own_site.installation.session() as session:
        officer = user(session, COUNSELOR)
        person = make_returnee(
            session, full_name=NAME, phone=PHONE, commune_code="15925", **SECRETS
        )
        suggestion = make_suggestion(session, person, _of_firm(session, Position, is_open()))
        approval = make_approval(session, suggestion, by=officer)
        _bring_to_event(session, suggestion, approval)
        pledge = _of_firm(session, Pledge, Pledge.amount_vnd.is_(None))
        sponsorships.match(session, pledge, person, by=actor_of(officer, Role.COUNSELOR))
        session.commit()
        return suggestion.id


def is_open():
    return Position.state == PositionState.OPEN


def _of_firm(session, model, condition):
    mine = model.employer_id == firm_of(session, FIRM)
    return session.scalars(select(model).where(mine, condition)).first()


def _bring_to_event(session, suggestion, approval):
    event = session.scalars(select(Event)).first()
    attendance = make_attendance(session, event, suggestion.returnee, number=9_001)
    table = make_event_table(session, event, suggestion.position.employer, number=77)
    session.add_all(
        [
            Interest(suggestion=suggestion, attendance_id=attendance.id, likes=True, channel=SHEET),
            Talk(table=table, attendance=attendance, approval=approval, slot=0),
        ]
    )


def enter(site, login):
    return Person(site.url).sign_in(login, DEMO_PASSWORD)


def read_everything(person):
    """Follow every link, query and all; return each address with what came."""
    queue, read = ["/"], {}
    while queue:
        path = queue.pop()
        answer = person.send(path)
        read[path] = answer.body.decode(errors="replace")
        if answer.is_page:
            found = re.findall(r'(?:href|action)="([^"#]+)', answer.text)
            fresh = {link.replace("&amp;", "&") for link in found} - read.keys()
            queue += [link for link in fresh if link not in queue and _is_inside(link)]
    return read


def _is_inside(link):
    parts = urlsplit(link)
    return not parts.netloc and parts.path.startswith("/") and not parts.path.startswith("/static")


def told(pages, words=tuple(CANARIES)):
    return {path: hits for path, text in pages.items() if (hits := [w for w in words if w in text])}


def introduce(site, suggestion_id):
    """Record the person's yes for the firm and introduce them, as their counselor does."""
    with site.installation.session() as session:
        officer = actor_of(user(session, COUNSELOR), Role.COUNSELOR)
        suggestion = session.get_one(Suggestion, suggestion_id)
        firm = suggestion.position.employer_id
        signed = firm_consents.Yes(ConsentHow.PAPER, local_today())
        yes = firm_consents.agree(session, suggestion.returnee, firm, signed, by=officer)
        made = introductions.introduce(session, suggestion, yes, by=officer)
        session.commit()
        return made.id


def test_a_firm_reads_a_person_only_between_their_yes_and_its_no(own_site, planted):
    firm, other = enter(own_site, FIRM), enter(own_site, OTHER_FIRM)
    before = read_everything(firm)
    assert len(before) > 20
    assert told(before) == {}
    assert told(read_everything(other)) == {}

    introduction = introduce(own_site, planted)
    after = told(read_everything(firm))
    pages = f"/employer/introductions/{introduction}"
    assert pages in after
    assert {path for path in after if not path.startswith("/employer/introductions")} == set()
    assert {word for hits in after.values() for word in hits} == {NAME, "Vọng Khuê", PHONE}
    assert told(read_everything(other)) == {}
    assert other.send(pages).status == 404

    firm.get(f"{pages}/refuse")
    status, landed, _ = firm.post(f"{pages}/refuse", reason="skills", once=ONCE)
    assert status == 200, landed
    assert firm.send(pages).status == 404
    assert told(read_everything(firm)) == {}
    assert told({"log": own_site.log.read_text(encoding="utf-8")}) == {}
