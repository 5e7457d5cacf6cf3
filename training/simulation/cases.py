"""Simulated cases, one for each seed, and the folder they are kept in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.atomic_files import make_folder
from inference.case import Case, PixelSpacingSource, View
from inference.dicom.write import Acquisition, write_case
from inference.errors import InputError, OutputError
from inference.imaging.greyscale import Greyscale, Window
from inference.recipe import ALL_VIEWS, ViewName
from inference.seeds import MAX_SEED
from training.simulation.anatomy import draw_breast
from training.simulation.frame import Frame
from training.simulation.imaging import grow_tissue, image_view
from training.simulation.truth import (
    CaseTruth,
    ViewTruth,
    measure,
    read_truth,
    write_table,
    write_truth,
)

MODEL_NAME = "in-silico breast"
MODEL_VERSION = 1
"""Counts changes of the simulation, so that a case id never names two different pictures."""
TABLE = "truth.csv"
DERIVATION = (
    f"Simulated by Mammogym, {MODEL_NAME}, version {MODEL_VERSION}: "
    "procedural anatomy, attenuation along rays, quantum noise, processing for presentation."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimulatedCase:
    """A case and what is known of it.

    Attributes:
        case: its views, as they are hung.
        truth: what is known.
    """

    case: Case
    truth: CaseTruth


def simulate_cases(
    count: int, seed: int, *, rows: int = 640, views: tuple[ViewName, ...] = ALL_VIEWS
) -> Iterator[SimulatedCase]:
    """Simulate the women of consecutive seeds.

    Args:
        count: how many.
        seed: of the first.
        rows: height of the 5:4 frame.
        views: which; leaving one out does not change the others.

    Raises:
        InputError: a value is out of range.
    """
    for number in case_seeds(count, seed):
        yield simulate_case(number, rows=rows, views=views)


def case_seeds(count: int, seed: int) -> range:
    """The seeds of `count` cases.

    Raises:
        InputError: no cases, or a seed out of range.
    """
    if count < 1:
        raise InputError(f"At least one case has to be simulated, not {count}.")
    if not 0 <= seed <= MAX_SEED - count + 1:
        raise InputError(f"The seeds have to lie between 0 and {MAX_SEED}, not {seed} onwards.")
    return range(seed, seed + count)


def simulate_case(
    seed: int, *, rows: int = 640, views: tuple[ViewName, ...] = ALL_VIEWS
) -> SimulatedCase:
    """Simulate the woman of one seed.

    Raises:
        InputError: a value is out of range.
    """
    if not views or len(set(views)) != len(views):
        raise InputError("A case has one to four different views.")
    frame = Frame(rows=rows)
    made: dict[ViewName, tuple[View, ViewTruth]] = {}
    for laterality in sorted({name.image_laterality for name in views}):
        # One breast at a time, so that only one volume is in memory.
        tissue = grow_tissue(draw_breast(seed, laterality), frame)
        for name in views:
            if name.image_laterality == laterality:
                exposure = image_view(tissue, name.view_position, frame)
                truth = measure(name, tissue, exposure, frame)
                made[name] = (_view(name, exposure.pixels, frame), truth)
    name = case_id(seed, rows)
    return SimulatedCase(
        case=Case(case_id=name, views=tuple(made[view][0] for view in views)),
        truth=CaseTruth(
            seed=seed, case_id=name, rows=rows, views=tuple(made[view][1] for view in views)
        ),
    )


def case_id(seed: int, rows: int) -> str:
    """A random-looking name that tells a reader nothing."""
    text = f"mammogym simulated case {MODEL_VERSION} {seed} {rows}"
    return hashlib.sha256(text.encode()).hexdigest()[:12].upper()


def write_cases(
    folder: Path,
    count: int,
    seed: int,
    *,
    rows: int = 640,
    views: tuple[ViewName, ...] = ALL_VIEWS,
) -> Iterator[CaseTruth]:
    """Simulate into a folder; complete cases that are there already are kept.

    Each case is `simulated-SEED_VIEW.dcm` with `simulated-SEED_truth.json`, which is written last;
    the folder's `truth.csv` lists all of its cases, also if the iteration is broken off.

    Raises:
        InputError: a value is out of range.
        OutputError: the folder cannot be used, or holds other pictures of these seeds.
    """
    seeds = case_seeds(count, seed)
    make_folder(folder)
    try:
        for number in seeds:
            yield _kept(folder, number, rows, views) or _made(folder, number, rows, views)
    finally:
        _write_folder_table(folder)


def _made(folder: Path, seed: int, rows: int, views: tuple[ViewName, ...]) -> CaseTruth:
    simulated = simulate_case(seed, rows=rows, views=views)
    write_case(
        simulated.case,
        folder,
        stem=_stem(seed),
        derivation=DERIVATION,
        acquisition=Acquisition(model_name=MODEL_NAME),
    )
    write_truth(simulated.truth, _truth_path(folder, seed))
    return simulated.truth


def _kept(folder: Path, seed: int, rows: int, views: tuple[ViewName, ...]) -> CaseTruth | None:
    """The truth of a case that is complete; None where it has to be made."""
    path = _truth_path(folder, seed)
    if not path.exists():
        return None
    truth = read_truth(path)
    same = truth.case_id == case_id(seed, rows) and [one.view for one in truth.views] == list(views)
    if not same:
        raise OutputError(
            f"{folder} holds seed {seed} with other rows, views or an older simulation. "
            "Name another folder."
        )
    return truth if all((folder / _file(seed, name)).is_file() for name in views) else None


def _write_folder_table(folder: Path) -> None:
    truths = sorted(
        (read_truth(path) for path in folder.glob("simulated-*_truth.json")),
        key=lambda truth: truth.seed,
    )
    rows = [
        (_file(truth.seed, ViewName(view.view)), truth, view)
        for truth in truths
        for view in truth.views
    ]
    write_table(rows, folder / TABLE)


def _view(name: ViewName, pixels: np.ndarray, frame: Frame) -> View:
    right = name.image_laterality == "R"
    return View(
        name=name,
        pixels=np.ascontiguousarray(pixels[:, ::-1] if right else pixels),
        greyscale=Greyscale(windows=(Window(center=2048, width=4096),)),
        pixel_spacing_mm=(frame.pixel_mm, frame.pixel_mm),
        pixel_spacing_source=PixelSpacingSource.GENERATED,
        synthetic=True,
        description=name.label,
    )


def _stem(seed: int) -> str:
    return f"simulated-{seed}"


def _file(seed: int, name: ViewName) -> str:
    return f"{_stem(seed)}_{name}.dcm"


def _truth_path(folder: Path, seed: int) -> Path:
    return folder / f"{_stem(seed)}_truth.json"
