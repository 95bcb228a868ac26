"""Neutral words for Zalo and the telephone: a neighbour may read them."""

from collections.abc import Mapping

from models import LOCAL_ZONE, Introduction, IntroductionState, RefusalReason, Topic
from services import mailing

_R, _S = RefusalReason, IntroductionState
TO_PERSON: Mapping[Topic, str] = {
    Topic.INTRODUCED: "{firm} đã nhận lời giới thiệu. Có tin mới, em nhắn ngay.",
    Topic.WAITING: "{firm} chưa trả lời. Em đang gọi hỏi, có tin mới em nhắn ngay.",
    Topic.INTERVIEW: "{firm} hẹn gặp anh/chị lúc {at}{place}{ask_for}{papers}."
    " Anh/chị đi được không, nhắn lại giúp em.",
    Topic.OFFER: "{firm} mời anh/chị nhận việc {job}. Anh/chị nhận không, nhắn lại giúp em.",
    Topic.START: "{firm} nhận anh/chị vào làm{start}. Cần giúp gì trước ngày đi làm, nhắn em.",
    Topic.ENDED: "{firm}: {why} Em tìm chỗ khác, có tin mới em nhắn ngay.",
    Topic.STAY: "Em hỏi thăm một câu, anh/chị bấm trả lời giúp: {link}",
}
WHY: Mapping[RefusalReason, str] = {
    _R.POSITION_FILLED: "Chỗ này đã tuyển đủ người.",
    _R.SKILLS: "Chỗ này cần người quen việc hơn.",
    _R.EXPERIENCE: "Chỗ này cần người làm lâu năm hơn.",
    _R.SHIFT: "Giờ làm ở đây chưa hợp với anh/chị.",
    _R.DISTANCE: "Chỗ làm hơi xa nhà anh/chị.",
    _R.WAGE: "Hai bên chưa thống nhất mức lương.",
    _R.NOT_REACHED: "Họ chưa liên lạc được với anh/chị.",
    _R.DID_NOT_COME: "Hôm hẹn gặp họ chưa gặp được anh/chị.",
    _R.PERSON_DECLINED: "Anh/chị đã báo không nhận chỗ này.",
    _R.POSITION_CLOSED: "Chỗ này không tuyển nữa.",
    _R.NO_ANSWER: "Lâu rồi họ chưa trả lời nên em khép lại.",
    _R.OTHER: "Lần này chưa hợp.",
}
"""What a person is told for each coded reason, where the firm added no words."""
TO_FIRM: Mapping[IntroductionState, str] = {
    _S.NEW: "Hỏi đã xem {who} chưa, bao giờ hẹn gặp. Chưa phù hợp thì xin lý do.",
    _S.SEEN: "Hỏi bao giờ hẹn gặp {who}. Chưa phù hợp thì xin lý do.",
    _S.INTERVIEW: "Hỏi kết quả buổi gặp {who} lúc {at}.",
    _S.OFFERED: "Hỏi đã thống nhất ngày đi làm với {who} chưa.",
    _S.HIRED: "Hỏi {who} đã đi làm chưa, từ ngày nào.",
}
DELETE = "Nhắc xóa tên, số điện thoại đã ghi lại của {who}. Xóa xong thì ghi lại ở đây."
HELLO = "Chào anh/chị. "


def for_person(introduction: Introduction, topic: Topic, *, link: str = "") -> str:
    """Return a message to the person that can be copied as it is."""
    facts = {**_facts(introduction), "why": why(introduction), "link": link}
    return HELLO + TO_PERSON[topic].format(**facts)


def refusal(introduction: Introduction, reason: RefusalReason, to_person: str) -> str:
    """Return what the person will be told of a refusal, before it is recorded."""
    facts = {**_facts(introduction), "why": to_person or WHY[reason]}
    return HELLO + TO_PERSON[Topic.ENDED].format(**facts)


def for_firm(introduction: Introduction) -> str:
    """Return what to say when calling the firm: it knows the person by a number."""
    template = TO_FIRM.get(introduction.state, DELETE)
    return template.format(**_facts(introduction))


def zalo_to_firm(introduction: Introduction) -> str:
    """Return a message to the firm; number and posting, no name."""
    job = mailing.told(", vị trí ", introduction.position.title)
    who = _who(introduction)
    return f"{HELLO}Nối Việc xin hỏi về {who}{job}. Xin anh/chị trả lời trên cổng hoặc nhắn lại."


def why(introduction: Introduction) -> str:
    """Return why it ended, in the firm's own words to the person or those of the reason."""
    if introduction.words_to_person:
        return introduction.words_to_person
    return why_coded(introduction.reason)


def why_coded(reason: str | None) -> str:
    """Return the sentence of a coded reason."""
    return WHY[_R(reason)] if reason else WHY[_R.OTHER]


def _who(introduction: Introduction) -> str:
    return f"Người lao động {introduction.number:02d}"


def _facts(introduction: Introduction) -> dict[str, str]:
    at = introduction.interview_at
    starts_on = introduction.starts_on
    return {
        "firm": mailing.told("", introduction.employer.name) or "Nơi tuyển dụng",
        "job": mailing.told("", introduction.position.title),
        "who": _who(introduction),
        "at": f"{at.astimezone(LOCAL_ZONE):%H:%M ngày %d/%m/%Y}" if at else "",
        "place": mailing.told(", tại ", introduction.interview_place),
        "ask_for": mailing.told(". Đến nơi gặp ", introduction.interview_ask_for),
        "papers": mailing.told(". Mang theo ", introduction.interview_papers),
        "start": f" từ ngày {starts_on:%d/%m/%Y}" if starts_on else "",
    }
