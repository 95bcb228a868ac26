"""The entries of a person's line of time in words."""

from collections.abc import Mapping
from enum import StrEnum

from models import (
    AttendanceState,
    CheckInAnswer,
    ConsentPurpose,
    FollowUpKind,
    FollowUpResult,
    HandoverState,
    IntroductionState,
    LoanState,
    LossReason,
    NoteKind,
    SponsorshipAction,
    SponsorshipState,
    TodoKind,
)
from portal.labels import words
from services.timeline import Entry

KINDS: Mapping[str, tuple[str, type[StrEnum] | None]] = {
    "came_home": ("Về địa phương", None),
    "note": ("Liên hệ", NoteKind),
    "paper": ("Đã có", TodoKind),
    "consent": ("Đồng ý", ConsentPurpose),
    "withdrawal": ("Rút đồng ý", ConsentPurpose),
    "introductions": ("Giới thiệu", IntroductionState),
    "sponsorships": ("Giúp đỡ", SponsorshipState),
    "own_yes": ("Giúp đỡ", SponsorshipAction),
    "loan_referrals": ("Vay vốn", LoanState),
    "attendances": ("Hội nghị", AttendanceState),
    "handovers": ("Chuyển hồ sơ", HandoverState),
    "work_began": ("Ngày đầu đi làm", None),
    "work_ended": ("Nghỉ việc", LossReason),
    "follow_up": ("Hỏi thăm", FollowUpKind),
    "check_in": ("Hỏi thăm việc giúp đỡ", CheckInAnswer),
}


def entry_words(entry: Entry) -> str:
    """Return what happened, without the words of a note."""
    name, codes = KINDS[entry.kind]
    if codes is None or entry.code not in set(codes):
        return name
    said = [codes(entry.code)]
    if entry.result in set(FollowUpResult):
        said.append(FollowUpResult(entry.result))
    return f"{name}: {', '.join(words(each).lower() for each in said)}"
