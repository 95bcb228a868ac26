"""Case files: identity, names found by sealed syllables, who is already known."""

from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import normalize

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from matching.text import canonical, strip_marks
from models import Actor, PersonToken, Returnee
from models.crypto import keyring
from services.scope import visible_returnees

TOKEN_BYTES = 16
MOST_SYLLABLES = 20
TOO_MANY = 200
# The Vietnamese alphabet, and each letter with its five tones in dictionary order.
ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = "\u0300\u0309\u0303\u0301\u0323"


def seal_identity(session: Session, returnee: Returnee) -> None:
    """Renew the look-up keys of a person after name, birth, national ID or commune changed."""
    seal_identities(session, [returnee])


def seal_identities(session: Session, people: Sequence[Returnee]) -> None:
    """Renew the look-up keys of many people at once, such as those of a workbook."""
    for person in people:
        person.national_id_hmac = national_id_key(person.national_id)
        person.name_birth_hmac = name_birth_key(
            person.full_name, person.birth_date or str(person.birth_year)
        )
        person.name_year_hmac = name_year_key(person.full_name, person.birth_year)
    session.flush()
    ids = [person.id for person in people]
    session.execute(delete(PersonToken).where(PersonToken.returnee_id.in_(ids)))
    session.add_all(
        PersonToken(
            returnee_id=person.id, token=token, exact=exact, commune_code=person.commune_code
        )
        for person in people
        for token, exact in name_tokens(person.full_name)
    )
    session.flush()


def national_id_key(national_id: str) -> bytes | None:
    """Return the look-up key of a 12-digit national ID, None when there is none."""
    return keyring().fingerprint("national_id", national_id) if national_id else None


def name_birth_key(full_name: str, born: str) -> bytes:
    """Return the look-up key of a name with a birth date (ISO) or year."""
    return keyring().fingerprint("name_birth", f"{canonical(full_name)}|{born}")


def name_year_key(full_name: str, birth_year: int) -> bytes:
    """Return the look-up key of a name with the birth year, for whoever has a whole date too."""
    return name_birth_key(full_name, f"{birth_year}|year")


def find_by_national_id(session: Session, national_id: str) -> Returnee | None:
    """Return the person of a national ID, over the whole installation."""
    key = national_id_key(national_id)
    if key is None:
        return None
    return session.scalar(select(Returnee).where(Returnee.national_id_hmac == key))


def search(session: Session, typed: str, *, by: Actor) -> list[Returnee] | None:
    """Return people whose name has every typed syllable, the accented hits first.

    None means more than 200 people fit: ask for one more syllable.
    """
    syllables = canonical(typed).split()
    query = holding_all(visible_returnees(by), syllables).limit(TOO_MANY + 1)
    found = list(session.scalars(query))
    if len(found) > TOO_MANY:
        return None
    exact = set(syllables)
    return sorted(
        found,
        key=lambda person: (
            not exact <= set(canonical(person.full_name).split()),
            name_sort_key(person.full_name),
        ),
    )


def holding_all(query: Select[Returnee], syllables: Iterable[str]) -> Select[Returnee]:
    """Narrow a query to people whose name has every syllable, with or without accents.

    No name is longer than MOST_SYLLABLES; a query of thousands would be refused by the database.
    """
    for syllable in list(dict.fromkeys(syllables))[:MOST_SYLLABLES]:
        token = _token(strip_marks(syllable), exact=False)
        holders = select(PersonToken.returnee_id).where(PersonToken.token == token)
        query = query.where(Returnee.id.in_(holders))
    return query


def count_visible(session: Session, *, by: Actor) -> int:
    """Return how many people are in the actor's care."""
    people = visible_returnees(by).with_only_columns(Returnee.id).subquery()
    return session.scalar(select(func.count()).select_from(people)) or 0


def name_sort_key(full_name: str) -> tuple[tuple[int, ...], ...]:
    """Sort a Vietnamese name by its given name (the last syllable), then by the rest."""
    syllables = canonical(full_name).split()
    given, rest = syllables[-1:], syllables[:-1]
    return tuple(tuple(_letter_rank(c) for c in syllable) for syllable in (*given, *rest))


def _letter_rank(letter: str) -> int:
    """Rank a letter: its place in the alphabet first, then its tone."""
    base, *tones = list(normalize("NFD", letter))
    marks = [mark for mark in tones if mark not in TONES]
    place = ALPHABET.find(normalize("NFC", "".join([base, *marks])))
    tone = next((TONES.index(mark) + 1 for mark in tones if mark in TONES), 0)
    return (place if place >= 0 else len(ALPHABET)) * 10 + tone


def age(birth_year: int, today: date) -> int:
    """Return the age someone reaches this year."""
    return today.year - birth_year


def may_be_under(returnee: Returnee, years: int, on: date) -> bool:
    """Tell whether a person has not surely reached an age: without a day, the year's end counts."""
    try:
        born = date.fromisoformat(returnee.birth_date)
    except ValueError:
        return on.year - returnee.birth_year <= years
    return (on.year - born.year) - ((on.month, on.day) < (born.month, born.day)) < years


def name_tokens(full_name: str) -> set[tuple[bytes, bool]]:
    """Return the tokens of a name's syllables, each with whether accents count."""
    syllables = set(canonical(full_name).split())
    bare = {(_token(strip_marks(s), exact=False), False) for s in syllables}
    return bare | {(_token(s, exact=True), True) for s in syllables}


def _token(syllable: str, *, exact: bool) -> bytes:
    purpose = "name:exact" if exact else "name:bare"
    return keyring().fingerprint(purpose, syllable)[:TOKEN_BYTES]
