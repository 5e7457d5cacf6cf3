"""Training the detector of foci on recorded lesions, and what it is worth on other women."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage
from torch import Tensor

from inference.imaging.regions import disk, label_regions
from inference.measurements.suspicious_foci import APART_MM, DETECTOR_ROWS, peaks
from inference.preparation.frame import Frame
from inference.statistics.roc import AreaUnderCurve, area_under_curve, true_positive_rate_at
from training.errors import DatasetError
from training.evaluation.foci_network import CELL_PX, FociNetwork
from training.evaluation.foci_views import LesionView
from training.prepare import is_held_out

Progress = Callable[[int, int, str], None]

FRAME = Frame(rows=DETECTOR_ROWS)
CELL_MM = CELL_PX * FRAME.pixel_mm
HIT_MM = 5.0
"""A focus this near to a recorded lesion has found it."""

MEAN_FALSE_FOCI = 0.25
"""False foci of a view, on average over validation views, that the threshold allows."""

STATED_FALSE_POSITIVE_RATE = 0.1
FEWEST_VIEWS = 2
"""Views with masses, and normal ones, that each share of the patients has to have."""

LESION_CELL = 0.25
"""Share of a cell that a lesion covers where the cell shows it."""

BATCH = 24
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.03
POSITIVE_WEIGHT = 8.0
MOST_TURN_DEG = 20.0
MOST_SCALE = 0.2
MOST_CONTRAST = 0.2

ROLES = TRAINING, VALIDATION, TEST = "training", "validation", "test"
SHARES = {TRAINING: 60, VALIDATION: 12}
"""Percent of the patients; the others are for the test."""


def role(patient: str) -> str:
    """What a patient's views are for: the same answer whenever and wherever asked.

    Patients whom the generator is not trained on are for the test alone.
    """
    if is_held_out(patient):
        return TEST
    digest = hashlib.sha256(f"mammogym foci {patient}".encode()).digest()
    place = int.from_bytes(digest[:4], "big") % 100
    if place < SHARES[TRAINING]:
        return TRAINING
    return VALIDATION if place < sum(SHARES.values()) else TEST


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrainedDetector:
    """A detector and what it does on patients it did not learn from.

    Attributes:
        network: with its best weights.
        threshold: score from which on a place is a focus, set on validation patients.
        places: AUC of places in lesions against other places in breasts, by patient.
        views: AUC of views with a lesion against normal ones, each by its highest score.
        sensitivity_of_places: at `STATED_FALSE_POSITIVE_RATE`.
        lesions_found: share of recorded lesions with a focus on them.
        false_foci: foci beside lesions, mean of all test views.
        false_foci_normal: foci of the normal test views, mean.
        test_views: how many views the figures rest on.
        test_normal_views: how many of those are normal.
    """

    network: FociNetwork
    threshold: float
    places: AreaUnderCurve
    views: AreaUnderCurve
    sensitivity_of_places: float
    lesions_found: float
    false_foci: float
    false_foci_normal: float
    test_views: int
    test_normal_views: int


def train_detector(
    views: Sequence[LesionView],
    *,
    epochs: int,
    batch: int = BATCH,
    seed: int = 0,
    progress: Progress = lambda *_: None,
) -> TrainedDetector:
    """Train on some patients, choose weights and threshold on others, test on the rest.

    Args:
        views: all of them; `role` tells what each is for.
        epochs: how often each training view is shown.
        batch: views of a step.
        seed: of weights and order.
        progress: told steps done, of how many, and a line on how it goes.

    Raises:
        DatasetError: some patients are missing: those with masses, or normal ones.
    """
    sides = {name: [v for v in views if role(v.patient) == name] for name in ROLES}
    _check(sides)
    network = _trained(sides, epochs, batch, seed, progress)
    threshold = _threshold(network, sides[VALIDATION])
    return _tested(network, threshold, sides[TEST])


def _check(sides: dict[str, list[LesionView]]) -> None:
    for name, views in sides.items():
        masses = sum(bool(view.lesions.any()) for view in views)
        normal = sum(view.normal for view in views)
        if min(masses, normal) < FEWEST_VIEWS:
            raise DatasetError(
                f"Of the {name} patients {masses} views have a recorded mass and {normal} are "
                f"normal; at least {FEWEST_VIEWS} of each are needed. Name a larger corpus."
            )


def _trained(
    sides: dict[str, list[LesionView]], epochs: int, batch: int, seed: int, progress: Progress
) -> FociNetwork:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    network = FociNetwork()
    steps = max(1, len(sides[TRAINING]) // batch)
    optimiser = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, LEARNING_RATE, total_steps=steps * epochs
    )
    best, kept, line = -np.inf, network.state_dict(), ""
    for epoch in range(epochs):
        order = random.permutation(len(sides[TRAINING]))
        for step in range(steps):
            chosen = [sides[TRAINING][i] for i in order[step * batch : (step + 1) * batch]]
            network.train()
            _loss(network, chosen, random).backward()
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            progress(epoch * steps + step + 1, epochs * steps, line)
        area = _places_area(network, sides[VALIDATION]).auc
        line = f"AUC of places {area:.3f} on validation patients"
        if area > best:
            best, kept = area, copy.deepcopy(network.state_dict())
    network.load_state_dict(kept)
    return network.eval()


def _loss(network: FociNetwork, views: list[LesionView], random: np.random.Generator) -> Tensor:
    """Cross-entropy over the cells that show breast and are not on the rim of a lesion."""
    varied = [_varied(view, random) for view in views]
    pictures, lesions, unsure = (
        torch.from_numpy(np.stack(parts))[:, None] for parts in zip(*varied, strict=True)
    )
    cell = CELL_PX // 2
    covered, doubtful = F.avg_pool2d(lesions, cell), F.avg_pool2d(unsure, cell)
    inside = F.avg_pool2d((pictures > 0).float(), cell) > 0.5
    positive = inside & (covered >= LESION_CELL)
    # On the rim neither answer is right.
    elsewhere = inside & (F.max_pool2d(covered + doubtful, 3, 1, 1) == 0)
    logits = network.of_halved(pictures * 2 - 1)
    losses = F.binary_cross_entropy_with_logits(logits, positive.float(), reduction="none")
    # A small mass counts nearly as much as a large one, though it has fewer cells.
    cells = positive.sum(dim=(1, 2, 3), keepdim=True).clamp_min(1)
    weights = elsewhere + positive * POSITIVE_WEIGHT / cells.sqrt()
    return (losses * weights).sum() / elsewhere.sum().clamp_min(1)


def _varied(view: LesionView, random: np.random.Generator) -> tuple[NDArray[np.float32], ...]:
    """A view turned, scaled, flipped along the chest wall and changed in contrast, halved.

    Returns:
        Picture, 0 to 1, and the shares that lesions and unsure regions cover,
        (rows / 2, columns / 2) each.
    """
    rows, columns = view.pixels.shape
    angle = np.deg2rad(random.uniform(-MOST_TURN_DEG, MOST_TURN_DEG))
    scale = 2 * np.exp(random.uniform(-MOST_SCALE, MOST_SCALE))
    flip = random.choice((-1, 1))
    matrix = scale * np.array(
        [[np.cos(angle), -np.sin(angle) * flip], [np.sin(angle), np.cos(angle) * flip]]
    )
    centre = np.array([columns / 4, rows / 4])
    offset = np.array([columns / 2, rows / 2]) - matrix @ centre
    coefficients = (*matrix[0], offset[0], *matrix[1], offset[1])
    size = (columns // 2, rows // 2)
    picture, *regions = (
        np.asarray(
            Image.fromarray(values).transform(
                size, Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR
            ),
            dtype=np.float32,
        )
        / np.float32(255)
        for values in (view.pixels, *(_bytes(mask) for mask in (view.lesions, view.unsure)))
    )
    gain = np.exp(random.uniform(-MOST_CONTRAST, MOST_CONTRAST))
    return np.clip(picture * gain, 0, 1).astype(np.float32), *regions


def _bytes(mask: NDArray[np.bool_]) -> NDArray[np.uint8]:
    return np.where(mask, 255, 0).astype(np.uint8)


@torch.no_grad()
def scores_of(network: FociNetwork, views: Sequence[LesionView]) -> NDArray[np.float32]:
    """Scores of all cells, 0 to 1, 0 where there is no breast: (n, rows, columns) in cells."""
    network.eval()
    parts = []
    for start in range(0, len(views), BATCH):
        chosen = np.stack([view.pixels for view in views[start : start + BATCH]])
        pictures = torch.from_numpy(chosen.astype(np.float32))[:, None] / 255
        inside = F.avg_pool2d((pictures > 0).float(), CELL_PX) > 0.5
        parts.append((torch.sigmoid(network(pictures * 2 - 1)) * inside)[:, 0].numpy())
    return np.concatenate(parts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Places:
    """Scores of cells in lesions and of cells elsewhere in breasts, with their patients."""

    in_lesions: NDArray[np.float32]
    elsewhere: NDArray[np.float32]
    lesion_patients: NDArray[np.str_]
    other_patients: NDArray[np.str_]

    @classmethod
    def of(cls, scores: NDArray[np.float32], views: Sequence[LesionView]) -> _Places:
        found: tuple[list, ...] = ([], [], [], [])
        for view, grid in zip(views, scores, strict=True):
            covered, doubtful = (
                mask.reshape(len(grid), CELL_PX, -1, CELL_PX).mean(axis=(1, 3))
                for mask in (view.lesions, view.unsure)
            )
            near = ndimage.maximum_filter(covered + doubtful, 3) > 0
            for number, chosen in enumerate((covered >= LESION_CELL, ~near)):
                values = grid[chosen & (grid > 0)]
                found[number].append(values)
                found[number + 2].append(np.full(len(values), view.patient))
        return cls(
            in_lesions=np.concatenate(found[0]),
            elsewhere=np.concatenate(found[1]),
            lesion_patients=np.concatenate(found[2]),
            other_patients=np.concatenate(found[3]),
        )

    def area(self) -> AreaUnderCurve:
        return area_under_curve(
            self.in_lesions,
            self.elsewhere,
            positive_groups=self.lesion_patients,
            negative_groups=self.other_patients,
        )


def _places_area(network: FociNetwork, views: Sequence[LesionView]) -> AreaUnderCurve:
    return _Places.of(scores_of(network, views), views).area()


def _threshold(network: FociNetwork, views: Sequence[LesionView]) -> float:
    """The score with `MEAN_FALSE_FOCI` false foci of a view on average."""
    scores = scores_of(network, views)
    false = np.concatenate(
        [
            [grid[place] for place in _found(grid, view, 0.0)[1]]
            for grid, view in zip(scores, views, strict=True)
        ]
    )
    allowed = int(MEAN_FALSE_FOCI * len(views))
    line = np.sort(false)[::-1][allowed] if len(false) > allowed else 0.5
    return float(np.clip(line, 0.01, 0.99))


def _found(
    grid: NDArray[np.float32], view: LesionView, threshold: float
) -> tuple[int, list[tuple[int, int]]]:
    """How many lesions have a focus on them, and the foci that are on nothing recorded."""
    labels, _ = label_regions(view.lesions)
    reach = disk(round(HIT_MM / FRAME.pixel_mm))
    near = ndimage.maximum_filter(labels, footprint=reach)
    unsure = ndimage.maximum_filter(view.unsure, footprint=reach)
    hit, false = set(), []
    for row, column in peaks(grid, threshold, APART_MM / CELL_MM):
        place = int((row + 0.5) * CELL_PX), int((column + 0.5) * CELL_PX)
        if near[place] > 0:
            hit.add(int(near[place]))
        elif not unsure[place]:
            false.append((row, column))
    return len(hit), false


def _tested(network: FociNetwork, threshold: float, views: Sequence[LesionView]) -> TrainedDetector:
    scores = scores_of(network, views)
    places = _Places.of(scores, views)
    highest = scores.max(axis=(1, 2))
    normal = np.array([view.normal for view in views])
    having = np.array([view.lesions.any() for view in views])
    patients = np.array([view.patient for view in views])
    found = [_found(grid, view, threshold) for grid, view in zip(scores, views, strict=True)]
    false = np.array([len(others) for _, others in found])
    lesions = sum(label_regions(view.lesions)[1] for view in views)
    return TrainedDetector(
        network=network,
        threshold=threshold,
        places=places.area(),
        views=area_under_curve(
            highest[having],
            highest[normal],
            positive_groups=patients[having],
            negative_groups=patients[normal],
        ),
        sensitivity_of_places=true_positive_rate_at(
            places.in_lesions, places.elsewhere, STATED_FALSE_POSITIVE_RATE
        )[0],
        lesions_found=sum(hits for hits, _ in found) / max(1, lesions),
        false_foci=float(false.mean()),
        false_foci_normal=float(false[normal].mean()),
        test_views=len(views),
        test_normal_views=int(normal.sum()),
    )
