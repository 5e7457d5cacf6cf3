"""Claims about building on a cluster: the same bytes, also when a worker is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.case_sets.blueprint import blueprint_from_toml
from inference.case_sets.building import build
from inference.case_sets.cluster import Cluster
from inference.errors import CaseSetError
from inference.model_bundle import load_bundle

distributed = pytest.importorskip("distributed")

BLUEPRINT = """
title = "Cluster"
cases = 24
seed = 3
views = ["L-CC"]
"""


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """A scheduler with two workers, processes of this machine: its address, and their ids."""
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            local_directory=str(tmp_path / "dask"),
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield cluster.scheduler_address, client.run(os.getpid)


def test_a_cluster_that_loses_a_worker_gives_the_same_file(
    scheduler: tuple[str, dict[str, int]], tiny_bundle: Path, tmp_path: Path
) -> None:
    address, pids = scheduler
    assert len(set(pids.values())) == 2
    blueprint, bundle = blueprint_from_toml(BLUEPRINT), load_bundle(tiny_bundle)
    for number, _ in enumerate(
        build(blueprint, bundle, tmp_path / "cluster.mgset", workers=Cluster(address))
    ):
        if number == 2:
            os.kill(next(iter(pids.values())), signal.SIGKILL)
    list(build(blueprint, bundle, tmp_path / "here.mgset"))
    here, there = tmp_path / "here.mgset", tmp_path / "cluster.mgset"
    assert there.read_bytes() == here.read_bytes()


def test_a_scheduler_that_does_not_answer_is_told(
    tiny_bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inference.case_sets.cluster.CONNECT_S", 1)
    blueprint, bundle = blueprint_from_toml(BLUEPRINT), load_bundle(tiny_bundle)
    steps = build(blueprint, bundle, tmp_path / "a.mgset", workers=Cluster("tcp://127.0.0.1:9"))
    with pytest.raises(CaseSetError, match="does not answer"):
        next(steps)
