from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.small_dataset import SHAPE, write_small_dataset
from training import dataset
from training.dataset import TrainingViews, check_dataset
from training.dataset_file import open_dataset
from training.errors import DatasetError


def views(path: Path, rows: int = 40, share: float = 0.3) -> TrainingViews:
    return TrainingViews(path, SHAPE, rows, share)


def test_a_batch_has_pictures_and_one_hot_conditions(small_dataset: Path) -> None:
    pictures, condition = views(small_dataset).batch(0, 0, 8)
    assert pictures.shape == (8, 1, 40, 32)
    assert pictures.dtype == torch.float32
    assert condition.shape == (8, SHAPE.condition_size)
    assert torch.equal(condition[:, :2].sum(dim=1), torch.ones(8))
    assert torch.equal(condition[:, 2:].sum(dim=1), torch.ones(8))


def test_air_is_exactly_minus_one_and_tissue_is_dequantised(small_dataset: Path) -> None:
    pictures, _ = views(small_dataset).batch(0, 0, 16)
    assert pictures.min() == -1
    assert pictures.max() <= 1.01
    levels = (pictures + 1) * 127.5
    tissue = levels[levels > 0.6]
    assert (tissue - tissue.round()).abs().max() > 0.4
    assert (levels[levels < 0.4] == 0).all()


def test_equal_places_of_a_run_give_equal_batches(small_dataset: Path) -> None:
    first, again = (views(small_dataset).batch(3, 64, 8) for _ in range(2))
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    other, _ = views(small_dataset).batch(3, 72, 8)
    assert not torch.equal(first[0], other)


def test_a_lower_stage_shows_means_of_the_same_pictures(small_dataset: Path) -> None:
    high, _ = views(small_dataset, 40).batch(0, 0, 8)
    low, _ = views(small_dataset, 20).batch(0, 0, 8)
    assert (torch.nn.functional.avg_pool2d(high, 2) - low).abs().max() < 4 / 127.5


def test_held_out_patients_are_never_shown(small_dataset: Path) -> None:
    with open_dataset(small_dataset) as file:
        shown = int((~file.numbers("held_out").astype(bool)).sum())
    assert len(views(small_dataset)) == shown


def test_a_rarer_technique_is_raised_to_the_share_before_all_are_scaled() -> None:
    techniques = np.array(["film"] * 90 + ["digital"] * 10, dtype=object)
    for least, expected in ((0.05, 0.1), (0.3, 0.25), (0.5, 0.357)):
        # wanted shares: film 0.9 and digital max(0.1, least), then scaled to sum to 1
        share = dataset._balanced(techniques, least)[90:].sum()
        assert share == pytest.approx(max(0.1, least) / (0.9 + max(0.1, least)), abs=1e-9)
        assert share == pytest.approx(expected, abs=0.01)
    assert dataset._balanced(techniques, 0.3).sum() == pytest.approx(1)


def test_a_dataset_that_is_too_low_or_does_not_divide_is_told_before_a_run(tmp_path: Path) -> None:
    path = write_small_dataset(tmp_path / "d.h5", rows=60, count=2)
    check_dataset(path, (20,))
    for heights in ((20, 40), (20, 80)):
        with pytest.raises(DatasetError, match=f"--rows {heights[-1]}"):
            check_dataset(path, heights)
        with pytest.raises(DatasetError, match="60 rows high"):
            views(path, heights[-1])


def test_a_dataset_of_held_out_patients_alone_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.prepare.is_held_out", lambda _: True)
    path = write_small_dataset(tmp_path / "d.h5", count=1)
    with pytest.raises(DatasetError, match="all patients are held out"):
        views(path)


def test_pictures_are_the_same_whether_they_are_kept_or_read_again(
    small_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _ = views(small_dataset).batch(0, 0, 8)
    monkeypatch.setattr(dataset, "CACHE_BYTES", 0)
    assert torch.equal(views(small_dataset).batch(0, 0, 8)[0], kept)
