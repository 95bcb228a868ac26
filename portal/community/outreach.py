"""The log of outreach: typed in quickly, mended, taken out."""

from datetime import date
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import OutreachActivity, OutreachKind, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.community.forms import ActivityForm
from portal.community.views import bp
from portal.database import session
from portal.employer.places import commune_names, default_province, place_name
from portal.labels import choices
from portal.once import finish
from portal.paging import paged
from services import outreach, places
from services.scope import visible_activities


@bp.route("/outreach", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_MANAGE)
def activities() -> ResponseReturnValue:
    """Show the log with the boxes of a new line above it; kind, day and place stay for the next."""
    form = ActivityForm(actor(), data=_kept())
    if form.validate_on_submit():
        outreach.record(session, form.line(), by=actor())
        kept = {"kind": form.kind.data, "on": form.on.data, "place": form.commune_code}
        return finish(url_for(".activities", **kept), "Đã lưu. Ghi tiếp dòng nữa.")
    scope = visible_activities(actor())
    year = local_today().year
    page = render_template(
        "community/activities.html",
        form=form,
        communes=commune_names(default_province()),
        page=paged(outreach.listed(scope, _shown())),
        sums=outreach.sums(session, scope, year),
        year=year,
        shown=_shown(),
        kinds=choices(OutreachKind),
        commune=places.commune_name,
    )
    return page, 422 if form.errors else 200


def _kept() -> dict[str, object]:
    """Return what the line before left in the boxes."""
    code = request.args.get("place", "")
    return {
        "kind": request.args.get("kind", ""),
        "on": _day(request.args.get("on", "")),
        "commune": place_name(code) if code in places.communes() else "",
    }


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return local_today()


def _shown() -> OutreachKind | None:
    typed = request.args.get("show", "")
    return OutreachKind(typed) if typed in set(OutreachKind) else None


@bp.route("/outreach/<uuid:activity_id>", methods=["GET", "POST"])
@requires(Permission.COMMUNITY_MANAGE)
def edit_activity(activity_id: UUID) -> ResponseReturnValue:
    """Mend a line."""
    row = get_or_404(OutreachActivity, activity_id)
    form = ActivityForm(actor(), obj=row, data={"commune": place_name(row.commune_code)})
    if form.validate_on_submit():
        outreach.change(session, row, form.line(), by=actor())
        return finish(url_for(".activities"), "Đã lưu.")
    page = render_template(
        "community/edit_activity.html",
        form=form,
        row=row,
        communes=commune_names(default_province()),
    )
    return page, 422 if form.errors else 200


@bp.post("/outreach/<uuid:activity_id>/remove")
@requires(Permission.COMMUNITY_MANAGE)
def remove_activity(activity_id: UUID) -> ResponseReturnValue:
    """Take a line out of the log."""
    row = get_or_404(OutreachActivity, activity_id)
    outreach.remove(session, row, by=actor())
    return finish(url_for(".activities"), "Đã bỏ dòng này.")
