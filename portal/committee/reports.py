"""The report: on screen with plots, as a print in the form of state documents, as a workbook."""

from datetime import date
from typing import Any

from flask import Response, current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models import local_today
from portal.access import Permission, actor, requires
from portal.committee.plots import HEIGHT, WIDTH, plots
from portal.committee.views import bp
from portal.database import session
from portal.forms import ActionForm
from portal.once import finish
from services import places
from services.disclosure import TOTAL
from services.errors import Refused
from services.reports import months, tables, years
from services.reports.definitions import ADJUSTED, HIDDEN, ONCE_A_YEAR, PEOPLE
from services.reports.workbook import workbook
from services.reports.yardsticks import yardsticks
from services.reports.years import DIMENSIONS, PERIODS, Period

FIRST_YEAR = 2020
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTES = (ONCE_A_YEAR, ADJUSTED, HIDDEN)


@bp.get("/report")
@requires(Permission.FIGURES_READ)
def report() -> ResponseReturnValue:
    """Show a year's report with its plots; by whom and of which period is chosen above."""
    page = _page()
    year = page["year"]
    return render_template(
        "committee/report.html",
        **page,
        plots=plots(year, {code: told.label for code, told in PEOPLE.items()}),
        plot_size=(WIDTH, HEIGHT),
        years=range(local_today().year, FIRST_YEAR - 1, -1),
        periods={str(period): name for period, name in tables.PERIOD_NAMES.items()},
        dimensions=tables.DIMENSION_NAMES,
        to_close=months.may_close(session, year.year),
    )


@bp.get("/report/print")
@requires(Permission.FIGURES_READ)
def print_report() -> ResponseReturnValue:
    """Show the same tables as an office's report on paper."""
    page = _page()
    back = url_for(".report", year=page["year"].year, period=page["period"], by=page["dimension"])
    return render_template("committee/print_report.html", **page, back_url=back)


@bp.get("/report.xlsx")
@requires(Permission.FIGURES_READ)
def report_file() -> ResponseReturnValue:
    """Send the same tables as a workbook; it holds no person, so no case file is logged."""
    page = _page()
    content = workbook(page["tables"], title=page["title"], notes=NOTES)
    answer: Response = make_response(content)
    answer.mimetype = XLSX
    name = f"bao-cao-{page['year'].year}.xlsx"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


@bp.post("/report/close")
@requires(Permission.REPORT_CLOSE)
def close_month() -> ResponseReturnValue:
    """Close a month: its figures are written down and stay."""
    form = ActionForm()
    month = _month(request.form.get("month", ""))
    if not form.validate_on_submit() or month is None:
        raise Refused("Hãy chọn tháng cần khóa sổ.")
    months.close(session, month, by=actor())
    return finish(url_for(".report", year=month.year), f"Đã khóa sổ tháng {month:%m/%Y}.")


def _page() -> dict[str, Any]:
    year = years.of_year(session, _year())
    period, dimension = _period(), _dimension()
    province = places.provinces()[current_app.config["SETTINGS"].default_province]
    return {
        "year": year,
        "period": str(period),
        "dimension": dimension,
        "title": f"Kết quả năm {year.year}",
        "tables": tables.all_tables(session, year, dimension, period),
        "yardsticks": yardsticks(),
        "notes": NOTES,
        "closed": sorted(year.closed),
        "today": local_today(),
        "province": province,
    }


def _year() -> int:
    asked = request.args.get("year", type=int)
    return asked if asked and FIRST_YEAR <= asked <= local_today().year else local_today().year


def _period() -> Period:
    asked = request.args.get("period", TOTAL)
    return next((period for period in PERIODS if str(period) == asked), TOTAL)


def _dimension() -> str:
    asked = request.args.get("by", "")
    return asked if asked in DIMENSIONS else next(iter(DIMENSIONS))


def _month(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
