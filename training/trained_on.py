"""Which views of a dataset a generator learned from, as fingerprints for its bundle."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.atomic_files import write_text
from inference.bundle_manifest import TRAINED_ON_NAME
from inference.model_bundle import ModelBundle
from inference.real_pool.fingerprints import fingerprint
from inference.real_pool.trained_on import trained_on_text
from training.dataset_file import DatasetFile

SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedView:
    """A view that was trained on.

    Attributes:
        fingerprint: hexadecimal.
        patient: as the dataset names them.
    """

    fingerprint: str
    patient: str


def count_trained(dataset: DatasetFile) -> int:
    """How many views of a dataset are trained on."""
    return int((~dataset.numbers("held_out").astype(bool)).sum())


def trained_fingerprints(dataset: DatasetFile) -> Iterator[TrainedView]:
    """The fingerprints of all views that are not held out.

    Raises:
        DatasetError: a view is damaged.
    """
    patients = dataset.texts("patient")
    for index in np.flatnonzero(~dataset.numbers("held_out").astype(bool)).tolist():
        yield TrainedView(
            fingerprint=fingerprint(dataset.picture(index)), patient=str(patients[index])
        )


def write_trained_on(
    bundle: ModelBundle, views: Iterable[TrainedView], *, with_patients: bool
) -> Path:
    """Write `trained_on.json` into a bundle's folder, which keeps its hash.

    Raises:
        OutputError: it cannot be written.
    """
    views = list(views)
    patients = {view.patient for view in views} if with_patients else set()
    salt = secrets.token_bytes(SALT_BYTES) if with_patients else b""
    path = bundle.folder / TRAINED_ON_NAME
    write_text(path, trained_on_text(bundle, (view.fingerprint for view in views), patients, salt))
    return path
