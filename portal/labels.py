"""The words of the screens for every coded value: one table, so that one thing has one name."""

from collections.abc import Mapping
from enum import StrEnum

from models import (
    AfterRefusal,
    AttendanceState,
    Channel,
    ConsentHow,
    ConsentPurpose,
    Contract,
    DeviceKind,
    Education,
    EmployerAction,
    EmployerKind,
    EmployerState,
    EventState,
    ImportKind,
    ImportState,
    IntroductionAction,
    IntroductionState,
    MoneyType,
    NextStep,
    Path,
    PledgeState,
    PositionAction,
    PositionKind,
    PositionState,
    RefusalReason,
    RejectReason,
    ReturnBasis,
    Role,
    RowStatus,
    Shift,
    SponsorshipEnd,
    SponsorshipKind,
    SponsorshipState,
    SuggestionState,
    TableKind,
    TalkState,
)

ROLE_LABELS: Mapping[Role, str] = {
    Role.ADMINISTRATOR: "Quản trị",
    Role.POLICE: "Công an xã",
    Role.COUNSELOR: "Cán bộ tư vấn",
    Role.ORGANISER: "Ban tổ chức",
    Role.DESK: "Bàn đón tiếp",
    Role.COMMITTEE: "Ban Chỉ đạo",
    Role.EMPLOYER: "Doanh nghiệp",
    Role.KIOSK: "Máy tra cứu",
    Role.PERSON: "Người lao động",
}

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
    PledgeState: {
        PledgeState.PLEDGED: ("Đang cam kết", "good"),
        PledgeState.WITHDRAWN: ("Đã rút", "done"),
    },
    SponsorshipState: {
        SponsorshipState.MATCHED: ("Đã ghép", "warn"),
        SponsorshipState.AGREED: ("Đã thỏa thuận", "info"),
        SponsorshipState.DELIVERED: ("Đã trao", "info"),
        SponsorshipState.CONFIRMED: ("Đã xác nhận", "good"),
        SponsorshipState.COMPLETED: ("Hoàn thành", "done"),
        SponsorshipState.ENDED: ("Đã dừng", "bad"),
    },
    EventState: {
        EventState.PLANNED: ("Đang chuẩn bị", "info"),
        EventState.RUNNING: ("Đang diễn ra", "good"),
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

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    EmployerKind: {
        EmployerKind.COMPANY: "Công ty",
        EmployerKind.COOPERATIVE: "Hợp tác xã",
        EmployerKind.HOUSEHOLD: "Hộ kinh doanh",
    },
    PositionKind: {
        PositionKind.JOB: "Việc làm",
        PositionKind.TRAINING: "Lớp học nghề",
        PositionKind.HOME_WORK: "Việc làm tại nhà",
    },
    Shift: {
        Shift.DAY: "Làm ban ngày",
        Shift.ROTATING: "Làm ca kíp",
        Shift.NIGHT: "Làm ban đêm",
        Shift.FLEXIBLE: "Giờ linh hoạt",
    },
    Contract: {
        Contract.PERMANENT: "Lâu dài",
        Contract.FIXED_TERM: "Có thời hạn",
        Contract.SEASONAL: "Theo mùa vụ",
        Contract.DAILY: "Theo ngày",
        Contract.PIECE_RATE: "Theo sản phẩm",
    },
    Education: {
        Education.PRIMARY: "Tiểu học",
        Education.LOWER_SECONDARY: "Trung học cơ sở",
        Education.UPPER_SECONDARY: "Trung học phổ thông",
        Education.VOCATIONAL: "Trung cấp, sơ cấp nghề",
        Education.COLLEGE: "Cao đẳng",
        Education.UNIVERSITY: "Đại học",
    },
    ReturnBasis: {
        ReturnBasis.COMPLETED: "Chấp hành xong",
        ReturnBasis.PARDONED: "Được đặc xá",
        ReturnBasis.CONDITIONAL_RELEASE: "Tha trước thời hạn có điều kiện",
        ReturnBasis.COMMUNITY_SENTENCE: "Chấp hành tại cộng đồng",
    },
    Path: {
        Path.WORK: "Đi làm",
        Path.TRAINING: "Học nghề",
        Path.SELF_EMPLOYED: "Tự làm",
        Path.HELP_FIRST: "Cần giúp trước",
    },
    ConsentPurpose: {
        ConsentPurpose.MATCHING: "Gợi ý việc làm",
        ConsentPurpose.SHARE_WITH_EMPLOYER: "Cho doanh nghiệp biết tên, số điện thoại",
    },
    RejectReason: {
        RejectReason.TOO_FAR: "Quá xa",
        RejectReason.WRONG_TRADE: "Không đúng nghề",
        RejectReason.WAGE: "Lương chưa đạt",
        RejectReason.SHIFT: "Ca làm không hợp",
        RejectReason.HEALTH: "Sức khỏe không hợp",
        RejectReason.DECLINED: "Người lao động đã từ chối",
        RejectReason.OTHER: "Lý do khác",
    },
    ConsentHow: {
        ConsentHow.PAPER: "Giấy đã ký",
        ConsentHow.SCREEN: "Trên màn hình",
        ConsentHow.SPOKEN: "Nói trực tiếp, có người chứng kiến",
    },
    SponsorshipKind: {
        SponsorshipKind.JOB: "Việc làm",
        SponsorshipKind.TRAINING: "Dạy nghề",
        SponsorshipKind.MENTOR: "Người kèm cặp",
        SponsorshipKind.TOOLS: "Dụng cụ làm nghề",
        SponsorshipKind.CAPITAL: "Vốn làm ăn",
        SponsorshipKind.ROOM: "Chỗ ở",
        SponsorshipKind.FIRST_WEEK: "Tuần đầu đi làm (xe, cơm, ứng lương)",
    },
    SponsorshipEnd: {
        SponsorshipEnd.PERSON_DECLINED: "Người lao động không muốn nhận nữa",
        SponsorshipEnd.PERSON_MOVED: "Người lao động chuyển nơi ở",
        SponsorshipEnd.NO_LONGER_NEEDED: "Không còn cần giúp",
        SponsorshipEnd.LEFT_JOB: "Người lao động thôi việc ở đây",
        SponsorshipEnd.FIRM_STOPPED: "Doanh nghiệp không giúp được nữa",
        SponsorshipEnd.RULE_BROKEN: "Doanh nghiệp làm sai quy định đỡ đầu",
        SponsorshipEnd.MADE_IN_ERROR: "Ghép nhầm",
        SponsorshipEnd.OTHER: "Lý do khác",
    },
    MoneyType: {
        MoneyType.GIFT: "Cho hẳn",
        MoneyType.LEND: "Cho mượn",
        MoneyType.INTEREST_FREE_LOAN: "Cho vay không lãi",
        MoneyType.WAGE_ADVANCE: "Ứng lương",
    },
    TableKind: {
        TableKind.HIRING: "Bàn tuyển dụng",
        TableKind.LOAN: "Bàn tư vấn vay vốn",
        TableKind.LEGAL: "Bàn tư vấn pháp lý",
        TableKind.PAPERS: "Bàn tư vấn giấy tờ",
        TableKind.TRAINING: "Bàn tư vấn học nghề",
        TableKind.INSURANCE: "Bàn tư vấn bảo hiểm",
    },
    NextStep: {
        NextStep.INTERVIEW: "Hẹn phỏng vấn",
        NextStep.TRIAL: "Mời thử việc",
        NextStep.OFFER: "Mời nhận việc",
        NextStep.CALL_BACK: "Gọi lại",
        NextStep.NOT_SUITABLE: "Chưa phù hợp",
    },
    Channel: {
        Channel.SHEET: "Phiếu giấy",
        Channel.KIOSK: "Máy tra cứu",
        Channel.PHONE: "Điện thoại",
        Channel.OFFICER: "Cán bộ nhập giúp",
    },
    DeviceKind: {
        DeviceKind.KIOSK: "Máy tra cứu",
        DeviceKind.DESK: "Máy bàn đón tiếp",
    },
    ImportKind: {
        ImportKind.RETURNEES: "Danh sách người lao động",
        ImportKind.POSITIONS: "Nhu cầu tuyển dụng",
    },
    EmployerAction: {
        EmployerAction.CLAIM: "Ghi có người phụ trách",
        EmployerAction.VERIFY: "Xác minh",
        EmployerAction.REFUSE: "Không xác minh được",
        EmployerAction.SUSPEND: "Tạm khóa",
        EmployerAction.RESTORE: "Mở khóa",
    },
    PositionAction: {
        PositionAction.SUBMIT: "Gửi duyệt",
        PositionAction.PUBLISH: "Duyệt đăng",
        PositionAction.SEND_BACK: "Trả lại để sửa",
        PositionAction.PAUSE: "Tạm dừng",
        PositionAction.RESUME: "Tuyển tiếp",
        PositionAction.FILL: "Đã tuyển đủ",
        PositionAction.REOPEN: "Tuyển thêm",
        PositionAction.CLOSE: "Đóng tin",
        PositionAction.EXPIRE: "Hết hạn",
        PositionAction.RENEW: "Đăng tiếp 60 ngày",
    },
    IntroductionAction: {
        IntroductionAction.SEE: "Đã xem",
        IntroductionAction.INVITE: "Mời phỏng vấn",
        IntroductionAction.OFFER: "Mời nhận việc",
        IntroductionAction.HIRE: "Nhận vào làm",
        IntroductionAction.START: "Ghi ngày đầu đi làm",
        IntroductionAction.REFUSE: "Chưa phù hợp",
        IntroductionAction.CLOSE: "Khép lại",
        IntroductionAction.SUPERSEDE: "Đã có việc khác",
        IntroductionAction.WITHDRAW: "Rút lời đồng ý",
    },
    RefusalReason: {
        RefusalReason.POSITION_FILLED: "Đã tuyển đủ người",
        RefusalReason.SKILLS: "Chưa đúng tay nghề",
        RefusalReason.EXPERIENCE: "Chưa đủ kinh nghiệm",
        RefusalReason.SHIFT: "Giờ làm không hợp",
        RefusalReason.DISTANCE: "Nhà xa chỗ làm",
        RefusalReason.WAGE: "Chưa thống nhất mức lương",
        RefusalReason.NOT_REACHED: "Không liên lạc được",
        RefusalReason.DID_NOT_COME: "Hẹn nhưng không đến",
        RefusalReason.PERSON_DECLINED: "Người lao động không nhận",
        RefusalReason.POSITION_CLOSED: "Tin đã đóng",
        RefusalReason.OTHER: "Lý do khác",
    },
    AfterRefusal: {
        AfterRefusal.OTHER_POSITION: "Tìm việc khác",
        AfterRefusal.TRAINING: "Giới thiệu học nghề",
        AfterRefusal.TALK: "Gặp lại để trao đổi",
        AfterRefusal.NONE: "Chưa cần làm gì",
    },
}


def words(value: StrEnum | None) -> str:
    """Return the words of a coded value or state."""
    if value is None:
        return ""
    kind = type(value)
    return STATES[kind][value][0] if kind in STATES else WORDS[kind][value]


def tone(value: StrEnum) -> str:
    """Return the badge tone of a state."""
    return STATES[type(value)][value][1]


def choices(values: type[StrEnum]) -> dict[str, str]:
    """Return the choices of a select or radio field, by value."""
    return {value.value: words(value) for value in values}
