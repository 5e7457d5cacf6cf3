from __future__ import annotations

import numpy as np
import pytest
import torch

from training.augment import SHIFT_COLUMNS, SHIFT_ROWS, adapted, augment
from training.networks.shape import columns

ROWS = 160


def picture(batch: int = 1) -> torch.Tensor:
    """Half an ellipse of smooth tissue in air, chest wall on the left edge."""
    y, x = np.mgrid[:ROWS, : columns(ROWS)].astype(np.float32)
    squares = ((y - 79.5) / 40) ** 2 + ((x + 0.5) / 60) ** 2
    tissue = np.where(squares < 1, 0.3 + 0.5 * np.sqrt(np.clip(1 - squares, 0, 1)), 0)
    return torch.from_numpy(tissue * 2 - 1)[None, None].repeat(batch, 1, 1, 1)


def random(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_no_augmentation_is_the_identity() -> None:
    pictures = picture(4)
    assert torch.equal(augment(pictures, 0.0, random()), pictures)


def test_air_stays_exactly_air() -> None:
    pictures = torch.full((64, 1, ROWS, columns(ROWS)), -1.0)
    assert torch.equal(augment(pictures, 1.0, random()), pictures)


def test_augmented_pictures_have_air_at_the_nipple_side_and_tissue_at_the_chest_wall() -> None:
    changed = augment(picture(64), 1.0, random())
    assert (changed[..., -8:] == -1).all()
    assert (changed[:, 0, ROWS // 2, 0] > -0.5).all()
    assert changed.min() >= -1
    assert changed.max() < 1.5


def test_most_pictures_stay_the_same_at_a_small_probability() -> None:
    pictures = picture(200)
    changed = augment(pictures, 0.05, random())
    moved = (changed - pictures).abs().amax(dim=(1, 2, 3)) > 1e-3
    # Four kinds of change, each with probability 0.05: 1 − 0.95⁴ = 0.185.
    assert moved.float().mean().item() == pytest.approx(0.185, abs=0.09)


class _Shift:
    """Random numbers that shift a picture and do nothing else."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, down: float, across: float) -> None:
        draws = torch.zeros(6, 1)
        draws[2], draws[3] = down, across
        numbers = iter([(draws + 1) / 2, torch.tensor([[1.0], [1.0], [0.0], [1.0]])])
        monkeypatch.setattr(torch, "rand", lambda *_, **__: next(numbers))


@pytest.mark.parametrize(("down", "across"), [(1.0, 0.0), (-0.5, 0.0), (0.0, 1.0), (0.0, -1.0)])
def test_shifts_are_whole_pixels_and_never_open_a_gap_at_the_chest_wall(
    monkeypatch: pytest.MonkeyPatch, down: float, across: float
) -> None:
    pictures = picture()
    _Shift(monkeypatch, down, across)
    changed = augment(pictures, 0.5, random())
    rows = round(SHIFT_ROWS * ROWS * down)
    left = abs(round(SHIFT_COLUMNS * columns(ROWS) * across))
    expected = torch.roll(pictures, (-rows, -left), dims=(2, 3))
    assert (changed - expected)[..., : columns(ROWS) - left].abs().max() < 1e-3


def test_gradients_pass_through() -> None:
    pictures = picture(4).requires_grad_()
    augment(pictures, 1.0, random()).sum().backward()
    assert pictures.grad is not None
    assert pictures.grad.isfinite().all()
    assert (pictures.grad[pictures > -0.9] != 0).float().mean() > 0.9


def test_equal_random_numbers_give_equal_changes() -> None:
    assert torch.equal(augment(picture(4), 0.7, random(3)), augment(picture(4), 0.7, random(3)))
    assert not torch.equal(augment(picture(4), 0.7, random(3)), augment(picture(4), 0.7, random(4)))


def test_the_probability_rises_while_the_discriminator_is_too_sure_and_falls_otherwise() -> None:
    kwargs = {"target": 0.6, "most": 0.7, "images": 64, "kimg": 100.0}
    assert adapted(0.2, 0.9, **kwargs) == pytest.approx(0.2 + 64 / 100_000)
    assert adapted(0.2, 0.1, **kwargs) == pytest.approx(0.2 - 64 / 100_000)


def test_the_probability_stays_between_none_and_its_cap() -> None:
    assert adapted(0.6999, 1.0, 0.6, 0.7, 10_000, 100) == 0.7
    assert adapted(0.001, -1.0, 0.6, 0.7, 10_000, 100) == 0.0
