"""What the fields of a case file are called, for the history of its changes."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from models import (
    AttendanceState,
    HandoverState,
    IntroductionState,
    SponsorshipAction,
    SponsorshipState,
    SuggestionState,
    TodoKind,
)
from portal.counselor.case_form import CaseForm
from portal.labels import words

OTHERS: Mapping[str, str] = {
    "residence_communes": "Xã, phường khác được đến",
    "counselor_id": "Người phụ trách",
    "note": "Ghi chú",
    "consent": "Ghi đồng ý",
    "consent.withdrawn_on": "Rút đồng ý",
    "work_permission": "Giấy đi làm ngoài xã",
    "sponsorship": "Giúp đỡ",
    "placement": "Ngày đầu đi làm",
    "placement.ended_on": "Nghỉ việc",
    "follow_up": "Hỏi thăm sau khi đi làm",
    "interest": "Lời nói về một việc",
    "next_step": "Bước tiếp theo",
    "expungement": "Các mốc để tính ngày dự kiến",
    "cleared_on": "Xác nhận đã được xóa",
    "merge": "Gộp hồ sơ trùng",
    "handover": "Chuyển hồ sơ",
    "rights": "Yêu cầu về dữ liệu",
    "attendance": "Mời hội nghị",
    "check_in": "Đến hội nghị",
    "talk": "Gặp ở bàn hội nghị",
    "link": "Đường dẫn xem việc",
    "handed_out_on": "Đưa giấy mời",
    "ticked": "Đánh dấu trên giấy",
    "told": "Báo cho người lao động",
    "loan": "Giới thiệu vay vốn",
    "community_model": "Tham gia mô hình",
    "sponsor_task": "Việc giúp đỡ",
    "starts_on": "Hẹn ngày đi làm",
    "stay_answer": "Hỏi còn làm việc không",
    "skills": "Kỹ năng",
    **{f"todo.{kind.value}": words(kind) for kind in TodoKind},
}
ACTIONS: Mapping[str, str] = {
    "create": "Lập hồ sơ",
    "change": "Sửa",
    "introduce": "Giới thiệu",
    "erase": "Xóa dữ liệu",
}
RECORDS: Mapping[str, tuple[str, type[StrEnum]]] = {
    "suggestions": ("Gợi ý", SuggestionState),
    "introductions": ("Giới thiệu", IntroductionState),
    "sponsorships": ("Giúp đỡ", SponsorshipState),
    "own_yes": ("Giúp đỡ", SponsorshipAction),
    "attendances": ("Hội nghị", AttendanceState),
    "handovers": ("Chuyển hồ sơ", HandoverState),
}


def field_words(name: str) -> str:
    """Return what a field is called on its form; an unknown one is only "Mục khác"."""
    field: Any = getattr(CaseForm, name, None)
    if name in OTHERS or not hasattr(field, "args"):
        return OTHERS.get(name, "Mục khác")
    return str(field.args[0])


def change_words(change: Any) -> str:
    """Return one change in words: what was done to which fields, or where a record came to."""
    if change.kind in RECORDS:
        name, states = RECORDS[change.kind]
        return f"{name}: {words(states(change.to_state)).lower()}"
    fields = dict.fromkeys(field_words(name) for name in change.fields)
    what = ACTIONS.get(change.action, "Ghi")
    return f"{what}: {'; '.join(fields)}" if fields else what
