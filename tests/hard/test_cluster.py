"""The same lists, to the last bit, on a Dask cluster that loses a worker half way."""

from dataclasses import replace

import pytest
from conftest import free_port
from distributed import LocalCluster
from factories import make_position, make_returnee
from sqlalchemy import select

from benchmarks import cluster
from matching import batch, snapshot
from matching.indexed import IndexedRanker
from models import Suggestion
from portal import create_app

pytestmark = pytest.mark.filterwarnings("ignore")  # of distributed's own making


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    made = batch.Source(tmp_path_factory.mktemp("generations"), "prior")
    ranker = IndexedRanker(cluster.positions(150), on=cluster.ON)
    snapshot.write(ranker, made.folder, snapshot.Facts(made.model, 0, cluster.ON))
    return made


def test_processes_of_this_machine_give_the_lists_of_one(source):
    people = cluster.people(24)
    assert batch.rank(source, people, jobs=2, share=6) == batch.rank(source, people)


def test_three_workers_over_tcp_lose_one_and_no_list(source):
    people = cluster.people(160)
    alone, seconds = cluster.timed(lambda: batch.rank(source, people))
    with cluster.started(3, free_port()) as (address, workers):
        timer = cluster.killed_after(seconds / 6, workers[0])
        found = batch.rank(source, people, cluster=address, share=8)
        timer.cancel()
        workers[0].kill()
        assert workers[0].wait() != 0
    assert found == alone


def proposed(session):
    """Tell what stands proposed to whom, and take it away again."""
    found = session.scalars(select(Suggestion)).all()
    told = sorted((str(s.position_id), s.rank, s.score, tuple(s.reasons)) for s in found)
    for suggestion in found:
        session.delete(suggestion)
    session.commit()
    return told


def test_the_command_proposes_the_same_with_the_workers_of_a_cluster(installation, tmp_path):
    app = create_app(replace(installation.settings, index_folder=tmp_path / "index"))
    with installation.session() as session:
        for title in ("Công nhân may", "Thợ hàn", "Bảo vệ"):
            make_position(session, title=title)
        make_returnee(session)
    said = []
    with LocalCluster(1, processes=False, dashboard_address=None) as workers:
        for words in (["match"], ["match", "--cluster", workers.scheduler_address]):
            result = app.test_cli_runner().invoke(args=words)
            assert result.exit_code == 0, result.output
            with installation.session() as session:
                said.append(proposed(session))
    assert said[0]
    assert said[0] == said[1]


def test_a_folder_without_a_generation_says_so(tmp_path):
    with pytest.raises(LookupError, match="no generation"):
        batch.rank(batch.Source(tmp_path, "prior"), cluster.people(1))
