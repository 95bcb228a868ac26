"""Kiosks and desks of an event: a pairing code is shown once and typed on the machine at /pair."""

from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Device, DeviceKind, Event
from portal.access import Permission, actor, get_or_404, requires
from portal.database import session
from portal.once import finish
from portal.organiser.forms import DeviceForm
from portal.organiser.views import bp
from services import attendances, devices, events
from services.scope import visible_devices


@bp.route("/<uuid:event_id>/devices", methods=["GET", "POST"])
@requires(Permission.DEVICE_PAIR)
def device_list(event_id: UUID) -> ResponseReturnValue:
    """List the event's machines and make a pairing code for one more."""
    event = get_or_404(Event, event_id)
    tables = events.tables_of(session, event)
    form = DeviceForm(tables=tables)
    if form.validate_on_submit():
        device, code = devices.prepare(
            session,
            event,
            DeviceKind(form.kind.data),
            form.label.data,
            by=actor(),
            table=next((t for t in tables if str(t.id) == form.table_id.data), None),
        )
        message = (
            f"Mã ghép nối của {device.label}: {attendances.spaced(code)}. "
            "Gõ mã này trên máy đó trong 10 phút."
        )
        return finish(url_for(".device_list", event_id=event.id), message)
    rows = session.scalars(
        visible_devices(actor()).where(Device.event_id == event.id).order_by(Device.created_at)
    ).all()
    page = render_template(
        "organiser/device_list.html",
        event=event,
        form=form,
        rows=rows,
        table_numbers={table.id: table.number for table in tables},
        pair_url=url_for("auth.pair", _external=True),
    )
    return page, 422 if form.errors else 200


@bp.post("/<uuid:event_id>/devices/<uuid:device_id>/revoke")
@requires(Permission.DEVICE_PAIR)
def revoke_device(event_id: UUID, device_id: UUID) -> ResponseReturnValue:
    """End a machine's sign-in at once."""
    device = get_or_404(Device, device_id)
    if device.event_id != event_id:
        abort(404)
    devices.revoke(session, device, by=actor())
    return finish(url_for(".device_list", event_id=event_id), "Đã ngừng máy này.")
