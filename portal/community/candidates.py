"""Who can still be added to a model: verified firms, and people of the model's commune."""

from sqlalchemy import select

from models import CommunityModel, Employer, EmployerState, ModelFirm, ModelMember, Returnee
from portal.access import Permission, actor, may
from portal.database import session
from services.returnees import name_sort_key
from services.scope import visible_returnees


def firm_choices(model: CommunityModel) -> dict[str, str]:
    """Return the verified firms that do not work with a model yet, by name."""
    there = select(ModelFirm.employer_id).where(
        ModelFirm.model_id == model.id, ModelFirm.left_on.is_(None)
    )
    rows = session.execute(
        select(Employer.id, Employer.name)
        .where(Employer.state == EmployerState.VERIFIED, Employer.id.not_in(there))
        .order_by(Employer.name_key, Employer.id)
    )
    return {"": "Hãy chọn"} | {str(row[0]): row[1] for row in rows}


def people_to_add(model: CommunityModel) -> list[Returnee]:
    """Return the people of the model's commune in one's care who are in no model, by name."""
    if not may(Permission.RETURNEE_EDIT):
        return []
    placed = select(ModelMember.returnee_id).where(ModelMember.left_on.is_(None))
    rows = session.scalars(
        visible_returnees(actor()).where(
            Returnee.commune_code == model.commune_code, Returnee.id.not_in(placed)
        )
    )
    return sorted(rows, key=lambda person: name_sort_key(person.full_name or ""))
