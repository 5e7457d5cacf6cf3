"""Drawing the cases of a draft: as the command draws them, again, or from what Generate shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inference.case import Case
from inference.case_generator import CaseGenerator
from inference.case_sets.blueprint import Blueprint
from inference.case_sets.case_set import SetCase, drawn_set_case, model_entry, new_case_id
from inference.case_sets.case_truth import CaseTruth, Flags, ReferenceAnswer
from inference.case_sets.coded_pictures import Bits
from inference.case_sets.density_choice import case_density
from inference.case_sets.drawing import CaseDrawer
from inference.case_sets.flags import fingerprints_of, suspicious_places, worst_artefact
from inference.case_sets.manifest import ModelEntry
from inference.case_sets.plan import plan_of
from inference.errors import InputError
from inference.measurements.dense_tissue import density_class
from inference.measurements.suspicious_foci import FociDetector
from inference.model_bundle import load_bundle
from inference.runtime import ProviderChoice


class BlueprintDrawer:
    """Draws the cases of a blueprint with the bytes that the command gives.

    It loads the model once more, for the processor and one thread: the program's own may run on
    something else, which gives slightly other pixels. Slow; for the worker.

    Args:
        blueprint: what is wanted.
        bundle_folder: of the model.

    Attributes:
        model: that draws.

    Raises:
        MammogymError: the model cannot be used, or cannot draw what is wanted.
    """

    def __init__(self, blueprint: Blueprint, bundle_folder: Path) -> None:
        bundle = load_bundle(bundle_folder)
        generator = CaseGenerator(bundle, provider=ProviderChoice.CPU.value, threads=1)
        self.model: ModelEntry = model_entry(bundle)
        self._drawer = CaseDrawer(blueprint, generator, FociDetector(threads=1))
        self._plans = plan_of(blueprint)

    def case(self, index: int, redraws: int = 0) -> SetCase:
        """A case of the blueprint, or another one with the same lesion, density and technique.

        Args:
            index: of the blueprint's case.
            redraws: 0 for the case itself; each other number gives another case.

        Raises:
            MammogymError: it cannot be drawn.
        """
        plan = self._plans[index]
        # An index beyond the blueprint's own has random numbers that no case of it uses.
        return self._drawer.draw(replace(plan, index=index + redraws * len(self._plans)))


def set_case_of(case: Case, bits: Bits, case_id: str | None = None) -> SetCase:
    """A case that was drawn in Generate, measured and flagged as a built one is.

    Args:
        case: with its recipe.
        bits: of a stored value.
        case_id: its name in the set; None gives a new one.

    Raises:
        InputError: it is no case of a model.
    """
    recipe = case.recipe
    if recipe is None or any(view.name is None or not view.pixel_spacing_mm for view in case.views):
        raise InputError("Only a case that was drawn can go into a set. Draw one in Generate.")
    density = case_density(case)
    artefact = worst_artefact(case, recipe.technique)
    composition = None if density is None else density_class(density)
    truth = CaseTruth(
        recipe=recipe,
        findings=case.findings,
        density=None if density is None else round(density, 2),
        composition=composition,
        reference=ReferenceAnswer(composition=composition),
        flags=Flags(
            artefact_score=round(artefact.value, 3),
            artefact_sign=artefact.sign,
            foci=suspicious_places(case, FociDetector(threads=1)),
        ),
        fingerprints=fingerprints_of(case),
    )
    return drawn_set_case(case, case_id=case_id or new_case_id(), bits=bits, truth=truth)
