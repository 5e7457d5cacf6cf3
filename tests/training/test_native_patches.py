from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.small_dataset import SHAPE
from tests.training.small_patches import PATCH_ROWS, write_patches
from training.errors import DatasetError
from training.native_patches import LEAST_BREAST, MOST_LESION, NativePatches
from training.patch_file import open_patch_file
from training.prepare import is_held_out
from training.prepare_patches import PatchReport, prepare_patches

WINDOW = (40, 32)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Patches of six patients; one of them is held out."""
    folder = tmp_path_factory.mktemp("patches")
    corpus = write_patches(folder / "corpus", 6, first=16)
    list(prepare_patches(corpus.folder, folder / "p.h5", PATCH_ROWS, PatchReport()))
    return folder / "p.h5"


@pytest.fixture
def patches(path: Path) -> NativePatches:
    return NativePatches(path, SHAPE, PATCH_ROWS)


def test_a_batch_has_windows_and_one_hot_conditions(patches: NativePatches) -> None:
    pictures, conditions = patches.batch(0, 0, 16, *WINDOW)
    assert pictures.shape == (16, 1, *WINDOW)
    assert pictures.dtype == torch.float32
    assert pictures.min() >= -1
    assert conditions.shape == (16, SHAPE.condition_size)
    assert torch.equal(conditions[:, :2].sum(dim=1), torch.ones(16))
    film = conditions[:, 2 + SHAPE.techniques.index("film")]
    assert torch.equal(film, torch.ones(16))


def test_tissue_is_dequantised_and_air_is_exactly_minus_one(patches: NativePatches) -> None:
    levels = (patches.batch(0, 0, 64, *WINDOW)[0] + 1) * 127.5
    tissue = levels[levels > 0.6]
    assert (tissue - tissue.round()).abs().max() > 0.4
    assert (levels[levels < 0.4] == 0).all()


def test_windows_are_parts_of_patches_free_of_lesions(path: Path, patches: NativePatches) -> None:
    with open_patch_file(path) as file:
        shown = np.flatnonzero(~file.numbers("held_out").astype(bool)).tolist()
        pictures = [file.picture(number) for number in shown]
        usable = [file.usable(number) for number in shown]
    windows = (patches.batch(1, 0, 24, *WINDOW)[0][:, 0].numpy() + 1) * 127.5
    for window in windows:
        free, breast = _found(np.rint(window), pictures, usable)
        assert free >= 1 - MOST_LESION
        assert breast >= LEAST_BREAST


def _found(
    window: np.ndarray, pictures: list[np.ndarray], usable: list[np.ndarray]
) -> tuple[float, float]:
    """Shares of a window that are usable and that are breast, by looking for it everywhere."""
    rows, columns = window.shape
    for picture, free in zip(pictures, usable, strict=True):
        views = np.lib.stride_tricks.sliding_window_view(picture, window.shape)
        corner = np.abs(views[:, :, ::8, ::8].astype(int) - window[::8, ::8]).max(axis=(2, 3))
        for top, left in np.argwhere(corner <= 1):
            if np.abs(views[top, left].astype(int) - window).max() <= 1:
                part = free[top : top + rows, left : left + columns]
                return float(part.mean()), float((views[top, left] > 0).mean())
    raise AssertionError("the window is in none of the patches")


def test_equal_places_of_a_run_give_equal_batches(path: Path, patches: NativePatches) -> None:
    first = patches.batch(3, 64, 8, *WINDOW)
    again = NativePatches(path, SHAPE, PATCH_ROWS).batch(3, 64, 8, *WINDOW)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    for seed, cur_nimg in ((3, 72), (4, 64)):
        assert not torch.equal(first[0], patches.batch(seed, cur_nimg, 8, *WINDOW)[0])


def test_a_part_of_a_batch_is_that_part_of_the_whole(patches: NativePatches) -> None:
    whole = patches.batch(0, 8, 8, *WINDOW)
    part = patches.batch(0, 8, 8, *WINDOW, part=slice(4, 8))
    assert all(torch.equal(a[4:], b) for a, b in zip(whole, part, strict=True))


def test_held_out_patients_are_never_shown(path: Path, patches: NativePatches) -> None:
    with open_patch_file(path) as file:
        names = list(file.texts("patient"))
    assert [name for name in names if is_held_out(name)] == ["p18"]
    assert len(patches) == len(names) - 1


def test_a_window_that_no_patch_offers_is_a_sentence(patches: NativePatches) -> None:
    for size in ((140, 140), (500, 10)):
        assert len(patches.offering(*size)) == 0
        with pytest.raises(DatasetError, match="Choose a smaller window"):
            patches.batch(0, 0, 4, *size)
    assert len(patches.offering(*WINDOW)) == len(patches)


def test_patches_for_another_height_are_a_sentence(path: Path) -> None:
    with pytest.raises(DatasetError, match="Prepare them with --rows 1280"):
        NativePatches(path, SHAPE, 1280)
