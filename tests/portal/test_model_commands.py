"""`flask model`: the same versions from the command line."""

import pytest
from rankings import make_model

from matching.ranker import MODEL_VERSION
from models import RankingModelState


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["model", *words])


def test_training_on_nothing_says_what_is_missing_and_writes_nothing(run, session):
    result = run("train")
    assert result.exit_code == 1
    assert "Mới có 0 quyết định để học" in result.output
    assert run("list").output == f"Đang xếp gợi ý: {MODEL_VERSION}\n"


def test_list_shows_both_numbers_with_the_interval(run, session):
    make_model(session)
    told = run("list").output
    assert "learned-1 (Chưa dùng)" in told
    assert "40 người: 0,800 -> 0,900, hơn +0,100 [+0,050; +0,150]" in told


def test_promote_and_roll_back(run, session):
    model = make_model(session)
    assert run("promote", "learned-1").exit_code == 0
    session.refresh(model)
    assert model.state == RankingModelState.IN_USE
    again = run("promote", "learned-1")
    assert (again.exit_code, "Bản learned-1 đang dùng." in again.output) == (1, True)
    back = run("rollback", "--reason", "Gợi ý quá xa.")
    assert f"Đang xếp gợi ý: {MODEL_VERSION}" in back.output
    session.refresh(model)
    assert model.state == RankingModelState.WITHDRAWN


def test_what_is_not_better_or_not_there_is_refused(run, session):
    make_model(session, is_better=False, gain_low=-0.1)
    worse = run("promote", "learned-1")
    assert (worse.exit_code, "chưa chắc tốt hơn" in worse.output) == (1, True)
    assert "Không có bản nào tên này." in run("promote", "learned-9").output
    assert run("rollback", "--reason", "Thử").exit_code == 1
