import csv
import json
from dataclasses import asdict

import pytest

from matching.baselines import BASELINES
from matching.evaluate import halves, main, our_lists, our_rankings, read
from matching.features import GROUPS

QRELS = "returnee_id\tposition_id\tgrade\tblocked\nA\tS\t3\t0\nA\tT\t1\t0\nB\tS\t2\t0\nB\tT\t0\t1\n"


@pytest.fixture
def golden(tmp_path, make_person, make_position):
    def row(document):
        return json.dumps(
            {k: list(v) if isinstance(v, tuple | frozenset) else v for k, v in document.items()}
        )

    people = [make_person(id="A1"), make_person(id="A2", skills=())]
    positions = [
        make_position(),
        make_position(
            id="T",
            title="Thợ hàn",
            occupation_code="7212",
            description="",
            required_skills=("hàn điện",),
        ),
    ]
    (tmp_path / "returnees.jsonl").write_text(
        "\n".join(row(asdict(p) | {"residence": None}) for p in people)
    )
    (tmp_path / "positions.jsonl").write_text("\n".join(row(asdict(p)) for p in positions))
    (tmp_path / "qrels.tsv").write_text(QRELS.replace("A\t", "A1\t").replace("B\t", "A2\t"))
    return tmp_path


def test_the_table_has_a_row_for_the_ranker_and_each_baseline(golden, capsys):
    assert main([str(golden), "--on", "2026-11-24"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["nDCG@10", "MAP", "recall@20", "junk@5", "hit@5", "blocked"]
    assert [line.split("  ")[0] for line in lines[1:]] == ["ranker", *BASELINES]


def test_the_ablation_leaves_each_group_out_once(golden, capsys):
    main([str(golden), "--ablation"])
    left_out = [line for line in capsys.readouterr().out.splitlines() if "without" in line]
    assert [line.split("  ")[0] for line in left_out] == [f"ranker without {g}" for g in GROUPS]


def test_json_prints_the_same_as_one_object(golden, capsys):
    main([str(golden), "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert set(printed["results"]) == {"ranker", *BASELINES}
    assert 0 <= printed["results"]["ranker"]["ndcg_10"] <= 1


def test_rankings_are_tab_separated_and_complete(golden, tmp_path, capsys):
    main([str(golden), "--rankings", str(tmp_path / "out.tsv")])
    capsys.readouterr()
    with (tmp_path / "out.tsv").open() as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert list(rows[0]) == ["returnee_id", "rank", "position_id", "score", "shown"]
    assert [(r["returnee_id"], r["rank"]) for r in rows] == [
        ("A1", "1"),
        ("A1", "2"),
        ("A2", "1"),
        ("A2", "2"),
    ]
    assert {r["shown"] for r in rows} <= {"0", "1"}


def test_without_judgments_the_lists_are_still_written(golden, tmp_path, capsys):
    (golden / "qrels.tsv").unlink()
    assert main([str(golden), "--rankings", str(tmp_path / "out.tsv")]) == 0
    assert (tmp_path / "out.tsv").read_text().count("\n") == 5
    assert "nothing to score" in capsys.readouterr().err


def test_halves_are_told_apart_by_the_number_of_the_id(golden, capsys):
    assert halves(read(golden)) == {"odd (tuned)": ["A1"], "even (unseen)": ["A2"]}
    main([str(golden), "--halves"])
    assert "odd (tuned), 1 people" in capsys.readouterr().out


def test_a_bad_line_is_reported_by_record_and_the_rest_goes_on(golden):
    with (golden / "positions.jsonl").open("a") as lines:
        lines.write('\n{"id": \n"text"\n{"id": "X", "wage_min": "nhiều"}\n')
    found = read(golden)
    assert [position.id for position in found.positions] == ["S", "T", "", "X"]
    assert ("X", "wage_min") in [(p.record, p.field) for p in found.problems]
    assert set(our_lists(our_rankings(found))) == {"A1", "A2"}


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_scores_every_position(name, make_person, make_position):
    positions = [make_position(), make_position(id="T", commune_code="", title="", description="")]
    assert BASELINES[name](positions)(make_person()).shape == (2,)


@pytest.mark.parametrize("name", [name for name in BASELINES if name != "distance"])
def test_a_baseline_by_text_prefers_shared_words(name, make_person, make_position):
    positions = [
        make_position(id="W", title="Thợ hàn", description="Hàn điện", required_skills=("hàn",)),
        make_position(),
        make_position(id="K", title="Phụ kho", description="Kiểm đếm", required_skills=("kho",)),
    ]
    scores = BASELINES[name](positions)(make_person())
    assert scores.argmax() == 1
