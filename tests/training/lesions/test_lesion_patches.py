from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.lesions.small_lesions import SIDE, drawn_patch, record
from training.errors import DatasetError
from training.lesions.config import LesionTask
from training.lesions.lesion_file import (
    LesionPatch,
    PatchKind,
    Status,
    create_lesion_file,
    open_lesion_file,
)
from training.lesions.patches import LesionPatches, coarsened


def test_a_patch_comes_back_with_and_without_its_lesion(tmp_path: Path) -> None:
    patch = drawn_patch(3)
    assert patch.without is not None
    with create_lesion_file(tmp_path / "a.h5", {}) as file:
        file.add(record(1, PatchKind.MASS, Status.BENIGN, False), patch)
    with open_lesion_file(tmp_path / "a.h5") as file:
        back = file.patch(0)
    assert back.without is not None
    assert (back.lesion == patch.lesion).all()
    assert np.abs(back.image.astype(int) - patch.image).mean() < 3  # pictures are lossy
    assert np.abs(back.without.astype(int) - patch.without)[patch.lesion].mean() < 6
    assert (back.image == back.without)[~patch.replaced].all()
    rise = (back.image.astype(int) - back.without)[patch.lesion]
    assert rise.mean() == pytest.approx(60, abs=5)


@pytest.mark.parametrize("task", list(LesionTask))
def test_windows_are_what_the_task_says(small_lesions: Path, task: LesionTask) -> None:
    patches = LesionPatches(small_lesions, task, 32)
    wanted = patches.windows(patches.cast.wanted, 0, "wanted", 0, 8)
    assert wanted.before.shape == (8, 1, 32, 32)
    assert float(wanted.after.min()) >= -1 and float(wanted.after.max()) <= 1
    change = (wanted.after - wanted.before).mean(dim=(1, 2, 3))
    assert ((change < -0.03) if task is LesionTask.REMOVAL else (change > 0.03)).all()
    given = patches.inputs(0, "inputs", 0, 8)
    if task is not LesionTask.REMOVAL:
        assert (given.before == given.after).all()  # nobody knows what is to be drawn
    for others in patches.cast.others:
        assert others


def test_windows_of_normal_tissue_show_no_lesion_and_lesions_are_whole(tmp_path: Path) -> None:
    side = 80
    image = np.full((side, side), 50, np.uint8)
    lesion = np.zeros((side, side), dtype=bool)
    lesion[50:70, 50:70] = True
    image[lesion] = 250
    tissue = np.ones_like(lesion)
    without = np.full_like(image, 50)
    patch = LesionPatch(image=image, without=without, breast=tissue, lesion=lesion, replaced=lesion)
    with create_lesion_file(tmp_path / "a.h5", {}) as file:
        for number, status in enumerate((Status.MALIGNANT, Status.BENIGN)):
            file.add(record(number, PatchKind.MASS, status, False), patch)
    patches = LesionPatches(tmp_path / "a.h5", LesionTask.MASS, 32)
    normal = patches.windows(patches.cast.others[1], 0, "normal", 0, 50)
    assert float(normal.after.max()) < 0
    shown = patches.windows(patches.cast.wanted, 0, "wanted", 0, 50).after > 0.5
    assert shown.sum(dim=(1, 2, 3)).min() >= 0.8 * 400


def test_the_same_seed_and_place_give_the_same_windows(small_lesions: Path) -> None:
    patches = LesionPatches(small_lesions, LesionTask.MASS, 32)
    first, again = (patches.inputs(4, "inputs", 16, 4).before for _ in range(2))
    assert (first == again).all()
    assert (first != patches.inputs(4, "inputs", 20, 4).before).any()


def test_held_out_patients_are_trained_on_by_nobody(small_lesions: Path) -> None:
    training = LesionPatches(small_lesions, LesionTask.MASS, 32)
    judged = LesionPatches(small_lesions, LesionTask.MASS, 32, held_out=True)
    assert len(training.cast.wanted) == 3
    assert len(judged.cast.wanted) == 1


def test_coarsened_windows_are_means_of_the_pixels_they_cover(small_lesions: Path) -> None:
    patches = LesionPatches(small_lesions, LesionTask.MASS, 32)
    windows = patches.inputs(0, "inputs", 0, 2)
    quarter = coarsened(windows, 8)
    assert float(quarter.after[1, 0, 1, 2]) == pytest.approx(
        float(windows.after[1, 0, 4:8, 8:12].mean()), abs=1e-6
    )
    half = coarsened(windows, 16)
    assert half.before.shape == (2, 1, 16, 16)
    assert float(half.before[0, 0, 0, 0]) == pytest.approx(
        float(windows.before[0, 0, :2, :2].mean()), abs=1e-6
    )
    assert coarsened(windows, 32) is windows


def test_lesions_that_the_post_processing_takes_away_are_not_wanted(tmp_path: Path) -> None:
    faint, strong = drawn_patch(0), drawn_patch(1)
    assert faint.without is not None
    faint = replace(faint, image=np.where(faint.lesion, faint.without + 5, faint.without))
    with create_lesion_file(tmp_path / "a.h5", {}) as file:
        for number, patch in enumerate((faint, strong)):
            file.add(record(number, PatchKind.MASS, Status.MALIGNANT, False), patch)
    patches = LesionPatches(tmp_path / "a.h5", LesionTask.MASS, 32)
    assert [part.number for part in patches.cast.wanted] == [1]
    assert {part.number for part in patches.cast.inputs[1]} == {0, 1}


def test_a_file_without_what_the_task_needs_is_a_sentence(tmp_path: Path) -> None:
    with create_lesion_file(tmp_path / "a.h5", {}) as file:
        normal = drawn_patch(0, lesion=False)
        file.add(record(0, PatchKind.NONE, Status.NORMAL, False), normal)
    with pytest.raises(DatasetError, match="to train on for removal"):
        LesionPatches(tmp_path / "a.h5", LesionTask.REMOVAL, 32)


def test_windows_larger_than_all_patches_are_a_sentence(small_lesions: Path) -> None:
    with pytest.raises(DatasetError, match="no patches"):
        LesionPatches(small_lesions, LesionTask.MASS, SIDE * 2)
