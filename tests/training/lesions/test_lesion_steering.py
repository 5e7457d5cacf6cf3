"""Claims about what steers drawn lesions: their place, their profile, and scalars told of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from training.errors import TrainingError
from training.lesions.config import PRESETS, LesionTask, preset
from training.lesions.encoder import LesionEncoder
from training.lesions.generator import ContextGenerator, told_place
from training.lesions.patches import LesionPatches
from training.lesions.profile import LesionProfile, place_loss, profile_loss, wanted_profile

PLACED = replace(PRESETS["smoke"].shape, placed=True)


def disk(row: float, column: float, side: int = 64, radius: float = 8.0) -> Tensor:
    y, x = torch.meshgrid(torch.arange(side) + 0.5, torch.arange(side) + 0.5, indexing="ij")
    return (((y - row) ** 2 + (x - column) ** 2) <= radius**2).float()[None, None]


def test_a_place_is_told_as_a_spot() -> None:
    patch, scalars = torch.zeros(1, 1, 64, 64), torch.zeros(1, 13)
    spot, shape = told_place(patch, scalars, torch.tensor([[0.25, 0.75]]))[0]
    peak = int(spot.argmax())
    assert divmod(peak, 64) in {(15, 47), (15, 48), (16, 47), (16, 48)}
    assert not shape.any()
    middle = told_place(patch, scalars, torch.tensor([[0.5, 0.5]]))
    torch.testing.assert_close(told_place(patch, scalars, None), middle)


def test_scalars_are_told_as_shapes_that_have_nothing_in_common() -> None:
    patches = torch.zeros(13, 1, 128, 128)
    shapes = told_place(patches, torch.eye(13), None)[:, 1].flatten(1)
    products = shapes @ shapes.T
    like = products / products.diagonal().mean()
    torch.testing.assert_close(like, torch.eye(13), atol=0.02, rtol=0.02)


def test_a_network_that_is_told_a_place_draws_something_else_for_another_one() -> None:
    torch.manual_seed(0)
    generator = ContextGenerator(PLACED).requires_grad_(False)
    patch, scalars = torch.zeros(1, 1, 32, 32), torch.zeros(1, PLACED.scalars)
    here, there = (
        generator(patch, scalars, place=torch.tensor([p])) for p in ([0.3, 0.3], [0.7, 0.5])
    )
    assert (here != there).any()
    torch.testing.assert_close(
        generator(patch, scalars), generator(patch, scalars, place=torch.tensor([[0.5, 0.5]]))
    )


def test_places_of_windows_are_where_their_lesions_lie(small_lesions: Path) -> None:
    patches = LesionPatches(small_lesions, LesionTask.MASS, 32)
    windows = patches.windows(patches.cast.wanted, 0, "wanted", 0, 16)
    lesion = (windows.after - windows.before).clamp(min=0.2) - 0.2
    assert place_loss(lesion, windows.place) < 0.01
    assert place_loss(lesion, 1 - windows.place) > place_loss(lesion, windows.place)
    free = patches.windows(patches.cast.others[1], 0, "normal", 0, 16)
    assert float(free.place.min()) >= 0 and float(free.place.max()) <= 1


def test_the_place_loss_is_the_squared_distance_of_the_middle() -> None:
    lesion = disk(16, 40)
    assert float(place_loss(lesion, torch.tensor([[0.25, 0.625]]))) < 1e-4
    off = float(place_loss(lesion, torch.tensor([[0.25, 0.125]])))
    assert off == pytest.approx(0.25, rel=0.05)


def test_lesions_like_the_wanted_ones_cost_nothing_wherever_they_lie() -> None:
    middle = torch.nn.functional.adaptive_avg_pool2d(disk(32, 32), 16)[0, 0]
    wanted = LesionProfile(mean=middle, square=middle.square())
    places = torch.tensor([[0.5, 0.5], [0.25, 0.625]])
    lesions = torch.cat([disk(32, 32), disk(16, 40)])
    assert float(profile_loss(lesions, places, wanted)) < 1e-4
    nothing = float(profile_loss(torch.zeros(2, 1, 64, 64), places, wanted))
    assert nothing == pytest.approx(float((middle.square() + middle**4).mean()), rel=1e-4)


def test_the_profile_counts_the_mean_lesion_and_not_how_lesions_differ() -> None:
    small, large = disk(32, 32, radius=4), disk(32, 32, radius=12)
    cells = torch.nn.functional.adaptive_avg_pool2d(torch.cat([small, large]), 16)[:, 0]
    wanted = LesionProfile(mean=cells.mean(dim=0), square=cells.square().mean(dim=0))
    places = torch.full((4, 2), 0.5)
    mixed = profile_loss(torch.cat([small, large, small, large]), places, wanted)
    assert float(mixed) == pytest.approx(0, abs=1e-6)


def test_the_wanted_profile_is_brightest_in_the_middle(small_lesions: Path) -> None:
    patches = LesionPatches(small_lesions, LesionTask.MASS, 32)
    found = wanted_profile(patches, 0, 32)
    assert found.mean.shape == (16, 16)
    assert float(found.mean[7:9, 7:9].mean()) > 0.2 > float(found.mean[0].mean())


def test_an_encoder_tells_scalars_of_either_stage() -> None:
    encoder = LesionEncoder(PLACED).requires_grad_(False)
    for side in (16, 32):
        told = encoder(torch.rand(3, 1, side, side))
        assert told.shape == (3, PLACED.scalars)
        assert float(told.abs().max()) <= 1


def test_scalars_of_many_lesions_are_spread_as_random_ones() -> None:
    torch.manual_seed(1)
    encoder = LesionEncoder(PLACED).requires_grad_(False)
    told = encoder(torch.rand(200, 1, 32, 32))
    assert told.mean(dim=0).abs().max() < 0.1
    assert told.square().mean(dim=0) == pytest.approx(torch.full((PLACED.scalars,), 1 / 3), rel=0.2)


def test_weights_of_place_need_a_network_that_is_told_it() -> None:
    config = preset("smoke", LesionTask.MASS)
    with pytest.raises(TrainingError, match="place"):
        replace(config, shape=replace(config.shape, placed=False))
