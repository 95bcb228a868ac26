"""The words of what happens to introductions: moves, reasons, letters, calls, one question."""

from collections.abc import Mapping
from enum import StrEnum

from models import (
    AfterRefusal,
    CallResult,
    IntroductionAction,
    MailKind,
    RefusalReason,
    Side,
    StayAnswer,
    Topic,
)

INTRODUCTION_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    MailKind: {
        MailKind.INTRODUCED: "Có người mới được giới thiệu",
        MailKind.REMINDER: "Nhắc trả lời",
        MailKind.INTERVIEW: "Lịch phỏng vấn",
        MailKind.DELETION: "Xin xóa thông tin",
        MailKind.INVITATION: "Mời vào cổng",
        MailKind.CHECK_IN: "Hỏi thăm đầu tháng",
        MailKind.STAY: "Hỏi sau 3 tháng",
        MailKind.POSTING: "Hỏi tin còn tuyển không",
        MailKind.EVENT_THANKS: "Cảm ơn sau hội nghị",
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
        RefusalReason.NO_ANSWER: "Doanh nghiệp không trả lời",
        RefusalReason.OTHER: "Lý do khác",
    },
    AfterRefusal: {
        AfterRefusal.OTHER_POSITION: "Tìm việc khác",
        AfterRefusal.TRAINING: "Giới thiệu học nghề",
        AfterRefusal.TALK: "Gặp lại để trao đổi",
        AfterRefusal.NONE: "Chưa cần làm gì",
    },
    Side: {
        Side.PERSON: "Người lao động",
        Side.FIRM: "Doanh nghiệp",
    },
    Topic: {
        Topic.INTRODUCED: "Đã giới thiệu",
        Topic.WAITING: "Đang chờ trả lời",
        Topic.INTERVIEW: "Lịch phỏng vấn",
        Topic.OFFER: "Mời nhận việc",
        Topic.START: "Nhận vào làm",
        Topic.ENDED: "Chưa phù hợp, khép lại",
        Topic.STAY: "Hỏi sau 3 tháng",
    },
    CallResult: {
        CallResult.TOLD: "Đã nhắn, đã báo",
        CallResult.WILL_ANSWER: "Hẹn trả lời sau",
        CallResult.NOT_REACHED: "Chưa liên lạc được",
    },
    StayAnswer: {
        StayAnswer.YES: "Còn làm",
        StayAnswer.NO: "Đã nghỉ",
        StayAnswer.UNSURE: "Cần cán bộ gọi lại",
    },
}
