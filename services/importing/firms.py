"""The firms that rows name: found by tax code or name, else made unclaimed."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Actor, Employer, EmployerKind
from services import audit, tax_codes
from services.employers import search_key
from services.importing.verdicts import parts
from services.workbooks import DraftRow

Values = dict[str, Any]
_KINDS = (
    (EmployerKind.COOPERATIVE, re.compile(r"\b(?:hop tac xa|htx)\b")),
    (EmployerKind.HOUSEHOLD, re.compile(r"\b(?:ho kinh doanh|hkd|co so|xuong|cua hang|quan)\b")),
)
_COMPANY = re.compile(r"\b(?:cong ty|cty|tnhh|doanh nghiep|tap doan|ngan hang)\b")
MAX_NAME = 200


class Firms:
    """Firms on file among those that rows name."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow], by: Actor) -> None:
        self._session = session
        self._by = by
        self._known: dict[str, Employer] = {}
        rows = [draft.values for draft in drafts if not draft.problems]
        codes = {code for row in rows if (code := tax_code_of(row))}
        self._load({name_of(row) for row in rows}, codes)

    def find(self, values: Values) -> Employer | None:
        """Return the firm on file, by its tax code first."""
        return self._known.get(tax_code_of(values) or "") or self._known.get(name_of(values))

    def find_or_make(self, values: Values) -> tuple[Employer, bool]:
        """Return the firm, and whether it was made just now."""
        known = self.find(values)
        if known is not None:
            return known, False
        made = _unclaimed(values)
        self._session.add(made)
        audit.record(self._session, "create", made, by=self._by, fields=["name"])
        self._remember(made)
        return made, True

    def _load(self, names: set[str], codes: set[str]) -> None:
        for part in parts(sorted(names)):
            self._add(select(Employer).where(Employer.name_key.in_(part)))
        for part in parts(sorted(codes)):
            self._add(select(Employer).where(Employer.tax_code.in_(part)))

    def _add(self, query: Select[Employer]) -> None:
        for employer in self._session.scalars(query.order_by(Employer.created_at)):
            self._remember(employer)

    def _remember(self, employer: Employer) -> None:
        self._known.setdefault(employer.name_key, employer)
        if employer.tax_code:
            self._known.setdefault(employer.tax_code, employer)


def name_of(values: Values) -> str:
    """Return the key of the firm's name."""
    return search_key(values["employer"])


def tax_code_of(values: Values) -> str | None:
    """Return the row's tax code where it can be one; a doubtful one is left to staff."""
    code = tax_codes.compact(values.get("tax_code") or "")
    return code if code and tax_codes.problem(code, kind_of(values)) is None else None


def kind_of(values: Values) -> EmployerKind:
    """Tell the legal form from the name."""
    name = name_of(values)
    if _COMPANY.search(name):
        return EmployerKind.COMPANY
    return next((kind for kind, sign in _KINDS if sign.search(name)), EmployerKind.COMPANY)


def _unclaimed(values: Values) -> Employer:
    return Employer(
        kind=kind_of(values),
        name=values["employer"],
        name_key=name_of(values),
        tax_code=tax_code_of(values),
        contact_phone=values.get("contact_phone"),
    )
