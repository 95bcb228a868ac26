"""Who of a workbook is on file already: by national ID, else by name, birth and commune."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from matching.text import canonical, strip_marks
from models import Returnee
from services import returnees
from services.importing.verdicts import parts
from services.workbooks import DraftRow

Values = dict[str, Any]
NameAndPlace = tuple[bytes, str]


class KnownPeople:
    """Case files that rows may speak of, looked up for all rows at once."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow]) -> None:
        self._session = session
        values = [draft.values for draft in drafts if not draft.problems]
        self._by_number: dict[bytes, Returnee] = {}
        self._by_name: dict[NameAndPlace, list[Returnee]] = defaultdict(list)
        self._load(Returnee.national_id_hmac.in_, map(number_key, values))
        keys = [name_keys(v) for v in values]
        self._load(Returnee.name_birth_hmac.in_, (born for born, _ in keys))
        self._load(Returnee.name_year_hmac.in_, (year for _, year in keys))

    def with_number(self, values: Values) -> Returnee | None:
        """Return the person of the row's national ID, wherever they live."""
        key = number_key(values)
        return self._by_number.get(key) if key else None

    def with_name(self, values: Values) -> Returnee | None:
        """Return the person of this name, birth and commune whose number does not differ."""
        return self._first(name_keys(values)[:1], values)

    def like(self, values: Values) -> Returnee | None:
        """Return someone of this name, year and commune of whom more cannot be said."""
        return self._first(name_keys(values), values)

    def _first(self, keys: Sequence[bytes], values: Values) -> Returnee | None:
        found = (p for key in keys for p in self._by_name.get((key, values["commune_code"]), ()))
        return next((person for person in found if _may_be(person, values)), None)

    def _load(
        self, among: Callable[[Sequence[bytes]], ColumnElement[bool]], keys: Iterable[bytes | None]
    ) -> None:
        for wanted in parts(list(dict.fromkeys(key for key in keys if key))):
            self._add(among(wanted))

    def _add(self, condition: ColumnElement[bool]) -> None:
        query = select(Returnee).where(condition).options(selectinload(Returnee.skills))
        for person in self._session.scalars(query):
            if person.national_id_hmac:
                self._by_number[person.national_id_hmac] = person
            if person.erased_at is None:
                self._remember_name(person)

    def _remember_name(self, person: Returnee) -> None:
        for key in {person.name_birth_hmac, person.name_year_hmac} - {None}:
            same = self._by_name[key, person.commune_code]  # type: ignore[index]
            if person not in same:
                same.append(person)


def number_key(values: Values) -> bytes | None:
    """Return the look-up key of a row's national ID."""
    return returnees.national_id_key(values.get("national_id") or "")


def name_keys(values: Values) -> tuple[bytes, bytes]:
    """Return the look-up keys of a row's name: with what is known of the birth, and the year."""
    name, year = values["full_name"], values["birth_year"]
    born = values.get("birth_date") or str(year)
    return returnees.name_birth_key(name, born), returnees.name_year_key(name, year)


def same_name(person: Returnee, values: Values) -> bool:
    """Tell whether a file's name is the row's, as far as accents allow."""
    mine, theirs = canonical(values["full_name"]), canonical(person.full_name)
    return strip_marks(mine).split() == strip_marks(theirs).split()


def _may_be(person: Returnee, values: Values) -> bool:
    """Tell whether no number speaks against one person, and no whole birth date does."""
    mine, theirs = values.get("national_id"), person.national_id
    if mine and theirs and mine != theirs:
        return False
    born = values.get("birth_date")
    return not (born and person.birth_date and born != person.birth_date)
