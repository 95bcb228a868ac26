"""The register of community models: kept by staff, with the firms and the people of each."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models import (
    Actor,
    CommunityModel,
    Employer,
    ModelFirm,
    ModelKind,
    ModelLevel,
    ModelMember,
    Returnee,
    local_today,
)
from services import audit
from services.employers import search_key
from services.errors import Refused

NOT_YET = "Hãy ghi ngày không sau hôm nay."
ENDS_EARLY = "Ngày kết thúc trước ngày ra mắt. Hãy ghi lại."
SAME = "Xã, phường này đã có mô hình cùng tên. Hãy mở mô hình đó."
ENDED = "Mô hình này đã kết thúc. Hãy chọn mô hình khác."
ALREADY_IN = "Người này đang ở mô hình này rồi."


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on file of a model."""

    name: str
    level: ModelLevel
    kind: ModelKind
    commune_code: str
    started_on: date
    ended_on: date | None = None
    lead_body: str = ""
    offers: list[str] = field(default_factory=list)
    about: str = ""
    capacity: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field."""
        today = local_today()
        found = {"started_on": NOT_YET} if self.started_on > today else {}
        if self.ended_on and self.ended_on > today:
            found["ended_on"] = NOT_YET
        if self.ended_on and self.ended_on < self.started_on:
            found["ended_on"] = ENDS_EARLY
        return found


def add(session: Session, facts: Facts, *, by: Actor) -> CommunityModel:
    """Put a model into the register."""
    _refuse_wrong(session, facts, None)
    made = CommunityModel(name_key=search_key(facts.name), **asdict(facts))
    session.add(made)
    audit.record(session, "create", made, by=by)
    session.flush()
    return made


def change(session: Session, model: CommunityModel, facts: Facts, *, by: Actor) -> None:
    """Change what is on file of a model, its end among it."""
    _refuse_wrong(session, facts, model)
    values = {**asdict(facts), "name_key": search_key(facts.name)}
    changed = sorted(name for name, value in values.items() if getattr(model, name) != value)
    for name in changed:
        setattr(model, name, values[name])
    audit.record(session, "change", model, by=by, fields=changed)
    session.flush()


def problems(session: Session, facts: Facts, model: CommunityModel | None) -> dict[str, str]:
    """Return what is wrong with a model's facts, by field: also another of its name there."""
    twin = session.scalar(
        select(CommunityModel).where(
            CommunityModel.name_key == search_key(facts.name),
            CommunityModel.commune_code == facts.commune_code,
        )
    )
    is_twin = twin is not None and twin is not model
    return facts.problems() | ({"name": SAME} if is_twin else {})


def _refuse_wrong(session: Session, facts: Facts, model: CommunityModel | None) -> None:
    if found := problems(session, facts, model):
        raise Refused(" ".join(found.values()))


def add_firm(session: Session, model: CommunityModel, firm: Employer, *, by: Actor) -> None:
    """Note that a firm works with a model; one that had left comes back."""
    known = session.scalar(
        select(ModelFirm).where(ModelFirm.model_id == model.id, ModelFirm.employer_id == firm.id)
    )
    if known is None:
        session.add(ModelFirm(model=model, employer_id=firm.id, joined_on=local_today()))
    else:
        known.left_on = None
    audit.record(session, "change", model, by=by, fields=["firms"])
    session.flush()


def remove_firm(session: Session, row: ModelFirm, *, by: Actor) -> None:
    """Note that a firm works with a model no more."""
    row.left_on = local_today()
    audit.record(session, "change", row.model, by=by, fields=["firms"])
    session.flush()


def join(
    session: Session, model: CommunityModel, person: Returnee, *, by: Actor, on: date
) -> ModelMember:
    """Put a person into a model; where they were in another one, they leave it that day."""
    if model.ended_on is not None:
        raise Refused(ENDED)
    if on > local_today():
        raise Refused(NOT_YET)
    for row in session.scalars(_standing(person)):
        if row.model_id == model.id:
            raise Refused(ALREADY_IN)
        row.left_on = max(row.joined_on, on)
    made = ModelMember(model=model, returnee=person, joined_on=on, recorded_by_id=by.user_id)
    session.add(made)
    audit.record(session, "change", person, by=by, fields=["community_model"])
    session.flush()
    return made


def leave(session: Session, row: ModelMember, *, by: Actor) -> None:
    """Note that a person is in a model no more."""
    row.left_on = max(row.joined_on, local_today())
    audit.record(session, "change", row.returnee, by=by, fields=["community_model"])
    session.flush()


def _standing(person: Returnee) -> Select[ModelMember]:
    return select(ModelMember).where(
        ModelMember.returnee_id == person.id, ModelMember.left_on.is_(None)
    )


def model_of(session: Session, person: Returnee) -> CommunityModel | None:
    """Return the model a person is in now."""
    row = session.scalar(_standing(person).limit(1))
    return row.model if row else None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of the register is narrowed by."""

    words: str = ""
    level: ModelLevel | None = None
    kind: ModelKind | None = None
    commune_code: str | None = None
    with_ended: bool = False


def listed(scope: Select[CommunityModel], filters: Filters) -> Select[CommunityModel]:
    """Narrow a scoped select and put it in the order of lists: by commune, then by name."""
    conditions: dict[str, Any] = {
        "level": filters.level,
        "kind": filters.kind,
        "commune_code": filters.commune_code,
    }
    query = scope.filter_by(**{name: value for name, value in conditions.items() if value})
    if filters.words:
        query = query.where(
            CommunityModel.name_key.contains(search_key(filters.words), autoescape=True)
        )
    if not filters.with_ended:
        query = query.where(CommunityModel.ended_on.is_(None))
    return query.order_by(CommunityModel.commune_code, CommunityModel.name_key, CommunityModel.id)


def counts(session: Session, ids: list[UUID]) -> Mapping[UUID, tuple[int, int]]:
    """Return how many people and firms each model has now; two queries."""
    today = local_today()
    found: list[Mapping[UUID, int]] = []
    for row in (ModelMember, ModelFirm):
        query = (
            select(row.model_id, func.count())
            .where(row.model_id.in_(ids), or_(row.left_on.is_(None), row.left_on > today))
            .group_by(row.model_id)
        )
        found.append({one[0]: one[1] for one in session.execute(query)})
    return {key: (found[0].get(key, 0), found[1].get(key, 0)) for key in ids}
