"""Acceptance: a province-year brought in from workbooks, and the report states its figures."""

import re

import pytest
from factories import make_user

from models import SYSTEM, ImportKind, Role, RowStatus
from services import importing
from services.disclosure import TOTAL
from services.reports import years
from services.reports.definitions import OUTREACH
from tests.services import province_year as year
from tests.services.province_year import CONSULTED, RETURNED, TOTALS, YEAR


def bring_in(session, kind, content):
    upload = importing.prepare(kind, content, "nam.xlsx")
    batch = importing.stage(session, upload, default_province="38", by=SYSTEM)
    while not importing.read_some(session, batch, by=SYSTEM):
        pass
    return batch, importing.apply(session, batch, by=SYSTEM)


@pytest.fixture
def programme(session):
    return [
        bring_in(session, ImportKind.COMMUNITY_MODELS, year.models()),
        bring_in(session, ImportKind.OUTREACH, year.outreach()),
    ]


def stated(page, label):
    """Return what the page's year column (the fifth) says in a line."""
    line = re.search(rf'<th scope="row">{re.escape(label)}</th>(.*?)</tr>', page, re.DOTALL)[1]
    return re.findall(r'<td class="num">(.*?)</td>', line)[4]


def test_the_report_states_exactly_the_published_figures(session, programme, client):
    bring_in(session, ImportKind.RETURNEES, year.people())
    report = years.of_year(session, YEAR)
    assert report.shown("returned")[TOTAL] == RETURNED
    assert report.shown("consulted")[TOTAL] == CONSULTED
    assert {kind: report.shown(kind)[TOTAL] for kind in TOTALS} == TOTALS
    standing = report.models[4]
    assert sum(standing[f"models_{level}"] for level in ("province", "district", "commune")) == 146
    assert standing["models_new_district"] == 2
    assert standing["models_new_commune"] == 84
    committee = client.sign_in(make_user(session, Role.COMMITTEE))
    page = committee.get(f"/committee/report?year={YEAR}").text
    labels = {"returned": "Trở về địa phương", "consulted": "Được tư vấn"}
    labels |= {kind: told.label for kind, told in OUTREACH.items() if kind in TOTALS}
    said = {kind: int(stated(page, label).replace(".", "")) for kind, label in labels.items()}
    assert said == {"returned": RETURNED, "consulted": CONSULTED, **TOTALS}


def test_every_row_was_new_and_a_second_import_adds_nothing(session, programme):
    assert [done.created for _, done in programme] == [146, 6 * 120 + 60]
    again = [
        bring_in(session, ImportKind.COMMUNITY_MODELS, year.models()),
        bring_in(session, ImportKind.OUTREACH, year.outreach()),
    ]
    assert [(done.created, done.updated) for _, done in again] == [(0, 0), (0, 0)]
    for batch, _ in again:
        assert importing.counts(session, batch)[RowStatus.ERROR] == 0


def test_an_import_of_the_log_is_taken_back_whole(session, programme):
    batch = programme[1][0]
    assert importing.undo(session, batch, by=SYSTEM) == 0
    assert years.of_year(session, YEAR).shown("broadcast")[TOTAL] == 0
