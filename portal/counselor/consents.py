"""Consents: recorded for a commune in one go or for one person, taken back, printed to sign."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import CONSENT_VERSION, Consent, ConsentHow, Returnee, local_today
from portal.access import Permission, actor, get_or_404, requires
from portal.counselor.forms import ConsentForm, PapersForm, WithdrawForm
from portal.counselor.reach import communes_of
from portal.counselor.views import bp
from portal.database import session
from portal.once import finish
from portal.pages import personal_page
from services import consents as service
from services.consents import Given
from services.errors import Refused
from services.returnees import may_be_under

NEXT = "Mở mục Gợi ý, bấm Tìm việc phù hợp."


@bp.route("/consents", methods=["GET", "POST"])
@requires(Permission.CONSENT_RECORD)
def consents() -> ResponseReturnValue:
    """Record the signed papers of one commune; nobody is ticked beforehand."""
    reach = communes_of(actor())
    commune = request.values.get("commune") or (next(iter(reach)) if len(reach) == 1 else "")
    if not commune:
        return _choose_commune(reach)
    if commune not in reach:
        abort(404)
    waiting = service.waiting(session, commune, by=actor())
    form = PapersForm()
    form.signed.choices = {
        str(person.id): f"{person.full_name}, sinh năm {person.birth_year}" for person in waiting
    }
    if form.validate_on_submit():
        chosen = [person for person in waiting if str(person.id) in form.signed.data]
        given = Given(ConsentHow.PAPER, form.given_on.data)
        done = service.give_many(session, chosen, given, by=actor())
        return finish(
            url_for(".consents", commune=commune), f"Đã ghi đồng ý của {len(done)} người. {NEXT}"
        )
    return personal_page(
        "counselor/consents.html",
        subjects=waiting,
        fields=["full_name", "birth_year", "consents"],
        status=422 if form.errors else 200,
        form=form,
        waiting=waiting,
        commune=commune,
        reach=reach,
    )


def _choose_commune(reach: dict[str, str]) -> ResponseReturnValue:
    """Show how many wait in each commune, the most first."""
    counted = service.count_waiting(session, by=actor())
    rows = sorted(counted.items(), key=lambda row: -row[1])
    return render_template(
        "counselor/consents.html",
        commune="",
        rows=rows,
        reach=reach,
        most=service.MOST_A_COMMUNE,
    )


@bp.route("/people/<uuid:returnee_id>/consents", methods=["GET", "POST"])
@requires(Permission.CONSENT_RECORD)
def consents_of(returnee_id: UUID) -> ResponseReturnValue:
    """Show one person's consents and record the yes to matching."""
    returnee = get_or_404(Returnee, returnee_id)
    form = ConsentForm(data={"representative": returnee.representative})
    if form.validate_on_submit():
        service.give(session, returnee, form.given(), by=actor())
        return finish(url_for(".consents_of", returnee_id=returnee.id), f"Đã ghi đồng ý. {NEXT}")
    return personal_page(
        "counselor/consents_of.html",
        subjects=[returnee],
        fields=["full_name", "consents"],
        status=422 if form.errors else 200,
        form=form,
        returnee=returnee,
        standing=service.standing(session, returnee),
        history=service.history(session, returnee),
        firms=service.firm_names(session, returnee),
        withdraw_form=WithdrawForm(formdata=None),
        needs_representative=may_be_under(returnee, service.CHILD, local_today()),
    )


@bp.post("/people/<uuid:returnee_id>/consents/<uuid:consent_id>/withdraw")
@requires(Permission.CONSENT_RECORD)
def withdraw_consent(returnee_id: UUID, consent_id: UUID) -> ResponseReturnValue:
    """Take one consent back, as the person asked."""
    returnee = get_or_404(Returnee, returnee_id)
    consent = _consent(returnee, consent_id)
    form = WithdrawForm()
    if not form.validate():
        raise Refused("Chưa ghi việc rút. Ngày rút chưa đúng, hãy ghi lại ngày.")
    service.withdraw(session, consent, by=actor(), on=form.on.data or local_today())
    return finish(
        url_for(".consents_of", returnee_id=returnee.id),
        "Đã ghi việc rút đồng ý. Những gì dựa vào đó đã dừng.",
    )


def _consent(returnee: Returnee, consent_id: UUID) -> Consent:
    found = next((c for c in service.history(session, returnee) if c.id == consent_id), None)
    return found if found is not None else abort(404)


@bp.get("/people/<uuid:returnee_id>/consent-form")
@requires(Permission.CONSENT_RECORD)
def consent_form(returnee_id: UUID) -> ResponseReturnValue:
    """Print the consent form of one person."""
    returnee = get_or_404(Returnee, returnee_id)
    return _printed([returnee], url_for(".consents_of", returnee_id=returnee.id))


@bp.get("/consents/<commune>/forms")
@requires(Permission.CONSENT_RECORD)
def consent_forms(commune: str) -> ResponseReturnValue:
    """Print the consent forms of everyone in a commune who has not agreed yet."""
    if commune not in communes_of(actor()):
        abort(404)
    waiting = service.waiting(session, commune, by=actor())
    back = url_for(".consents", commune=commune)
    return _printed(waiting, back) if waiting else redirect(back, 303)


def _printed(people: list[Returnee], back: str) -> ResponseReturnValue:
    return personal_page(
        "counselor/consent_form.html",
        subjects=people,
        fields=["full_name", "birth_year"],
        action="print",
        people=people,
        children={p.id for p in people if may_be_under(p, service.CHILD, local_today())},
        version=CONSENT_VERSION,
        back_url=back,
    )
