"""Rows that list community models: known by name and commune, renewed where a list says more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Actor, CommunityModel, ModelKind, ModelLevel, RowStatus
from services import audit
from services.community_models import Facts
from services.employers import search_key
from services.importing.verdicts import Verdict, Written, ask_for_missing, parts, refused
from services.workbooks import DraftRow

NEEDED = {"commune_code": "Thiếu nơi đặt mô hình. Hãy ghi xã, phường và tỉnh."}
NOT_MINE = "Xã, phường này ngoài địa bàn của anh/chị. Hãy gửi cho cán bộ nơi đó."
MAX_NAME, MAX_ABOUT = 200, 500
LONG = "Tên mô hình dài quá 200 chữ. Hãy rút gọn."
RENEWED = ("level", "started_on", "ended_on", "lead_body", "offers", "about", "capacity")
Key = tuple[str, str]


class Models:
    """Judges rows against the register, and writes those that were chosen."""

    def __init__(self, session: Session, drafts: Sequence[DraftRow], by: Actor) -> None:
        self._session = session
        self._by = by
        ask_for_missing(drafts, NEEDED)
        self._earlier: dict[Key, int] = {}
        keys = sorted({_key(draft.values)[0] for draft in drafts if not draft.problems})
        self._known = self._load(keys)

    def _load(self, names: Sequence[str]) -> dict[Key, CommunityModel]:
        found: dict[Key, CommunityModel] = {}
        for part in parts(names):
            rows = self._session.scalars(
                select(CommunityModel).where(CommunityModel.name_key.in_(part))
            )
            found |= {(row.name_key, row.commune_code): row for row in rows}
        return found

    def judge(self, draft: DraftRow) -> Verdict:
        """Say what writing the row would do; a problem found here is added to the row."""
        if len(draft.values.get("name") or "") > MAX_NAME:
            refused(draft, "name", LONG)
        if draft.problems:
            return Verdict(RowStatus.ERROR)
        if problem := self._problem(draft.values):
            return refused(draft, *problem)
        first = self._earlier.setdefault(_key(draft.values), draft.row)
        if first != draft.row or draft.duplicate_of is not None:
            draft.duplicate_of = draft.duplicate_of or first
            return Verdict(RowStatus.DUPLICATE)
        return _against(self._known.get(_key(draft.values)), draft.values)

    def _problem(self, values: Mapping[str, Any]) -> tuple[str, str] | None:
        if not self._by.covers(values["commune_code"]):
            return "address", NOT_MINE
        return next(iter(facts_of(values).problems().items()), None)

    def write(self, draft: DraftRow, verdict: Verdict) -> Written:
        """Put the model into the register, or renew it."""
        facts = facts_of(draft.values)
        if isinstance(verdict.record, CommunityModel):
            return self._renew(verdict.record, facts, verdict.changes)
        made = CommunityModel(
            name_key=search_key(facts.name),
            **{name: getattr(facts, name) for name in Facts.__dataclass_fields__},
        )
        self._session.add(made)
        audit.record(self._session, "create", made, by=self._by)
        return Written(made)

    def _renew(self, model: CommunityModel, facts: Facts, changes: Sequence[str]) -> Written:
        before = {name: _plain(getattr(model, name)) for name in changes}
        for name in changes:
            setattr(model, name, getattr(facts, name))
        audit.record(self._session, "change", model, by=self._by, fields=list(changes))
        return Written(model, {"fields": before})

    def finish(self) -> None:
        """Write everything made since the last call."""
        self._session.flush()


def put_back(model: CommunityModel, before: dict[str, Any]) -> None:
    """Write the old values of a model again."""
    for name, value in before["fields"].items():
        is_day = name in {"started_on", "ended_on"} and value
        setattr(model, name, date.fromisoformat(value) if is_day else value)


def facts_of(values: Mapping[str, Any]) -> Facts:
    """Return a row as facts of a model."""
    ended = values.get("ended_on")
    return Facts(
        name=values["name"],
        level=ModelLevel(values["level"]),
        kind=ModelKind(values.get("kind") or ModelKind.OTHER),
        commune_code=values["commune_code"],
        started_on=date.fromisoformat(values["started_on"]),
        ended_on=date.fromisoformat(ended) if ended else None,
        lead_body=(values.get("lead_body") or "")[:MAX_NAME],
        offers=list(values.get("offers") or ()),
        about=(values.get("about") or "")[:MAX_ABOUT],
        capacity=values.get("capacity"),
    )


def _against(model: CommunityModel | None, values: Mapping[str, Any]) -> Verdict:
    """Compare with the register; a blank cell says nothing new."""
    if model is None:
        return Verdict(RowStatus.NEW)
    facts = facts_of(values)
    changes = tuple(
        name
        for name in RENEWED
        if (new := getattr(facts, name)) not in (None, "", []) and new != getattr(model, name)
    )
    return Verdict(RowStatus.UPDATE if changes else RowStatus.DUPLICATE, model, changes)


def _key(values: Mapping[str, Any]) -> Key:
    return search_key(values.get("name") or ""), values.get("commune_code") or ""


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
