"""After the afternoon: the close-out, the news each person still waits for, thanks to the firms."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from models import Event, EventAction
from portal.access import Permission, actor, get_or_404, may, requires
from portal.database import session
from portal.once import finish
from portal.organiser.views import bp, figures_of
from portal.pages import personal_page
from services import closeout, closeout_news, closeout_people, closeout_quality, closeout_thanks
from services.closeout_people import NoTalk

WHY = {
    NoTalk.ABSENT: "Được mời nhưng không đến",
    NoTalk.NO_CARD: "Có mặt, chưa có việc được duyệt",
    NoTalk.NOT_PLANNED: "Có mặt, có việc, chưa xếp lượt",
    NoTalk.MISSED: "Có mặt, có lượt nhưng lỡ lượt",
}


@bp.get("/<uuid:event_id>/close-out")
@requires(Permission.EVENT_READ)
def close_out(event_id: UUID) -> ResponseReturnValue:
    """Show what came of the event; few people are hidden from who reads figures only."""
    event = get_or_404(Event, event_id)
    figures, lines = figures_of(event)
    before = closeout.last_before(session, event)
    return render_template(
        "organiser/close_out.html",
        event=event,
        figures=figures,
        lines=lines,
        why=WHY,
        before=before,
        last=figures_of(before)[0] if before else None,
        quality=closeout_quality.quality(session, event),
        **_staff_part(event),
    )


def _staff_part(event: Event) -> dict[str, Any]:
    """Return what is for those who act on it: news waited for, thanks written."""
    if may(Permission.FIGURES_READ):
        return {"news_due": None}
    came, told = closeout_news.counts(session, event)
    return {
        "news_due": closeout_news.due_on(event),
        "news_left": came - told,
        "firms": closeout_thanks.firms(session, event),
        "thanked": closeout_thanks.count_written(session, event),
        "is_over": EventAction.REOPEN in event.actions(),
    }


@bp.get("/<uuid:event_id>/news")
@requires(Permission.SHEET_PRINT)
def news(event_id: UUID) -> ResponseReturnValue:
    """List everyone who came: who tells them what came of it, until when."""
    event = get_or_404(Event, event_id)
    rows = closeout_news.of_people(session, event, by=actor())
    return personal_page(
        "organiser/news.html",
        subjects=[row.attendance.returnee for row in rows],
        fields=["full_name"],
        action="list",
        event=event,
        rows=rows,
        due=closeout_news.due_on(event),
        reasons=closeout_people.of_each(session, event),
        why=WHY,
        waiting=sum(not row.is_told for row in rows),
    )


@bp.post("/<uuid:event_id>/thanks")
@requires(Permission.EVENT_MANAGE)
def thank_firms(event_id: UUID) -> ResponseReturnValue:
    """Write to every firm that had a table."""
    event = get_or_404(Event, event_id)
    done = closeout_thanks.thank(session, event, by=actor())
    said = f"Đã có thư cảm ơn cho {len(done.written)} doanh nghiệp."
    if done.without_address:
        names = ", ".join(firm.name for firm in done.without_address)
        said = f"{said} Chưa có địa chỉ thư, hãy gọi: {names}."
    return finish(url_for(".close_out", event_id=event.id), said)
