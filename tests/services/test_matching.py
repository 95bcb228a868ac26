import json
from pathlib import Path

from factories import (
    HAC_THANH,
    HAM_RONG,
    actor_of,
    make_attendance,
    make_consent,
    make_employer,
    make_event,
    make_position,
    make_returnee,
    make_user,
)
from queries import counted
from sqlalchemy import func, select

from matching import evaluate, exposure
from matching.ranker import Ranker
from models import (
    SYSTEM,
    OccupationBan,
    Returnee,
    ReturneeSkill,
    Shift,
    ShownList,
    SuggestionState,
    local_today,
)
from services import match_spread, matching, person_docs, position_docs
from tests.services.proposals import suggestions_of

GOLDEN = Path(__file__).parent.parent / "data" / "small_golden"
TODAY = local_today()


def import_position(session, employer, row):
    return make_position(
        session,
        employer,
        **{name: row[name] for name in row if name not in {"id", "shift"}},
        shift=Shift(row["shift"]),
        title_key="",
    )


def import_returnee(session, row):
    plain = {n: row[n] for n in row if n not in {"id", "skills", "barred_occupations"}}
    returnee = make_returnee(session, **plain | {"health_limits": "\n".join(row["health_limits"])})
    for skill in row["skills"]:
        session.add(ReturneeSkill(returnee=returnee, **skill))
    returnee.bans = [OccupationBan(isco_prefix=code) for code in row["barred_occupations"]]
    session.commit()
    return returnee


def rows_of(name):
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


def test_the_database_gives_the_rankings_of_evaluate(session):
    positions = {
        str(import_position(session, make_employer(session), row).id): row["id"]
        for row in rows_of("positions.jsonl")
    }
    people = {row["id"]: import_returnee(session, row) for row in rows_of("returnees.jsonl")}
    golden = evaluate.our_rankings(evaluate.read(GOLDEN), TODAY)

    jobs = position_docs.position_docs(session, position_docs.open_positions(session, TODAY), TODAY)
    ranker = Ranker(jobs, on=TODAY)
    docs = person_docs.person_docs(session, list(people.values()))
    for person_id, doc in zip(people, docs, strict=True):
        ours = [
            (positions[e.position_id], round(e.score, 9), e.shown) for e in ranker.rank(doc, k=99)
        ]
        theirs = [(e.position_id, round(e.score, 9), e.shown) for e in golden[person_id]]
        assert ours == theirs, person_id
    assert sum(len(entries) for entries in golden.values()) > 30

    matching.run(session, by=SYSTEM)
    spread = match_spread.Spreader(ranker, exposure.seats(jobs)).cards(docs)
    for returnee, cards in zip(people.values(), spread, strict=True):
        stored = [str(s.position_id) for s in suggestions_of(session, returnee)]
        assert stored == [card.position_id for card in cards]
        shown = [e for e in ranker.rank(docs[list(people.values()).index(returnee)]) if e.shown]
        assert len(stored) == len(shown)


def test_a_run_proposes_and_counts(session, by, pair):
    returnee, position = pair
    lonely = make_returnee(session, commune_code="16543", has_vehicle=False, summary="")
    run = matching.run(session, by=by)
    (suggestion,) = suggestions_of(session, returnee)
    assert suggestion.position_id == position.id
    assert suggestion.state == SuggestionState.PROPOSED
    assert suggestion.reasons
    assert (run.people, run.positions, run.suggestions) == (2, 1, 1)
    assert run.without_match == 1
    assert suggestions_of(session, lonely) == []
    shown = session.scalars(select(ShownList).where(ShownList.run_id == run.id)).all()
    assert {row.returnee_id: len(row.positions) for row in shown} == {returnee.id: 1, lonely.id: 0}


def test_nobody_is_matched_without_consent_or_against_their_wish(session, by):
    make_position(session)
    people = [
        make_returnee(session, consented=False),
        make_returnee(session, automatic_matching=False),
    ]
    withdrawn = make_returnee(session, consented=False)
    make_consent(session, withdrawn, withdrawn_on=TODAY)
    run = matching.run(session, by=by)
    assert run.people == 0
    assert [suggestions_of(session, p) for p in (*people, withdrawn)] == [[], [], []]


def test_a_counselor_runs_for_the_own_communes_only(session):
    make_position(session)
    mine = make_returnee(session, commune_code=HAM_RONG)
    others = make_returnee(session, commune_code=HAC_THANH)
    by = actor_of(make_user(session, communes=(HAM_RONG,)))
    assert matching.run(session, by=by).people == 1
    assert suggestions_of(session, mine)
    assert suggestions_of(session, others) == []


def test_a_run_for_an_event_takes_the_invited_only(session, by):
    make_position(session)
    invited, other = make_returnee(session), make_returnee(session)
    event = make_event(session)
    make_attendance(session, event, invited)
    assert matching.run(session, by=by, event=event).people == 1
    assert suggestions_of(session, other) == []


def test_at_most_five_cards_are_stored(session, by):
    returnee = make_returnee(session)
    for _ in range(8):
        make_position(session)
    matching.run(session, by=by)
    assert len(suggestions_of(session, returnee)) == 5


def test_a_run_of_twenty_costs_as_many_queries_as_of_two(session, connection, by):
    make_position(session)
    people = [make_returnee(session) for _ in range(22)]

    def cost(chosen):
        session.commit()
        session.expunge_all()
        with counted(connection) as sent:
            assert matching.run(session, by=by, returnees=chosen).suggestions == len(chosen)
        return len(sent)

    assert cost(people[:2]) == cost(people[2:])


def test_erased_people_are_never_matched(session, by, pair):
    pair[0].erased_at = session.scalar(select(func.max(Returnee.created_at)))
    session.commit()
    assert matching.run(session, by=by).people == 0
