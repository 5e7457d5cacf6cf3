from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F

from training.networks.discriminator import Discriminator, append_statistics
from training.networks.shape import NetworkShape, columns
from training.sampling import conditions

SHAPE = NetworkShape(rows=40, base=320, most=16, least=8)


@pytest.fixture
def discriminator() -> Discriminator:
    torch.manual_seed(0)
    return Discriminator(SHAPE).requires_grad_(False)


def pictures(rows: int, batch: int = 4, seed: int = 0) -> torch.Tensor:
    random = torch.Generator().manual_seed(seed)
    return torch.randn(batch, 1, rows, columns(rows), generator=random)


@pytest.mark.parametrize("rows", [10, 20, 40])
def test_every_picture_of_every_level_gets_a_score(discriminator: Discriminator, rows: int) -> None:
    scores = discriminator(pictures(rows), conditions(SHAPE))
    assert scores.shape == (4,)
    assert len(scores.unique()) == 4


def test_the_condition_changes_the_score(discriminator: Discriminator) -> None:
    same = pictures(40)[:1].expand(4, -1, -1, -1)
    scores = discriminator(same, conditions(SHAPE))
    assert len(scores.unique()) == 4


def test_a_new_level_at_no_share_is_the_old_level(discriminator: Discriminator) -> None:
    new, condition = pictures(40), conditions(SHAPE)
    old = discriminator(F.avg_pool2d(new, 2), condition)
    assert torch.equal(discriminator(new, condition, fade=0.0), old)
    assert not torch.equal(discriminator(new, condition, fade=0.5), old)
    nearly = discriminator(new, condition, fade=1 - 1e-6)
    assert torch.allclose(nearly, discriminator(new, condition), atol=1e-4)


def test_statistics_are_the_mean_deviation_within_groups_of_four() -> None:
    x = torch.randn(8, 3, 5, 4, generator=torch.Generator().manual_seed(0))
    given = append_statistics(x)
    assert torch.equal(given[:, :3], x)
    # Neighbours make a group: 0, 1, 2, 3 and 4, 5, 6, 7.
    for group in (slice(0, 4), slice(4, 8)):
        expected = (x[group].var(dim=0, unbiased=False) + 1e-8).sqrt().mean()
        assert torch.allclose(given[group, 3], expected, atol=1e-6)


def test_statistics_tell_equal_pictures_from_different_ones() -> None:
    x = torch.randn(4, 3, 5, 4, generator=torch.Generator().manual_seed(0))
    assert append_statistics(x[:1].expand(4, -1, -1, -1))[:, 3].max() < 2e-4
    assert append_statistics(x)[:, 3].min() > 0.1


def test_bf16_scores_are_close_to_those_in_full_precision(discriminator: Discriminator) -> None:
    full = discriminator(pictures(40), conditions(SHAPE))
    half = discriminator(pictures(40), conditions(SHAPE), compute=torch.bfloat16)
    assert half.dtype == torch.float32
    assert torch.allclose(half, full, atol=0.1)
