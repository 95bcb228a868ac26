"""A talk's actions from a page: the same for the organiser's list and a table's phone."""

from flask import request

from models import ConsentHow, Introduction, Talk
from portal.access import actor
from portal.database import session
from portal.forms import clean_text
from services import hall_actions, talks
from services.hall_actions import Verb

NO_WITNESS = "Hãy gõ tên người chứng kiến rồi bấm Đồng ý."
NO = "Đã ghi: người lao động chưa đồng ý. Doanh nghiệp không thấy tên."


def do(talk: Talk, verb: Verb, **says: object) -> object:
    """Perform one action on a talk."""
    names = {
        "attendance": str(talk.attendance_id),
        "position": str(talk.approval.suggestion.position_id),
    }
    return hall_actions.do(session, talk.table.event, verb, names | says, by=actor())


def ask(talk: Talk) -> tuple[str, str]:
    """Record the person's answer about the firm of a talk; return what to say, and its tone."""
    if request.form.get("answer") != "yes":
        return NO, "success"
    witness: str = clean_text(request.form.get("witness", ""))
    if not witness:
        return NO_WITNESS, "error"
    made = do(
        talk,
        Verb.AGREE,
        employer=str(talk.approval.suggestion.position.employer_id),
        how=ConsentHow.SPOKEN.value,
        witness=witness[:80],
    )
    if isinstance(made, Introduction):
        return "Đã ghi đồng ý và giới thiệu sang doanh nghiệp.", "success"
    return f"Đã ghi đồng ý. {talks.obstacle(session, talk)}".strip(), "success"
