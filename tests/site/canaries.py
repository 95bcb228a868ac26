"""Words found nowhere else, planted in every text a firm or its people are described by.

Which texts: read from the tables themselves, so that a column made tomorrow is planted too.
"""

import itertools

import sqlalchemy as sa
from sqlalchemy import select

from models import (
    Assignment,
    Base,
    Employer,
    Introduction,
    Returnee,
    ReturneeSkill,
    Role,
    User,
)
from models.crypto import Encrypted

# A code that decides what may be seen, or how, is not a text: B itself would see nothing.
CODES = frozenset(
    {"text_version", "how", "reason", "next_step", "band", "closing", "key", "payload"}
)
SHORTEST = 20
"""Shorter columns hold codes."""
WORD = "Kanarivo"


def plant_firm(session, employer_id):
    """Put a canary into every text of a firm and of the people introduced to it; return them."""
    words = _words()
    used = []
    for row in [*_rows_of(session, employer_id), *_people_of(session, employer_id)]:
        used += _plant(row, words)
    session.flush()
    return used


def _words():
    return (f"{WORD}{number:04d}q" for number in itertools.count(1))


def _rows_of(session, employer_id):
    """Return the firm and every row of every table that names it, and who signs in for it."""
    rows = [session.get_one(Employer, employer_id)]
    for mapper in Base.registry.mappers:
        if "employer_id" in mapper.columns and mapper.class_ is not Assignment:
            model = mapper.class_
            rows += session.scalars(select(model).where(model.employer_id == employer_id))
    members = select(Assignment.user_id).where(
        Assignment.employer_id == employer_id, Assignment.role == Role.EMPLOYER
    )
    return [*rows, *session.scalars(select(User).where(User.id.in_(members)))]


def _people_of(session, employer_id):
    introduced = select(Introduction.returnee_id).where(Introduction.employer_id == employer_id)
    people = session.scalars(select(Returnee).where(Returnee.id.in_(introduced))).all()
    skills = session.scalars(select(ReturneeSkill).where(ReturneeSkill.returnee_id.in_(introduced)))
    return [*people, *skills]


def _plant(row, words):
    used = []
    for name in _texts(type(row)):
        word = next(words)
        setattr(row, name, word)
        used.append((f"{type(row).__name__}.{name}", word))
    for name in _lists(type(row)):
        word = next(words)
        setattr(row, name, [word])
        used.append((f"{type(row).__name__}.{name}", word))
    return used


def _texts(model):
    """Return the names of a table's texts: sealed ones, and plain ones that are no code."""
    sealed = [
        name
        for base in model.__mro__
        for name, value in vars(base).items()
        if isinstance(value, Encrypted) and "token" not in name
    ]
    plain = [
        column.key
        for column in sa.inspect(model).columns
        if isinstance(column.type, sa.String)
        and not isinstance(column.type, sa.Enum)
        and not column.foreign_keys
        and column.key not in CODES | {"login", "password_hash"}
        and (column.type.length or SHORTEST) >= SHORTEST
    ]
    return [*dict.fromkeys([*sealed, *plain])]


def _lists(model):
    named = {"required_skills", "preferred_skills"}
    return [column.key for column in sa.inspect(model).columns if column.key in named]
