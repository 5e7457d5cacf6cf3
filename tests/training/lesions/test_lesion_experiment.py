"""Claims about the experiment: who is judged, what is kept, and what its figures say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.lesions.small_lesions import drawn_patch, record
from training.__main__ import main
from training.errors import TrainingError
from training.lesions.config import LesionTask, preset
from training.lesions.experiment import experiment
from training.lesions.experiment.classifier import (
    PatchClassifier,
    Schedule,
    frozen_features,
    scores,
    trained,
)
from training.lesions.experiment.experiment import (
    DRAWN,
    LESIONS,
    TISSUE,
    ExperimentPlan,
    ExperimentResult,
)
from training.lesions.experiment.figures import figures_of
from training.lesions.experiment.pools import source, with_lesions
from training.lesions.generator import ContextGenerator
from training.lesions.lesion_file import PatchKind, Status, create_lesion_file
from training.lesions.patches import LESION, LesionPatches
from training.lesions.run_state import CHECKPOINT, LesionRunState

CONFIG = preset("smoke", LesionTask.MASS)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight malignant masses and eight patches of tissue, half of them held out."""
    path = tmp_path_factory.mktemp("experiment") / "lesions.h5"
    with create_lesion_file(path, {"drawn": True}) as file:
        for number in range(16):
            lesion = number % 2 == 0
            kind = PatchKind.MASS if lesion else PatchKind.NONE
            status = Status.MALIGNANT if lesion else Status.NORMAL
            file.add(record(number, kind, status, number >= 8), drawn_patch(number, lesion=lesion))
    return path


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose network draws a disk everywhere, though it never was trained."""
    folder = tmp_path_factory.mktemp("run")
    state = LesionRunState(CONFIG, torch.device("cpu"))
    draw_everywhere(state.average)
    state.save(folder / CHECKPOINT)
    return folder


def draw_everywhere(network: ContextGenerator) -> None:
    with torch.no_grad():
        bias = network.to_lesion.bias
        assert bias is not None
        bias.fill_(0.3)


def arguments(data: Path, run_folder: Path, out: Path) -> list[str]:
    return [
        "lesion-experiment", "--data", str(data), "--run-dir", str(run_folder), "--out", str(out),
        "--samples", "32", "--seeds", "1", "--pool", "16",
    ]  # fmt: skip


def test_the_command_leaves_a_report_and_goes_on_where_it_stopped(
    data: Path, run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(arguments(data, run_folder, tmp_path)) == 0
    kept = json.loads((tmp_path / "lesion-experiment.json").read_text())
    shares = kept["figures"]["shares"]
    assert [one["share"] for one in shares] == [0, 0.1, 0.25, 0.5, 0.75, 1]
    assert all(len(one["of_seeds"]) == 1 for one in shares)
    assert kept["figures"]["judged"][LESIONS] == [4, 4]
    page = (tmp_path / "lesion-experiment.html").read_text()
    assert "detectable" in page and page.count("data:image/png") == 2
    for name in ("areas", "features"):
        assert (tmp_path / f"lesion-experiment-{name}.png").read_bytes()[:4] == b"\x89PNG"

    def refuse(*_: object, **__: object) -> PatchClassifier:
        raise AssertionError("everything was trained before")

    monkeypatch.setattr(experiment, "trained", refuse)
    assert main(arguments(data, run_folder, tmp_path)) == 0
    assert json.loads((tmp_path / "lesion-experiment.json").read_text()) == kept


def test_nobody_is_both_learned_from_and_judged(data: Path) -> None:
    learn, judge = (source(data, CONFIG, held_out=held) for held in (False, True))
    sides = [
        {one.patches.patient(part) for part in (*one.lesions, *one.tissue)}
        for one in (learn, judge)
    ]
    assert len(sides[0]) == len(sides[1]) == 8
    assert not sides[0] & sides[1]


def test_a_larger_share_holds_out_those_of_a_smaller_one_and_more(data: Path) -> None:
    small, large = (
        {
            patches.patient(part)
            for patches in [
                LesionPatches(data, LesionTask.MASS, 32, held_out=True, percent=percent)
            ]
            for part in patches.parts("image", "image", LESION, kind=PatchKind.MASS)
        }
        for percent in (10, 60)
    )
    assert small < large


def test_lesions_are_drawn_where_they_survive_and_nowhere_else(data: Path) -> None:
    given = source(data, CONFIG, held_out=False)
    tissue = given.each(given.tissue, 0, "tissue", 2)
    network = ContextGenerator(CONFIG.shape).requires_grad_(False)
    draw_everywhere(network)
    drawn = with_lesions(network, tissue, 0, "drawn")
    assert drawn.patients.tolist() == tissue.patients.tolist()
    assert (drawn.pictures - tissue.pictures).mean() > 0.1
    with torch.no_grad():
        network.to_lesion.weight.zero_()
        assert network.to_lesion.bias is not None
        network.to_lesion.bias.zero_()
    with pytest.raises(TrainingError, match="Hardly any lesion"):
        with_lesions(network, tissue, 0, "drawn")


def test_a_classifier_learns_to_tell_bright_patches_from_dark_ones() -> None:
    bright, dark = (
        frozen_features((torch.randn(24, 1, 32, 32) * 0.1 + level).clamp(-1, 1))
        for level in (0.4, -0.4)
    )
    schedule = Schedule(samples=256, batch=16)
    shown: list[int] = []
    classifier = trained(
        bright[:16], bright[:0], dark[:16], share=0, schedule=schedule, seed=0,
        progress=shown.append,
    )  # fmt: skip
    assert scores(classifier, bright[16:]).min() > scores(classifier, dark[16:]).max()
    assert shown == list(range(16, 257, 16))


def test_the_share_of_drawn_lesions_falls_by_a_tenth_every_five_thousand() -> None:
    share: Callable[[float, int], float] = Schedule().share
    assert share(0.5, 4_999) == 0.5
    assert share(0.5, 5_000) == pytest.approx(0.45)
    assert share(1.0, 15_000) == pytest.approx(0.729)


def result(lift: float, noise: float = 0.5) -> ExperimentResult:
    """Scores of 200 lesions and 200 patches of tissue, better by `lift` with drawn lesions."""
    random = np.random.default_rng(5)
    lesions, tissue = random.normal(1, 1, (1, 200)), random.normal(0, 1, (1, 200))
    jitter = random.normal(0, noise, (1, 200))
    judged = {
        0.0: {LESIONS: lesions, DRAWN: lesions, TISSUE: tissue},
        0.5: {LESIONS: lesions + lift + jitter, DRAWN: lesions, TISSUE: tissue},
    }
    names = np.array([f"p{n}" for n in range(200)])
    kinds = (LESIONS, DRAWN, TISSUE)
    return ExperimentResult(
        judged=judged,
        apart={LESIONS: lesions, DRAWN: tissue},
        projected={kind: np.zeros((1, 4)) for kind in kinds},
        patients=dict.fromkeys(kinds, names),
        learned=dict.fromkeys(kinds, (1, 1)),
        cur_nimg=5,
        held_out_percent=10,
    )


def test_a_clear_difference_is_found_and_a_small_one_is_below_what_is_detectable() -> None:
    clear, small = (figures_of(result(lift)).shares[1] for lift in (1.0, 0.02))
    assert clear.difference > clear.detectable and clear.p_value < 0.001
    assert abs(small.difference) < small.detectable and small.p_value > 0.05
    # For a normal test, found four times in five at 5 %: 1.96 + 0.84 standard errors.
    error = (clear.difference_high - clear.difference_low) / (2 * 1.96)
    assert clear.detectable == pytest.approx(2.80 * error, rel=0.01)


def test_drawn_lesions_are_judged_by_classifiers_that_saw_none() -> None:
    found = figures_of(result(1.0))
    # The drawn ones of these scores are the real ones.
    assert found.recognised == found.shares[0].area
    assert found.apart.auc == found.recognised.auc


def test_without_drawn_lesions_there_is_no_difference() -> None:
    base = figures_of(result(1.0)).shares[0]
    assert base.difference == 0 and base.p_value == 1
    assert base.area.auc == pytest.approx(0.76, abs=0.05)


@pytest.mark.parametrize("change", [{"seeds": 0}, {"pool": 0}, {"shares": (0.5, 1.0)}])
def test_an_impossible_plan_is_a_sentence(change: dict[str, object]) -> None:
    with pytest.raises(TrainingError):
        ExperimentPlan(**change)  # pyright: ignore[reportArgumentType]
