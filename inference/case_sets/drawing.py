"""Drawing one case of a blueprint: the same case wherever and in whatever order it is drawn."""

from __future__ import annotations

from dataclasses import replace

from inference.case import Case
from inference.case_generator import CaseGenerator
from inference.case_sets.blueprint import Blueprint, WantedLesion
from inference.case_sets.case_set import SetCase, drawn_set_case
from inference.case_sets.case_truth import Asked, CaseTruth, Flags, ReferenceAnswer
from inference.case_sets.density_choice import DenseEnough, drawn, drawn_in_class
from inference.case_sets.flags import fingerprints_of, suspicious_places, worst_artefact
from inference.case_sets.lesion_choice import meets_difficulty, put_in
from inference.case_sets.plan import CasePlan, case_id_of
from inference.edits import needed_controls
from inference.errors import BlueprintError, LesionError, RecipeError
from inference.lesions.calcification_kinds import why_not_visible
from inference.lesions.library import read_library
from inference.measurements.suspicious_foci import FociDetector
from inference.random_edits import randomly_edited
from inference.recipe import Recipe
from inference.seeds import stream

BREASTS = 5
"""So many breasts are tried where a lesion fits into none of the places of one."""


class CaseDrawer:
    """Draws the cases of one blueprint with one model.

    Args:
        blueprint: what is wanted.
        generator: of the model.
        detector: looks for suspicious places.

    Raises:
        BlueprintError: the model cannot draw what is wanted.
    """

    def __init__(
        self, blueprint: Blueprint, generator: CaseGenerator, detector: FociDetector
    ) -> None:
        check_model(blueprint, generator)
        self._blueprint = blueprint
        self._generator = generator
        self._detector = detector

    def draw(self, plan: CasePlan) -> SetCase:
        """Draw a planned case.

        Raises:
            BlueprintError: its lesion fits into none of several breasts.
            ProviderError: the provider gave up.
        """
        wanted = None if plan.lesion is None else self._blueprint.lesions[plan.lesion]
        failure: LesionError | None = None
        for number in range(BREASTS):
            breast = self._breast(plan, number)
            try:
                return self._finished(plan, breast, wanted, number)
            except LesionError as error:
                failure = error
        label = wanted.label if wanted is not None else ""
        raise BlueprintError(
            f"The lesion {label!r} of the blueprint did not fit into any of {BREASTS} breasts: "
            f"{failure} Change its size or place."
        )

    def _breast(self, plan: CasePlan, number: int) -> DenseEnough:
        mix = self._blueprint.density
        if mix is None or plan.density is None:
            return drawn(self._generator, self._recipe(plan, number, 0))
        return drawn_in_class(
            self._generator,
            plan.density,
            lambda attempt: self._recipe(plan, number, attempt),
            mix.tries,
        )

    def _recipe(self, plan: CasePlan, number: int, attempt: int) -> Recipe:
        blueprint = self._blueprint
        numbers = stream(blueprint.seed, "case set", "case", plan.index, number, attempt)
        psi = numbers.uniform(*blueprint.truncation)
        recipe = self._generator.recipe(
            int(numbers.randint(0, 2**32)) * 2**21 + int(numbers.randint(0, 2**21)),
            truncation_psi=round(float(psi), 3),
            technique=plan.technique,
            views=blueprint.views,
        )
        if blueprint.random_edits is None:
            return recipe
        return randomly_edited(
            recipe,
            needed_controls(self._generator.controls, self._generator.bundle.name),
            probability=blueprint.random_edits.probability,
            strength=blueprint.random_edits.strength,
        )

    def _finished(
        self, plan: CasePlan, breast: DenseEnough, wanted: WantedLesion | None, number: int
    ) -> SetCase:
        blueprint = self._blueprint
        case, recipe, unmet = breast.seen.case, breast.recipe, []
        if wanted is not None:
            case, specs = put_in(
                breast.seen, wanted, blueprint.views, blueprint.seed, "case", plan.index, number
            )
            recipe = replace(recipe, lesions=specs)
            if not meets_difficulty(wanted, case):
                unmet.append(f"difficulty {wanted.difficulty}")
        if plan.density not in (None, breast.composition):
            unmet.append(f"density {plan.density}")
        truth = CaseTruth(
            recipe=recipe,
            findings=case.findings,
            density=None if breast.density is None else round(breast.density, 2),
            composition=breast.composition,
            teaching=_teaching(wanted),
            reference=ReferenceAnswer(composition=breast.composition),
            flags=self._flags(case, recipe, tuple(unmet)),
            asked=Asked(
                lesion="" if wanted is None else wanted.label,
                difficulty=wanted.difficulty or "" if wanted is not None else "",
                density=plan.density,
            ),
            fingerprints=fingerprints_of(case),
        )
        case_id = case_id_of(blueprint, self._generator.bundle.hash, plan.index)
        return drawn_set_case(case, case_id=case_id, bits=blueprint.bits, truth=truth)

    def _flags(self, case: Case, recipe: Recipe, unmet: tuple[str, ...]) -> Flags:
        artefact = worst_artefact(case, recipe.technique)
        return Flags(
            artefact_score=round(artefact.value, 3),
            artefact_sign=artefact.sign,
            foci=suspicious_places(case, self._detector),
            unmet=unmet,
        )


def check_model(blueprint: Blueprint, generator: CaseGenerator) -> None:
    """Make sure that a model can draw what a blueprint wants.

    Raises:
        BlueprintError: it cannot; the sentence says what to change.
    """
    try:
        for technique in blueprint.technique or (None,):
            generator.recipe(0, technique=technique, views=blueprint.views)
        if blueprint.random_edits is not None:
            needed_controls(generator.controls, generator.bundle.name)
    except RecipeError as error:
        raise BlueprintError(f"The blueprint cannot be met. {error}") from None
    for wanted in blueprint.lesions:
        for spec in wanted.extremes:
            if reason := why_not_visible(spec, generator.bundle.manifest.pixel_mm):
                raise BlueprintError(f"The lesion {wanted.label!r} cannot be met. {reason}")


def _teaching(wanted: WantedLesion | None) -> str:
    if wanted is None:
        return ""
    if wanted.teaching or not wanted.library:
        return wanted.teaching
    entry = read_library().entry(wanted.library)
    return f"{entry.title}. {entry.paragraph}"
