"""A firm's page for everyone, and one position with its data for search engines."""

from flask import Blueprint, abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Employer
from portal.access import public
from portal.database import session
from portal.employer.places import place_name
from portal.employer.sight import licence_names
from portal.formats import format_wage
from portal.public.structured import job_posting
from services import public_jobs

bp = Blueprint("public", __name__, url_prefix="/v")


@bp.get("/<code>")
@public
def firm_jobs(code: str) -> ResponseReturnValue:
    employer = _firm(code)
    return render_template(
        "public/firm_jobs.html",
        employer=employer,
        positions=public_jobs.positions(session, employer),
        about=public_jobs.about(employer),
        place_name=place_name,
        here=address(employer),
    )


@bp.get("/<code>/<job_code>")
@public
def job(code: str, job_code: str) -> ResponseReturnValue:
    employer = _firm(code)
    found = public_jobs.position(session, employer, job_code) or abort(404)
    here = f"{base()}{url_for('.job', code=code, job_code=job_code)}"
    place = place_name(found.commune_code)
    return render_template(
        "public/job.html",
        position=found,
        place=place,
        licences=licence_names(found.licences),
        posting=job_posting(found, here),
        here=here,
        summary=f"{format_wage(found.wage_min, found.wage_max)}. {place}. {employer.name}.",
    )


def _firm(code: str) -> Employer:
    return public_jobs.firm(session, code) or abort(404)


def base() -> str:
    """Return where the portal is reached from outside."""
    return str(current_app.config["SETTINGS"].public_url)


def address(employer: Employer) -> str:
    """Return the short address of a firm's page."""
    return f"{base()}{url_for('public.firm_jobs', code=employer.public_code)}"
