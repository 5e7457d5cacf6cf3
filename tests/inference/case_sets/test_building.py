"""Claims about building: the same file however it was drawn, killed, resumed or spread."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.case_generator import CaseGenerator
from inference.case_sets.blueprint import Blueprint, blueprint_from_toml
from inference.case_sets.blueprint_text import write_blueprint
from inference.case_sets.building import build
from inference.case_sets.files import read_case_set
from inference.case_sets.plan import plan_of
from inference.case_sets.work_folder import work_folder_of
from inference.case_sets.workers import Processes, Workers
from inference.errors import BlueprintError, CaseSetError, OutputError
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle

BLUEPRINT = """
title = "Small"
cases = 6
seed = 11
views = ["L-CC", "L-MLO"]
"""

WITH_LESIONS = """
title = "Lesions"
cases = 4
seed = 11
views = ["L-CC", "L-MLO"]
prevalence = 0.75

[[lesions]]
kind = "mass"
words = {margin = ["spiculated", "circumscribed"]}
size_mm = [8, 20]
difficulty = "hard"
weight = 2

[[lesions]]
library = "oil_cyst"
"""


@pytest.fixture
def blueprint() -> Blueprint:
    return blueprint_from_toml(BLUEPRINT)


@pytest.fixture(scope="session")
def built(tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The set of the blueprint, built in one go in this process."""
    folder = tmp_path_factory.mktemp("built")
    return _build(blueprint_from_toml(BLUEPRINT), tiny_bundle, folder / "set.mgset")


def _build(
    blueprint: Blueprint, bundle: Path, target: Path, workers: Workers | None = None
) -> bytes:
    for step in build(blueprint, load_bundle(bundle), target, workers=workers):
        assert step.case.truth is not None
    return target.read_bytes()


@pytest.fixture(scope="session")
def with_lesions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set with lesions, by the model that ships: an untrained one draws no breasts."""
    target = tmp_path_factory.mktemp("built") / "lesions.mgset"
    _build(blueprint_from_toml(WITH_LESIONS), shipped_bundle(), target)
    return target


def test_a_set_holds_what_its_blueprint_asks_for(with_lesions: Path) -> None:
    case_set = read_case_set(with_lesions)
    findings = [case.case().findings for case in case_set.cases]
    assert sorted(len(found) for found in findings) == [0, 1, 1, 1]
    kinds = sorted(found[0].kind.value for found in findings if found)
    assert kinds == ["calcifications", "mass", "mass"]
    assert [view.entry.view.value for view in case_set.cases[0].views] == ["L-CC", "L-MLO"]
    for case in case_set.cases:
        assert case.truth is not None
        told = bool(case.truth.flags.unmet)
        for one in case.truth.findings if case.truth.asked.difficulty else ():
            assert told or 0.3 <= one.contrast_to_noise <= 0.7
        assert case.truth.asked.lesion != "oil_cyst" or "Oil cyst" in case.truth.teaching


def test_a_case_of_a_set_is_the_case_of_its_recipe(with_lesions: Path) -> None:
    generator = CaseGenerator(load_bundle(shipped_bundle()), provider="cpu", threads=1)
    for case in read_case_set(with_lesions).cases[:2]:
        assert case.truth is not None and case.truth.recipe is not None
        again = generator.generate(case.truth.recipe)
        for ours, theirs in zip(case.case().views, again.views, strict=True):
            assert np.array_equal(ours.pixels, theirs.pixels)
        assert len(again.findings) == len(case.truth.findings)


def test_several_processes_give_the_same_file(
    built: bytes, blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    assert _build(blueprint, tiny_bundle, tmp_path / "set.mgset", Processes(2)) == built
    assert [path.name for path in tmp_path.iterdir()] == ["set.mgset"]


def test_a_cancelled_build_goes_on_where_it_was(
    built: bytes, blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    target, bundle = tmp_path / "set.mgset", load_bundle(tiny_bundle)
    steps = build(blueprint, bundle, target)
    kept = [next(steps).index for _ in range(3)]
    steps.close()
    assert not target.exists()
    again = list(build(blueprint, bundle, target))
    assert [step.index for step in again[:3]] == sorted(kept)
    assert [step.done for step in again] == [1, 2, 3, 4, 5, 6]
    assert target.read_bytes() == built


def test_a_case_that_was_damaged_in_the_work_folder_is_drawn_again(
    built: bytes, blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    target, bundle = tmp_path / "set.mgset", load_bundle(tiny_bundle)
    steps = build(blueprint, bundle, target)
    assert [next(steps).done for _ in range(2)] == [1, 2]
    steps.close()
    damaged = sorted(work_folder_of(target).glob("*.mgset"))[0]
    damaged.write_bytes(damaged.read_bytes()[:-100])
    assert _build(blueprint, tiny_bundle, target) == built


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("kind", ["killed", "interrupted"])
def test_a_build_that_is_stopped_goes_on_and_leaves_no_process(
    kind: str, built: bytes, blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    target = tmp_path / "set.mgset"
    write_blueprint(blueprint, tmp_path / "small.toml")
    command = [sys.executable, "-m", "inference", "build", str(tmp_path / "small.toml")]
    command += ["--out", str(target), "--bundle", str(tiny_bundle), "--workers", "2"]
    process = subprocess.Popen(
        command,
        cwd=Path(__file__).parents[3],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where tests run beside each other, they ignore Ctrl+C, and what they start inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    _wait_until(lambda: any(work_folder_of(target).glob("0*.mgset")) or process.poll() is not None)
    if kind == "killed":
        os.kill(process.pid, signal.SIGKILL)
    else:
        os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    if process.returncode:  # a small set may be finished first
        assert process.returncode == (-signal.SIGKILL if kind == "killed" else 1)
        # A worker that was just starting may say before it what stopped it.
        assert kind == "killed" or errors.endswith("mammogym-cases: cancelled\n")
    _wait_until(lambda: not _group_is_alive(process.pid))
    assert _build(blueprint, tiny_bundle, target) == built


def _group_is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_work_on_another_blueprint_is_left_alone(
    blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    target, bundle = tmp_path / "set.mgset", load_bundle(tiny_bundle)
    steps = build(blueprint, bundle, target)
    next(steps)
    steps.close()
    other = blueprint.model_copy(update={"seed": 12})
    with pytest.raises(CaseSetError, match="another blueprint"):
        next(build(other, bundle, target))


def test_what_the_model_cannot_draw_is_refused_before_anything_is_drawn(
    blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    text = BLUEPRINT + 'prevalence = 0.5\n[[lesions]]\nkind = "calcifications"\n'
    text += 'words = {morphology = "amorphous"}\n'
    with pytest.raises(BlueprintError, match="wide"):
        next(build(blueprint_from_toml(text), load_bundle(tiny_bundle), tmp_path / "set.mgset"))
    edited = blueprint_from_toml(BLUEPRINT + "\n[random_edits]\nprobability = 0.5\n")
    with pytest.raises(BlueprintError, match="without controls"):
        next(build(edited, load_bundle(tiny_bundle), tmp_path / "other.mgset"))


def test_a_set_under_another_ending_is_refused(
    blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="mgset"):
        next(build(blueprint, load_bundle(tiny_bundle), tmp_path / "set.zip"))


def test_another_order_of_drawing_changes_no_case(
    built: bytes, blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    class Backwards:
        def draw(self, job, indices):
            from inference.case_sets.workers import drawn_bytes

            for index in reversed(indices):
                yield drawn_bytes(job, index)

    assert _build(blueprint, tiny_bundle, tmp_path / "set.mgset", Backwards()) == built


def test_random_edits_and_a_density_mix_are_met_by_an_edited_case_of_its_own_recipe(
    tiny_controlled_bundle: Path, tmp_path: Path
) -> None:
    text = BLUEPRINT.replace("cases = 6", "cases = 4") + (
        "\n[random_edits]\nprobability = 1\n[density]\nb = 1\nd = 1\ntries = 6\n"
    )
    blueprint = blueprint_from_toml(text)
    target = tmp_path / "set.mgset"
    first = _build(blueprint, tiny_controlled_bundle, target)
    truths = [case.truth for case in read_case_set(target).cases]
    for plan, truth in zip(plan_of(blueprint), truths, strict=True):
        assert truth is not None and truth.recipe is not None
        assert truth.recipe.attributes
        missed = any(reason.startswith("density") for reason in truth.flags.unmet)
        assert missed == (truth.composition is not plan.density)
    assert _build(blueprint, tiny_controlled_bundle, tmp_path / "b.mgset") == first


def test_a_seed_more_gives_other_cases_and_other_ids(
    built: bytes, blueprint: Blueprint, tiny_bundle: Path, tmp_path: Path
) -> None:
    (tmp_path / "old.mgset").write_bytes(built)
    old = read_case_set(tmp_path / "old.mgset")
    other = blueprint.model_copy(update={"seed": 12, "cases": 2})
    _build(other, tiny_bundle, tmp_path / "new.mgset")
    new = read_case_set(tmp_path / "new.mgset")
    assert not {case.case_id for case in old.cases} & {case.case_id for case in new.cases}
    assert replace(new, cases=old.cases).set_id == old.set_id != new.set_id
