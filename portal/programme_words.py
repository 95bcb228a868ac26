"""The words of the committee's programme and of sponsorship: models, outreach, loans, check-ins."""

from collections.abc import Mapping
from enum import StrEnum

from models import (
    CheckInAnswer,
    LoanPurpose,
    LoanReason,
    ModelKind,
    ModelLevel,
    ModelOffer,
    OutreachKind,
    SponsorshipAction,
    TaskOwner,
)

PROGRAMME_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    SponsorshipAction: {
        SponsorshipAction.FIRM_AGREE: "Doanh nghiệp tự bấm đồng ý trên màn hình",
        SponsorshipAction.PERSON_AGREE: "Người lao động tự bấm đồng ý trên màn hình",
        SponsorshipAction.AGREE: "Hai bên thỏa thuận",
        SponsorshipAction.DELIVER: "Trao",
        SponsorshipAction.CONFIRM: "Xác nhận",
        SponsorshipAction.COMPLETE: "Hoàn thành",
        SponsorshipAction.END: "Dừng lại",
    },
    ModelLevel: {
        ModelLevel.PROVINCE: "Cấp tỉnh",
        ModelLevel.DISTRICT: "Cấp huyện (trước 7/2025)",
        ModelLevel.COMMUNE: "Cấp xã",
    },
    ModelKind: {
        ModelKind.WORK: "Tạo việc làm",
        ModelKind.TRAINING: "Dạy nghề",
        ModelKind.FUND: "Quỹ, vốn",
        ModelKind.CARE: "Nhóm giúp đỡ",
        ModelKind.CLUB: "Câu lạc bộ",
        ModelKind.LEGAL: "Tư vấn pháp luật",
        ModelKind.OTHER: "Loại khác",
    },
    ModelOffer: {
        ModelOffer.JOB: "Việc làm",
        ModelOffer.TRAINING: "Dạy nghề",
        ModelOffer.LOAN: "Vốn",
        ModelOffer.TOOLS: "Dụng cụ",
        ModelOffer.MENTOR: "Người kèm cặp",
        ModelOffer.LEGAL: "Tư vấn pháp luật",
        ModelOffer.PAPERS: "Làm giấy tờ",
        ModelOffer.CARE: "Thăm hỏi, giúp đỡ",
    },
    OutreachKind: {
        OutreachKind.BROADCAST: "Phát thanh",
        OutreachKind.ARTICLE: "Tin, bài",
        OutreachKind.MOBILE_SESSION: "Tuyên truyền lưu động",
        OutreachKind.BANNER: "Băng rôn, khẩu hiệu",
        OutreachKind.LEAFLET: "Tờ rơi",
        OutreachKind.BOOK: "Sách",
        OutreachKind.CONFERENCE: "Hội nghị, hội thảo",
        OutreachKind.CONSULTATION: "Tư vấn ngoài hội nghị",
    },
    LoanPurpose: {
        LoanPurpose.TRAINING: "Học nghề",
        LoanPurpose.BUSINESS: "Làm ăn, tạo việc làm",
    },
    LoanReason: {
        LoanReason.PAPERS_MISSING: "Thiếu giấy tờ",
        LoanReason.PLAN_NOT_READY: "Kế hoạch chưa xong",
        LoanReason.CONDITION_NOT_MET: "Chưa đủ điều kiện",
        LoanReason.NO_FUNDS: "Nguồn vốn đã hết",
        LoanReason.PERSON_DECLINED: "Người lao động không vay nữa",
        LoanReason.OTHER: "Lý do khác",
    },
    CheckInAnswer: {
        CheckInAnswer.GOOD: "Ổn",
        CheckInAnswer.WANTS_CHANGE: "Muốn thay đổi",
        CheckInAnswer.PROBLEM: "Có điều không ổn",
        CheckInAnswer.NOT_REACHED: "Chưa gặp được",
    },
    TaskOwner: {
        TaskOwner.SPONSOR: "Bên giúp",
        TaskOwner.PERSON: "Người được giúp",
        TaskOwner.OFFICER: "Cán bộ",
    },
}
