"""A talk's actions from a page: the same for the organiser's list and a table's phone."""

from flask import request

from models import ConsentHow, Introduction, Role, Talk
from portal.access import actor
from portal.database import session
from portal.forms import clean_text
from services import hall_actions, talks, visits
from services.hall_actions import Verb

NO_WITNESS = "Hãy gõ tên người chứng kiến rồi bấm Đồng ý."
WRONG_CODE = "Mã chưa đúng. Hãy mời người lao động gõ 8 chữ số trên giấy của họ."
WAIT = "Đã gõ sai nhiều lần. Hãy nhờ ban tổ chức ghi giúp."
NO = "Đã ghi: người lao động chưa đồng ý. Doanh nghiệp không thấy tên."


def do(talk: Talk, verb: Verb, **says: object) -> object:
    """Perform one action on a talk."""
    names = {
        "attendance": str(talk.attendance_id),
        "position": str(talk.approval.suggestion.position_id),
    }
    return hall_actions.do(session, talk.table.event, verb, names | says, by=actor())


def asks_code() -> bool:
    """Tell whether a firm's own machine asks: there the person proves their yes by their code."""
    return actor().role == Role.TABLE


def _code_fault(talk: Talk) -> str:
    code = request.form.get("code", "")
    if visits.must_wait(session, talk.table.event, code, by=actor()):
        return WAIT
    return "" if visits.proves(session, talk.attendance, code, by=actor()) else WRONG_CODE


def ask(talk: Talk) -> tuple[str, str]:
    """Record the person's answer about the firm of a talk; return what to say, and its tone."""
    if request.form.get("answer") != "yes":
        return NO, "success"
    witness: str = clean_text(request.form.get("witness", ""))
    fault = _code_fault(talk) if asks_code() else ("" if witness else NO_WITNESS)
    if fault:
        return fault, "error"
    made = do(
        talk,
        Verb.AGREE,
        employer=str(talk.approval.suggestion.position.employer_id),
        how=(ConsentHow.SCREEN if asks_code() else ConsentHow.SPOKEN).value,
        witness=witness[:80],
    )
    if isinstance(made, Introduction):
        return "Đã ghi đồng ý và giới thiệu sang doanh nghiệp.", "success"
    return f"Đã ghi đồng ý. {talks.obstacle(session, talk)}".strip(), "success"
