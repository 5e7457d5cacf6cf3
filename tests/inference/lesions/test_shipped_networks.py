"""Claims about the networks that ship: which there are, how large, and what they do to a breast."""

from __future__ import annotations

import numpy as np
import pytest

from inference.birads import FindingKind
from inference.errors import LesionError
from inference.imaging.polygons import polygons_mask
from inference.lesions.breast import seen_breast
from inference.lesions.contextual import MANIFEST, NetworkKind, read_manifest
from inference.lesions.network_insertion import shipped_network
from inference.lesions.removal import take_away
from inference.lesions.removal_spec import RemovalEngine
from inference.lesions.spec import Engine, LesionSpec, Place
from inference.recipe import ViewName
from inference.resources import lesion_networks_folder
from tests.inference.lesions.phantom_breast import phantom_breast

MOST_BYTES = 20_000_000
PLACE = Place(view="L-CC", row_mm=112, column_mm=40)


def test_networks_of_all_kinds_ship_and_are_small() -> None:
    folder = lesion_networks_folder()
    assert folder is not None
    entries = read_manifest(folder).networks
    assert {entry.kind for entry in entries} == set(NetworkKind)
    assert sum(file.stat().st_size for file in folder.iterdir()) < MOST_BYTES
    named = {entry.file for entry in entries} | {MANIFEST, "model_card.md"}
    assert {file.name for file in folder.iterdir()} == named


def test_a_patch_is_32_mm_and_the_network_answers_with_something_that_lies_in_its_middle() -> None:
    random = np.random.default_rng(0)
    for kind, sign in ((NetworkKind.MASS, 1), (NetworkKind.CALCIFICATION, 1)):
        network = shipped_network(kind)
        side = network.entry.side
        assert side * network.entry.pixel_mm == pytest.approx(32, rel=0.01)
        patch = (random.normal(0, 0.05, (side, side)) - 0.2).astype(np.float32)
        channel = sign * network.channel(patch, seed=3)
        middle = slice(side * 3 // 8, side * 5 // 8)
        assert channel[middle, middle].mean() > 4 * abs(channel[: side // 8].mean())
        assert (channel != sign * network.channel(patch, seed=4)).any()


@pytest.mark.parametrize("kind", [FindingKind.MASS, FindingKind.CALCIFICATIONS])
def test_a_shipped_network_draws_into_both_views(kind: FindingKind) -> None:
    seen = seen_breast(phantom_breast("L"))
    drawn = 0
    for seed in range(4):
        spec = LesionSpec(kind=kind, size_mm=14, seed=seed, engine=Engine.NETWORK, place=PLACE)
        try:
            views, (finding,) = seen.with_lesions([spec], seed=seed)
        except LesionError:
            continue  # none of its random scalars gave a lesion that lasts
        drawn += 1
        for one in finding.views:
            view, before = views[ViewName(one.view)], seen.views[one.view.split("-")[1]]
            inside = polygons_mask(one.outlines, (view.rows, view.columns))
            assert (view.pixels.astype(int) - before.pixels)[inside].mean() > 80
            assert one.contrast_to_noise > 0
    assert drawn >= 3


def test_the_network_for_removal_takes_away_most_of_a_mass_that_was_put_in() -> None:
    seen = seen_breast(phantom_breast("L"))
    words = {"density": "high_density"}
    spec = LesionSpec(kind=FindingKind.MASS, words=words, size_mm=14, contrast=2, place=PLACE)
    views, (finding,) = seen.with_lesions([spec], seed=1)
    view, before = views[ViewName.L_CC], seen.views["CC"].pixels.astype(int)
    outline = next(one for one in finding.views if one.view == "L-CC").outlines[0]
    removed = take_away(view, outline, engine=RemovalEngine.NETWORK)
    inside = polygons_mask([outline], (view.rows, view.columns))
    rise = (view.pixels.astype(int) - before)[inside].mean()
    left = (removed.view.pixels.astype(int) - before)[inside].mean()
    assert rise > 200
    assert abs(left) < 0.6 * rise
    assert (removed.view.pixels == view.pixels)[~removed.changed].all()
