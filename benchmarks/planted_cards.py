"""Find out whether a reader can tell a wrong card from the review page alone.

    python -m benchmarks.planted_cards --pages DIR --key FILE
    python -m benchmarks.planted_cards --key FILE --answers FILE

The first writes the review page of 20 invented people, three cards each, as the counselor sees it
with every card opened: a picture and its text. All carry one score, so that only what stands there
can be judged. In the key, apart, stands which of the 60 are wrong and why: 20 of them. A rule
forbids four of these by now, no rule knows the others. The second counts what a reader who had
only the pages found; the answers are {page: [titles of the cards to turn down]}.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.own_server import CHROMIUM, add_counselor, own_server, sign_in
from matching.extraction import canonical_skill
from models import (
    SYSTEM,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Employer,
    EmployerState,
    OccupationBan,
    Position,
    PositionState,
    Returnee,
    ReturneeSkill,
    Suggestion,
    local_today,
)
from services import matching, reference, returnees

WIDTH, HEIGHT = 1366, 768
SCORE, BAND = 0.6, "Hợp"
APART = ("skills", "cards", "wrong", "later")
TIMED = ("firm", "deadline_days", "later_deadline_days", "description")
DAYS_A_MONTH = 30

Row = Mapping[str, Any]


@lru_cache(maxsize=1)
def planted() -> Row:
    """Return the invented firms, positions and people."""
    found: Row = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return found


def fill(session: Session) -> None:
    """Suggest everything as long as no rule forbids it, then let come what is known later."""
    reference.load(session)
    add_counselor(session, sorted({row["commune_code"] for row in planted()["people"]}))
    firms = {key: _firm(session, name) for key, name in planted()["firms"].items()}
    jobs = {key: _position(session, firms, row) for key, row in planted()["positions"].items()}
    for row in planted()["people"]:
        person = _person(session, row)
        for key in row["cards"]:
            matching.suggest_by_hand(session, person, jobs[key], by=SYSTEM)
        _level(session, person)
        _learn_later(person, row.get("later", {}))
    for key, row in planted()["positions"].items():
        if "later_deadline_days" in row:
            jobs[key].deadline = _in_days(row["later_deadline_days"])


def _firm(session: Session, name: str) -> Employer:
    firm = Employer(name=name, name_key=name.lower(), state=EmployerState.VERIFIED)
    session.add(firm)
    return firm


def _position(session: Session, firms: Mapping[str, Employer], row: Row) -> Position:
    days = row.get("deadline_days")
    last = local_today().replace(day=1) - timedelta(days=1)
    position = Position(
        employer=firms[row["firm"]],
        description=row["description"].format(past=f"{last:%d/%m/%Y}"),
        deadline=None if days is None else _in_days(days),
        state=PositionState.OPEN,
        opened_on=local_today(),
        headcount=5,
        **{name: value for name, value in row.items() if name not in TIMED},
    )
    session.add(position)
    session.flush()
    return position


def _person(session: Session, row: Row) -> Returnee:
    plain = {name: value for name, value in row.items() if name not in APART}
    person = Returnee(birth_date=f"{row['birth_year']}-05-02", **plain)
    session.add(person)
    for name, years in row["skills"]:
        code = canonical_skill(name)
        person.skills.append(ReturneeSkill(returnee=person, name=name, code=code, years=years))
    returnees.seal_identity(session, person)
    session.add(
        Consent(
            returnee=person,
            purpose=ConsentPurpose.MATCHING,
            how=ConsentHow.PAPER,
            given_on=local_today(),
        )
    )
    session.flush()
    return person


def _level(session: Session, person: Returnee) -> None:
    """Make a person's cards alike but for what they say: no score tells which one is wrong."""
    rows = session.scalars(
        select(Suggestion).where(Suggestion.returnee_id == person.id).order_by(Suggestion.id)
    )
    for rank, row in enumerate(rows, 1):
        row.rank, row.score, row.band = rank, SCORE, BAND


def _learn_later(person: Returnee, later: Row) -> None:
    for name in ("licences", "wage_expected", "residence_kind"):
        if name in later:
            setattr(person, name, later[name])
    if "residence_months" in later:
        person.residence_until = _in_days(later["residence_months"] * DAYS_A_MONTH)
    for prefix, months in later.get("bans", ()):
        person.bans.append(OccupationBan(isco_prefix=prefix, until=_in_days(months * DAYS_A_MONTH)))


def _in_days(days: int) -> date:
    return local_today() + timedelta(days=days)


def photograph(page: Page, address: str, folder: Path) -> dict[str, str]:
    """Write each person's page as picture and text; return whose page is which."""
    sign_in(page, address)
    page.goto(f"{address}/review/")
    page.click("text=Bắt đầu duyệt")
    names = {}
    for number in range(1, len(planted()["people"]) + 1):
        page.evaluate("document.querySelectorAll('[data-opens]').forEach(d => { d.open = true })")
        name = f"page-{number:02d}"
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        (folder / f"{name}.txt").write_text(page.inner_text("#person"), encoding="utf-8")
        names[name] = page.inner_text("#person h2").split(",")[0]
        if number < len(planted()["people"]):
            page.goto(str(page.get_attribute("a[rel=next]", "href")))
    return names


def key_of(names: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Return what is wrong on each page and why."""
    people = {row["full_name"]: row for row in planted()["people"]}
    titles = {key: row["title"] for key, row in planted()["positions"].items()}
    return {
        page: [{"title": titles[key], "why": why} for key, why in people[who]["wrong"].items()]
        for page, who in names.items()
    }


def verdict(key: Row, answers: Row) -> dict[str, int]:
    """Count what a reader found, missed and turned down for nothing."""
    wrong = {(page, row["title"]) for page, rows in key.items() for row in rows}
    said = {(page, title) for page, titles in answers.items() for title in titles}
    return {
        "planted": len(wrong),
        "found": len(wrong & said),
        "missed": len(wrong - said),
        "turned_down_though_right": len(said - wrong),
    }


def make_pages(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Write the pages and return their key."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as own,
        own_server(Path(own), fill) as address,
        sync_playwright() as player,
    ):
        browser = player.chromium.launch(**CHROMIUM)
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, base_url=address, locale="vi-VN"
        )
        names = photograph(page, address, folder)
        browser.close()
    return key_of(names)


def main() -> None:
    """Make the pages and their key, or count a reader's answers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--key", type=Path, required=True)
    parser.add_argument("--answers", type=Path)
    asked = parser.parse_args()
    if asked.answers:
        answers = json.loads(asked.answers.read_text(encoding="utf-8"))
        found = verdict(json.loads(asked.key.read_text(encoding="utf-8")), answers)
        sys.stdout.write(f"{json.dumps(found)}\n")
    elif asked.pages:
        text = json.dumps(make_pages(asked.pages), ensure_ascii=False, indent=1)
        asked.key.write_text(f"{text}\n", encoding="utf-8")
    else:
        parser.error("give --pages or --answers")


if __name__ == "__main__":
    main()
