"""The page of the ranking's versions: figures, what changed, promote, one button back."""

from factories import make_suggestion, make_user
from rankings import make_model
from sqlalchemy import select

from models import Job, Move, RankingModelState, Role
from services import model_training, model_versions


def test_without_versions_the_page_says_what_ranks_and_what_is_missing(administrator, session):
    make_suggestion(session)
    page = administrator.get("/ranking/").text
    assert "Cách chấm gốc" in page
    assert "Mới có 0 quyết định để học" in page
    assert "Học lại từ quyết định" not in page
    assert "Quay lại bản trước" not in page


def test_both_numbers_and_the_interval_stand_beside_each_version(administrator, session):
    make_model(session)
    page = administrator.get("/ranking/").text
    for figure in ("80,0", "90,0", "+10,0 (từ +5,0 đến +15,0)", "Chưa dùng"):
        assert figure in page


def test_a_version_says_what_counts_for_more_and_for_less(administrator, session):
    model = make_model(session, way=-0.2)
    page = administrator.get(f"/ranking/{model.id}").text
    assert "Quãng đường" in page
    assert page.count("Tính nặng hơn") == 1
    assert "Dùng bản này" in page
    assert "Cả khoảng tin cậy 95% nằm trên 0: bản này tốt hơn" in page


def test_what_is_not_better_offers_no_button_and_takes_no_post(administrator, session):
    model = make_model(session, is_better=False, gain_low=-0.02)
    page = administrator.get(f"/ranking/{model.id}").text
    assert "Dùng bản này" not in page
    answer = administrator.submit(f"/ranking/{model.id}/promote", back=f"/ranking/{model.id}")
    assert answer.status_code == 303
    assert "chưa chắc tốt hơn bản trước" in administrator.get(answer.location).text
    session.refresh(model)
    assert model.state == RankingModelState.CANDIDATE


def test_promote_then_roll_back_with_a_reason_in_the_history(administrator, session):
    model = make_model(session)
    administrator.submit(f"/ranking/{model.id}/promote")
    session.refresh(model)
    assert model_versions.in_use(session).model.id == model.id
    page = administrator.get("/ranking/").text
    assert "Bản học 1" in page
    refused = administrator.submit("/ranking/roll-back", reason="")
    assert refused.status_code == 422
    assert "Hãy ghi lý do quay lại bản trước." in refused.text
    administrator.submit("/ranking/roll-back", reason="Gợi ý quá xa.")
    assert model_versions.in_use(session).model is None
    reasons = session.scalars(select(Move.reason).where(Move.action == "roll_back")).all()
    assert reasons == ["Gợi ý quá xa."]
    page = administrator.get(f"/ranking/{model.id}").text
    assert "rút lại, Lê Thị Cán Bộ: Gợi ý quá xa." in page


def test_training_from_the_page_is_refused_while_decisions_are_few(administrator, session):
    answer = administrator.submit("/ranking/train", back="/ranking/")
    assert "Cần ít nhất 100" in administrator.get(answer.location).text
    assert session.scalars(select(Job).where(Job.kind == model_training.JOB)).all() == []


def test_the_committee_reads_and_changes_nothing(client, session):
    model = make_model(session, state=RankingModelState.IN_USE)
    committee = client.sign_in(make_user(session, Role.COMMITTEE))
    page = committee.get("/ranking/").text
    assert "Bản học 1" in page
    assert "Quay lại bản trước" not in page
    assert committee.get(f"/ranking/{model.id}").status_code == 200
    assert committee.submit("/ranking/roll-back", reason="Không").status_code == 403


def test_nobody_else_opens_the_page(client, session):
    assert client.sign_in(make_user(session)).get("/ranking/").status_code == 403
