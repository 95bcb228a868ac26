"""Two firms never read a word of each other's: every page, filter, sort, file, form and feed."""

import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode, urlsplit
from zipfile import ZipFile

import pytest
from factories import make_approval, make_pledge, make_position, make_returnee, make_suggestion
from sqlalchemy import select

from models import (
    ConsentHow,
    Employer,
    Introduction,
    Position,
    Role,
    Said,
    Sponsorship,
    local_today,
    utcnow,
)
from services import firm_consents, introductions, mail_boxes, sponsorships
from services.demo.loading import actor_of
from services.introductions import Invitation, Refusal, Word
from tests.site.canaries import WORD, plant_firm
from tests.site.scenery import COUNSELOR, FIRM, firm_of, user
from tests.site.test_canary import OTHER_FIRM, enter, read_everything

pytestmark = pytest.mark.sqlite
SELECT = re.compile(r"<select[^>]*name=\"([^\"]+)\".*?</select>", re.DOTALL)
OPTION = re.compile(r'<option[^>]*value="([^"]*)"')
INPUT = re.compile(r'<input[^>]*name="([^"]+)"')
FORM = re.compile(r"<form(?![^>]*method=\"post\")[^>]*>.*?</form>", re.DOTALL)
ADDRESSES = {
    "positions": (
        "/employer/positions/{}",
        "/employer/positions/{}/edit",
        "/employer/positions?state=open&sort=title&q={1}&position={0}",
        "/employer/introductions?position={}&state=interview&sort=number",
        "/firms/positions/{}",
    ),
    "introductions": (
        "/employer/introductions/{}",
        "/employer/introductions/{}/invite",
        "/employer/introductions/{}/refuse",
        "/employer/introductions/{}/first-day",
        "/employer/introductions/{}/came",
        "/employer/introductions/{}/interview.ics",
        "/employer/introductions/ticked/invite?pick={}",
        "/employer/introductions/ticked/refuse?pick={}",
        "/introductions/{}",
    ),
    "sponsorships": ("/sponsoring/{}", "/pledges/help/{}"),
}
PICK = re.compile(r'name="pick" value="([^"]+)"')
ACTION = re.compile(r'action="([^"]*)"')


@pytest.fixture
def other(own_site):
    """Give firm B people at several steps, then plant a word in every text of B and of them."""
    with own_site.installation.session() as session:
        officer = actor_of(user(session, COUNSELOR), Role.COUNSELOR)
        firm = session.get_one(Employer, firm_of(session, OTHER_FIRM))
        mail_boxes.keep(session, user(session, OTHER_FIRM), "b@example.vn", is_on=True)
        rows = [_introduce(session, firm, officer) for _ in range(3)]
        invitation = Invitation(utcnow() + timedelta(days=5), "Cổng", "Chị", "Giấy")
        introductions.invite(session, rows[0], invitation, by=officer)
        introductions.hire(session, rows[1], by=officer, word=Word(Said("Anh", "phone")))
        refusal = Refusal("other", "Lời một", "Lời hai")
        introductions.refuse(session, rows[2], refusal, by=officer)
        pledge = make_pledge(session, firm)
        sponsorships.match(session, pledge, rows[1].returnee, by=officer, mentor_name="Anh Tú")
        session.commit()
        planted = plant_firm(session, firm.id)
        session.commit()
        return {
            "planted": planted,
            "positions": ids(session, Position, firm),
            "introductions": ids(session, Introduction, firm),
            "sponsorships": list(
                session.scalars(select(Sponsorship.id).where(Sponsorship.pledge_id == pledge.id))
            ),
        }


def ids(session, model, firm):
    return list(session.scalars(select(model.id).where(model.employer_id == firm.id)))


def _introduce(session, firm, by):
    posting = make_position(session, firm)
    suggestion = make_suggestion(session, make_returnee(session), posting)
    make_approval(session, suggestion, by=user(session, COUNSELOR))
    signed = firm_consents.Yes(ConsentHow.PAPER, local_today())
    yes = firm_consents.agree(session, suggestion.returnee, firm.id, signed, by=by)
    return introductions.introduce(session, suggestion, yes, by=by)


def asked_every_way(person, pages, words):
    """Send each form that only asks with every choice it offers, and with words of firm B."""
    read, known = {}, set()
    for path, text in pages.items():
        for form in FORM.findall(text):
            if (kind := (urlsplit(path).path, *INPUT.findall(form))) in known:
                continue
            known.add(kind)
            to = (ACTION.search(form) or ["", urlsplit(path).path])[1] or urlsplit(path).path
            for query in _questions(form, words):
                address = f"{to}?{urlencode(query)}"
                if address not in read:
                    read[address] = person.send(address).body.decode(errors="replace")
    return read


def _questions(form, words):
    for found in SELECT.finditer(form):
        yield from ({found[1]: value} for value in OPTION.findall(found[0]))
    for name in INPUT.findall(form):
        yield from ({name: word} for word in words)


def asked_by_hand(person, other):
    """Ask for B's rows by their ids in every address and parameter that takes one."""
    read = {}
    for kind, patterns in ADDRESSES.items():
        for record in other[kind]:
            for pattern in patterns:
                path = pattern.format(record, WORD)
                read[path] = person.send(path).body.decode(errors="replace")
    return read


def posted_by_hand(person, other):
    """Send A's forms with B's ids: none may answer with B's words, or change B's rows."""
    person.get("/employer/introductions")
    read = {}
    for record in other["introductions"]:
        for path, fields in (
            ("ticked", {"action": "export", "pick": record}),
            ("ticked", {"action": "hire", "pick": record}),
            (f"{record}/answers/hire", {}),
            (f"{record}/deleted", {}),
        ):
            address = f"/employer/introductions/{path}"
            sent = {"csrf_token": person.token, **fields}
            answer = person.send(address, sent)
            assert answer.status == 404, address
            read[f"POST {address} {fields}"] = answer.body.decode(errors="replace")
    for record in other["positions"]:
        copied = person.send(f"/employer/positions/{record}/copy", {"csrf_token": person.token})
        assert copied.status == 404
        read[f"copy {record}"] = copied.body.decode(errors="replace")
    return read


def taken_away(person):
    """Return what a firm takes out of the portal: its dates, and the workbook of all its rows."""
    picks = PICK.findall(person.get("/employer/introductions"))
    sent = {"csrf_token": person.token, "action": "export", "pick": picks}
    with ZipFile(BytesIO(person.send("/employer/introductions/ticked", sent).body)) as workbook:
        cells = "".join(workbook.read(name).decode() for name in workbook.namelist())
    return {"feed": person.send("/employer/interviews.ics").body.decode(), "workbook": cells}


def test_a_firm_reads_no_word_of_another_firm_or_of_its_people(own_site, other):
    firm = enter(own_site, FIRM)
    pages = read_everything(firm)
    assert len(pages) > 20
    some = [word for _, word in other["planted"]][:3]
    read = {
        **pages,
        **asked_every_way(firm, pages, some),
        **asked_by_hand(firm, other),
        **posted_by_hand(firm, other),
        **taken_away(firm),
        "log": own_site.log.read_text(encoding="utf-8"),
    }
    # A word that A typed itself comes back in the box it was typed into.
    echoed = {path for path in read if WORD in path}
    told = [path for path, text in read.items() if WORD in text and path not in echoed]
    assert told == []
    whole = "".join(text for path, text in read.items() if path in echoed)
    unseen = {word for _, word in other["planted"]} - set(some)
    assert [word for word in unseen if word in whole] == []

    # The same walk would have seen them: firm B reads many of its own on it.
    its_people = enter(own_site, OTHER_FIRM)
    assert all(WORD in text for text in taken_away(its_people).values())
    own = "".join(read_everything(its_people).values())
    seen = {place for place, word in other["planted"] if word in own}
    assert len(seen) >= 10, seen
    assert {"Employer.name", "Position.title", "Returnee.full_name"} <= seen
