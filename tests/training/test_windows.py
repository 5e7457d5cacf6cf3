from __future__ import annotations

import itertools

import pytest
import torch

from tests.tiny_bundle import untrained_generator
from training.networks.generator import noise_size
from training.networks.layers import upsample
from training.networks.shape import NetworkShape, columns
from training.windows import REACH, Window, added_brightness, judged_window, random_window

SHAPE = NetworkShape(rows=80, z_dim=16, w_dim=24, mapping_layers=2, most=16, least=8)


@pytest.mark.parametrize(("top", "left"), [(0, 0), (40, 32), (12, 6), (38, 0), (2, 30)])
def test_a_window_is_that_part_of_the_whole_picture(top: int, left: int) -> None:
    generator = untrained_generator(SHAPE)
    random = torch.Generator().manual_seed(3)
    ws = torch.randn(2, generator.num_ws, SHAPE.w_dim, generator=random)
    noise = torch.randn(2, noise_size(SHAPE), generator=random)
    window = Window(top=top, left=left, rows=40, columns=32)
    with torch.no_grad():
        whole = generator(ws, noise)
        styles = generator.affine(ws)
        part, without_detail = generator.synthesis.window(styles, noise, 80, window)
        below = upsample(generator(ws, noise, 40))
    assert part.shape == (2, 1, 40, 32)
    assert whole.std() > 0.1
    assert (part - window.of(whole)).abs().max() < 1e-5
    assert (without_detail - window.of(below)).abs().max() < 1e-5


def test_only_the_highest_level_feels_a_window() -> None:
    generator = untrained_generator(SHAPE).requires_grad_(True)
    ws = torch.randn(2, generator.num_ws, SHAPE.w_dim)
    noise = torch.randn(2, noise_size(SHAPE))
    window = Window(top=8, left=8, rows=40, columns=32)
    generator.synthesis.window(generator.affine(ws), noise, 80, window)[0].sum().backward()
    felt = {
        name.split(".")[1]
        for name, parameter in generator.synthesis.levels.named_parameters(prefix="levels")
        if parameter.grad is not None and parameter.grad.abs().sum() > 0
    }
    assert felt == {"b80"}


def test_windows_lie_on_even_pixels_mostly_where_the_breast_is() -> None:
    windows = [random_window(640, 160, seed=1, cur_nimg=16 * step) for step in range(2000)]
    for window in windows:
        assert (window.rows, window.columns) == (160, 128)
        assert window.top % 2 == window.left % 2 == 0
    tops, lefts = [w.top for w in windows], [w.left for w in windows]
    assert 0 <= min(tops) < 20
    assert 460 < max(tops) <= 480
    assert min(lefts) == 0
    assert 0.38 * columns(640) < max(lefts) <= REACH * columns(640)
    assert 200 < sum(tops) / len(tops) < 280
    assert sum(lefts) / len(lefts) < 0.2 * columns(640)


def checkerboard(amplitude: float) -> torch.Tensor:
    rows, cols = torch.meshgrid(torch.arange(40), torch.arange(32), indexing="ij")
    return ((rows + cols) % 2 * 2.0 - 1)[None, None] * amplitude


def test_what_is_judged_is_detail_alone() -> None:
    even = torch.full((1, 1, 40, 32), 0.3)
    assert judged_window(even).abs().max() < 1e-6
    assert judged_window(checkerboard(0.1)).abs().min() > 0.79
    assert torch.allclose(
        judged_window(checkerboard(0.1) + even), judged_window(checkerboard(0.1)), atol=1e-5
    )
    # A slow gradient is the business of the levels below.
    slope = (torch.arange(40) / 40)[None, None, :, None].expand(1, 1, 40, 32)
    assert judged_window(slope)[0, 0, 2:-2].abs().max() < 1e-3


def test_added_brightness_is_a_loss_and_added_detail_is_not() -> None:
    even, brighter = torch.full((1, 1, 40, 32), 0.3), torch.full((1, 1, 40, 32), 0.5)
    assert added_brightness(brighter, even).item() == pytest.approx(0.04)
    assert added_brightness(even + checkerboard(0.1), even).item() < 1e-12


def test_windows_of_a_run_are_the_same_again_and_differ_from_step_to_step() -> None:
    windows = [random_window(80, 40, seed=0, cur_nimg=n) for n in (0, 0, 16, 32, 48)]
    assert windows[0] == windows[1]
    assert len(set(windows)) > 2
    assert all(a.rows == b.rows for a, b in itertools.pairwise(windows))
