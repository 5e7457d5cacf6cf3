"""Real views to compare with: read at a bundle's height, and shown as drawn ones are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.preparation.frame import Frame
from inference.seeds import stream
from training.dataset import reduced
from training.dataset_file import DatasetFile, open_dataset
from training.errors import DatasetError
from training.evaluation.picture_set import PictureSet
from training.evaluation.shown_picture import shown_bytes


def load_real_views(
    path: Path,
    rows: int,
    *,
    held_out: bool,
    view_positions: Collection[str] = ("CC", "MLO"),
    techniques: Collection[str] = ("digital", "film"),
    most: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> PictureSet:
    """The views of a dataset file, by patient in a random order; there may be none.

    Args:
        path: of the dataset file.
        rows: height of the pictures, a whole part of the file's.
        held_out: whether to take the patients kept out of training, or the others.
        view_positions: which ones to take.
        techniques: which ones to take.
        most: how many at most, all views of a patient before the next; None for all.
        seed: of the order.
        progress: told how many are read, of how many.

    Raises:
        DatasetError: the file cannot be used, or has another height.
    """
    with open_dataset(path) as dataset:
        wanted = dataset.numbers("held_out").astype(bool) == held_out
        wanted &= np.isin(dataset.texts("view_position").astype(str), list(view_positions))
        wanted &= np.isin(dataset.texts("technique").astype(str), list(techniques))
        patients = dataset.texts("patient").astype(str)
        chosen = _by_patient(np.flatnonzero(wanted), patients, seed)[:most]
        return read_views(dataset, path, chosen, rows, progress)


def read_views(
    dataset: DatasetFile,
    path: Path,
    chosen: NDArray[np.intp],
    rows: int,
    progress: Callable[[int, int], None] | None = None,
) -> PictureSet:
    """Views of an open dataset at a height, shown as drawn ones are.

    Args:
        dataset: the open file.
        path: of it, for messages.
        chosen: numbers of the views.
        rows: height of the pictures, a whole part of the file's.
        progress: told how many are read, of how many.

    Raises:
        DatasetError: the file has another height, or a view is damaged.
    """
    factor, rest = divmod(dataset.frame.rows, rows)
    if factor == 0 or rest:
        raise DatasetError(
            f"{path} is {dataset.frame.rows} rows high, and the model draws {rows}. "
            f"Prepare a dataset with --rows {rows} or a multiple of it."
        )
    frame = Frame(rows=rows)
    pictures = np.empty((len(chosen), frame.rows, frame.columns), np.uint8)
    for number, index in enumerate(chosen):
        picture = reduced(dataset.picture(int(index)), rows)
        image = picture.astype(np.float32) / np.float32(127.5) - 1
        pictures[number] = shown_bytes(image, frame.pixel_mm)
        if progress is not None:
            progress(number + 1, len(chosen))
    return PictureSet(
        pictures=pictures,
        view_positions=dataset.texts("view_position")[chosen].astype(str),
        techniques=dataset.texts("technique")[chosen].astype(str),
        patients=dataset.texts("patient")[chosen].astype(str),
    )


def _by_patient(
    usable: NDArray[np.intp], patients: NDArray[np.str_], seed: int
) -> NDArray[np.intp]:
    """Patients in a random order, each with all her views."""
    names, owner = np.unique(patients[usable], return_inverse=True)
    place = stream(seed, "real views").permutation(len(names))
    return usable[np.argsort(place[owner], kind="stable")]
