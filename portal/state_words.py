"""The words and the badge of every state of a record."""

from collections.abc import Mapping
from enum import StrEnum

from models import (
    AttendanceState,
    EmployerState,
    EventFirmState,
    EventState,
    HandoverState,
    ImportState,
    IntroductionState,
    LoanState,
    PairState,
    PledgeState,
    PositionState,
    RankingModelState,
    RightState,
    RowStatus,
    SponsorshipState,
    SuggestionState,
    TalkState,
)

# State -> (words, tone of the badge). By class first: "closed" of two records are equal strings.
STATES: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    EmployerState: {
        EmployerState.UNCLAIMED: ("Chưa có người phụ trách", ""),
        EmployerState.PENDING: ("Chờ xác minh", "warn"),
        EmployerState.VERIFIED: ("Đã xác minh", "good"),
        EmployerState.REFUSED: ("Không xác minh được", "bad"),
        EmployerState.SUSPENDED: ("Tạm khóa", "bad"),
    },
    PositionState: {
        PositionState.DRAFT: ("Bản nháp", ""),
        PositionState.SUBMITTED: ("Chờ duyệt", "warn"),
        PositionState.NEEDS_FIX: ("Cần sửa", "bad"),
        PositionState.OPEN: ("Đang tuyển", "good"),
        PositionState.PAUSED: ("Tạm dừng", "info"),
        PositionState.FILLED: ("Đã tuyển đủ", "done"),
        PositionState.CLOSED: ("Đã đóng", "done"),
        PositionState.EXPIRED: ("Hết hạn", ""),
    },
    SuggestionState: {
        SuggestionState.PROPOSED: ("Chờ duyệt", "warn"),
        SuggestionState.APPROVED: ("Đã duyệt", "good"),
        SuggestionState.REJECTED: ("Đã từ chối", "bad"),
        SuggestionState.LATER: ("Để xem sau", "info"),
        SuggestionState.LAPSED: ("Không còn phù hợp", ""),
    },
    LoanState: {
        LoanState.REFERRED: ("Đã giới thiệu", "info"),
        LoanState.SUBMITTED: ("Đã nộp hồ sơ", "info"),
        LoanState.LENT: ("Đã giải ngân", "good"),
        LoanState.NOT_LENT: ("Ngân hàng chưa cho vay", "bad"),
        LoanState.WITHDRAWN: ("Đã rút", "done"),
    },
    IntroductionState: {
        IntroductionState.NEW: ("Mới giới thiệu", "warn"),
        IntroductionState.SEEN: ("Đã xem", "info"),
        IntroductionState.INTERVIEW: ("Hẹn phỏng vấn", "info"),
        IntroductionState.OFFERED: ("Mời nhận việc", "info"),
        IntroductionState.HIRED: ("Nhận vào làm", "good"),
        IntroductionState.STARTED: ("Đã đi làm", "good"),
        IntroductionState.NOT_SUITABLE: ("Chưa phù hợp", "bad"),
        IntroductionState.CLOSED: ("Đã khép lại", "done"),
        IntroductionState.OBSOLETE: ("Đã có việc khác", "done"),
        IntroductionState.WITHDRAWN: ("Người lao động rút", "done"),
    },
    PairState: {
        PairState.OPEN: ("Chờ quyết định", "warn"),
        PairState.MERGED: ("Đã gộp", "good"),
        PairState.DIFFERENT: ("Hai người khác nhau", "done"),
    },
    HandoverState: {
        HandoverState.ASKED: ("Chờ trả lời", "warn"),
        HandoverState.ACCEPTED: ("Đã chuyển", "good"),
        HandoverState.REFUSED: ("Không nhận", "bad"),
        HandoverState.WITHDRAWN: ("Đã rút", "done"),
    },
    RightState: {
        RightState.RECEIVED: ("Mới nhận", "warn"),
        RightState.ANSWERED: ("Đã trả lời, đang làm", "info"),
        RightState.DONE: ("Đã làm xong", "good"),
        RightState.REFUSED: ("Không làm được", "bad"),
    },
    PledgeState: {
        PledgeState.PLEDGED: ("Đang cam kết", "good"),
        PledgeState.WITHDRAWN: ("Đã rút", "done"),
    },
    RankingModelState: {
        RankingModelState.CANDIDATE: ("Chưa dùng", "warn"),
        RankingModelState.IN_USE: ("Đang dùng", "good"),
        RankingModelState.REPLACED: ("Đã có bản mới hơn", "done"),
        RankingModelState.WITHDRAWN: ("Đã rút lại", "bad"),
    },
    SponsorshipState: {
        SponsorshipState.MATCHED: ("Đã ghép", "warn"),
        SponsorshipState.AGREED: ("Đã thỏa thuận", "info"),
        SponsorshipState.DELIVERED: ("Đã trao", "info"),
        SponsorshipState.CONFIRMED: ("Đã xác nhận", "good"),
        SponsorshipState.COMPLETED: ("Hoàn thành", "done"),
        SponsorshipState.ENDED: ("Đã dừng", "bad"),
    },
    EventFirmState: {
        EventFirmState.INVITED: ("Chờ trả lời", "warn"),
        EventFirmState.ACCEPTED: ("Nhận lời", "good"),
        EventFirmState.DECLINED: ("Không đến được", "done"),
    },
    EventState: {
        EventState.PLANNED: ("Đang chuẩn bị", "info"),
        EventState.RUNNING: ("Đang diễn ra", "good"),
        EventState.OUT: ("Đang ở máy hội trường", "warn"),
        EventState.CLOSED: ("Đã kết thúc", "done"),
    },
    AttendanceState: {
        AttendanceState.INVITED: ("Đã mời", ""),
        AttendanceState.PRESENT: ("Có mặt", "good"),
        AttendanceState.WALK_IN: ("Đến không hẹn", "info"),
    },
    TalkState: {
        TalkState.PLANNED: ("Đã xếp", ""),
        TalkState.CALLED: ("Đang gọi", "info"),
        TalkState.HELD: ("Đã trao đổi", "good"),
        TalkState.NO_SHOW: ("Vắng", "bad"),
    },
    ImportState: {
        ImportState.READING: ("Đang đọc", "info"),
        ImportState.READY: ("Chờ nhập", "warn"),
        ImportState.APPLIED: ("Đã nhập", "good"),
        ImportState.UNDONE: ("Đã hoàn tác", "done"),
        ImportState.DISCARDED: ("Đã bỏ", "done"),
    },
    RowStatus: {
        RowStatus.WAITING: ("Chờ đọc", ""),
        RowStatus.NEW: ("Mới", "good"),
        RowStatus.UPDATE: ("Cập nhật", "info"),
        RowStatus.DUPLICATE: ("Đã có", ""),
        RowStatus.ERROR: ("Cần sửa", "bad"),
    },
}
