"""What must hold before a person is put before a firm."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Approval,
    Consent,
    ConsentPurpose,
    Employer,
    Introduction,
    Suggestion,
    SuggestionState,
    local_today,
)
from services import matching, sharing
from services.errors import Refused


def standing_approval(session: Session, suggestion: Suggestion) -> Approval:
    """Return the approval in force that no introduction has used; Refused without one."""
    approval = suggestion.standing_approval()
    if suggestion.state != SuggestionState.APPROVED or approval is None:
        raise Refused("Gợi ý này chưa được duyệt. Hãy duyệt trước khi giới thiệu.")
    used = select(Introduction.id).where(Introduction.approval_id == approval.id)
    if session.scalar(used) is not None:
        raise Refused("Người này đã được giới thiệu vào vị trí này rồi.")
    return approval


def for_this(session: Session, suggestion: Suggestion, consent: Consent | None) -> Consent:
    """Return the consent if it is this person's yes for this firm and holds."""
    if consent is None or consent.withdrawn_on is not None or not _is_for(consent, suggestion):
        raise Refused("Người lao động chưa đồng ý cho doanh nghiệp này. Hãy hỏi lại.")
    if not sharing.may_be_matched(session, suggestion.returnee):
        raise Refused("Người lao động không còn đồng ý được giới thiệu việc. Hãy hỏi lại.")
    return consent


def refuse_firm(employer: Employer) -> None:
    """Refuse a firm without standing."""
    if not employer.may_see_people():
        raise Refused(
            "Doanh nghiệp chưa xác minh hoặc chưa ký cam kết dữ liệu. Hãy làm việc đó trước."
        )


def refuse_gated(session: Session, suggestion: Suggestion) -> None:
    """Hold every hard rule against what is known now, not only when it was approved."""
    if not suggestion.position.takes_people(local_today()):
        raise Refused("Tin tuyển dụng này không còn nhận người. Hãy chọn việc khác.")
    if reasons := matching.why_not(session, suggestion.returnee, suggestion.position):
        raise Refused(f"Chưa giới thiệu được. {' '.join(f'{reason}.' for reason in reasons)}")


def _is_for(consent: Consent, suggestion: Suggestion) -> bool:
    return (
        consent.returnee_id == suggestion.returnee_id
        and consent.employer_id == suggestion.position.employer_id
        and consent.purpose == ConsentPurpose.SHARE_WITH_EMPLOYER
    )
