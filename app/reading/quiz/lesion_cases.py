"""Drawn cases that can stand for healthy breasts, and the same with a lesion."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.reading.quiz.errors import QuizError
from app.reading.quiz.lesion_wishes import fitted, lesion_wish
from app.reading.quiz.pictures import DrawnViews, density_of, grey_share
from app.reading.quiz.rounds import FindTheLesion, OddOneOut, ReadAndReport
from app.reading.quiz.trial import PictureClass, PictureTruth, Stimulus
from inference.case import Case, View
from inference.case_generator import CaseGenerator
from inference.errors import LesionError
from inference.lesions.case_lesions import SeenCase
from inference.measurements.suspicious_foci import FociDetector
from inference.recipe import Recipe, ViewName
from inference.seeds import MAX_SEED, stream

MOST_ATTEMPTS = 60
"""So many cases are drawn for one question before it is given up."""

MOST_WISHES = 4
"""So many lesions are tried in one case."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LesionPair:
    """A case with a lesion and its twin without.

    Attributes:
        recipe: of the case, with the lesion.
        sick: the case; its twin once more where no lesion was wanted.
        twin: the same breasts without it.
        suspicion: highest score of the detector in the twin; None where it was not asked.
    """

    recipe: Recipe
    sick: Case
    twin: Case
    suspicion: float | None = None

    def stimulus(self, with_lesion: bool) -> Stimulus:
        """What is shown."""
        return Stimulus(recipe=self.recipe if with_lesion else self.recipe.without_lesions)

    def truth(self, with_lesion: bool) -> PictureTruth:
        """What is true of it; the density is that of the twin, so that a lesion adds none."""
        percent, composition = density_of(self.twin.views)
        return PictureTruth(
            picture_class=PictureClass.SYNTHESIZED,
            views=tuple(str(name) for name in self.recipe.views),
            technique=self.recipe.technique.value,
            findings=self.sick.findings if with_lesion else (),
            pixel_mm=_pixel_mm(self.twin.views[0]),
            density_percent=percent,
            composition=composition,
            suspicion=self.suspicion,
        )


class LesionCases:
    """Draws cases whose background nobody doubts, and puts lesions of a wanted difficulty in.

    Args:
        settings: which lesions, and which cases are no background.
        seed: of the set.
        generator: draws.
        detector: of suspicious foci.
    """

    def __init__(
        self,
        settings: FindTheLesion | OddOneOut | ReadAndReport,
        seed: int,
        generator: CaseGenerator,
        detector: FociDetector,
    ) -> None:
        self._settings = settings
        self._seed = seed
        self._generator = generator
        self._detector = detector
        chosen = settings.focus_threshold
        self._threshold = detector.threshold if chosen is None else chosen

    def pair(
        self, views: tuple[ViewName, ...], difficulty: float | None, *names: str | int
    ) -> LesionPair:
        """A case with a lesion that shows in its views, and its twin.

        Args:
            views: of the case.
            difficulty: contrast to noise of the lesion; None draws one that the settings allow.
            *names: of the stream of random numbers.

        Raises:
            QuizError: no case was found that suits the settings.
            ProviderError: the model could not be run.
        """
        for attempt in range(MOST_ATTEMPTS):
            numbers = stream(self._seed, "quiz", *names, attempt)
            # The lesion's wish comes first: what is drawn then has no say in it.
            wanted = self._difficulty(numbers.uniform()) if difficulty is None else difficulty
            drawn = self._drawn(views, int(numbers.randint(MAX_SEED + 1, dtype=np.int64)))
            if drawn is None:
                continue
            made = self._with_lesion(drawn, wanted, numbers)
            if made is not None:
                return made
        raise QuizError(
            f"None of {MOST_ATTEMPTS} drawn cases suited this round: in all of them a place looked "
            "suspicious, or no lesion of this contrast fitted. Widen the sizes or the contrast to "
            "noise of the lesions, or raise the threshold of suspicious places."
        )

    def background(self, views: tuple[ViewName, ...], *names: str | int) -> LesionPair:
        """A case without a lesion, in which no place looks suspicious.

        Raises:
            QuizError: no such case was found.
            ProviderError: the model could not be run.
        """
        for attempt in range(MOST_ATTEMPTS):
            numbers = stream(self._seed, "quiz", *names, attempt)
            numbers.uniform()  # where a case with a lesion draws its difficulty
            drawn = self._drawn(views, int(numbers.randint(MAX_SEED + 1, dtype=np.int64)))
            if drawn is not None:
                return replace(drawn, sick=drawn.twin)
        raise QuizError(
            f"In all of {MOST_ATTEMPTS} drawn cases a place looked suspicious, so that none could "
            "stand for a breast without a lesion. Raise the threshold of suspicious places."
        )

    def _drawn(self, views: tuple[ViewName, ...], seed: int) -> LesionPair | None:
        """A case in which no place looks suspicious; None as soon as one does."""
        recipe = self._generator.recipe(
            seed,
            truncation_psi=self._settings.truncation_psi,
            technique=self._settings.technique,
            views=views,
        )
        draw = DrawnViews(self._generator, recipe)
        suspicion = 0.0
        for name in views:
            view = draw(name)
            scores = self._detector.scores(grey_share(view), _pixel_mm(view))
            suspicion = max(suspicion, float(scores.max(initial=0.0)))
            if self._threshold < 1 and suspicion >= self._threshold:
                return None
        twin = Case(case_id=recipe.case_id, views=tuple(draw(name) for name in views))
        return LesionPair(recipe=recipe, sick=twin, twin=twin, suspicion=suspicion)

    def _with_lesion(
        self, drawn: LesionPair, wanted: float, numbers: np.random.RandomState
    ) -> LesionPair | None:
        """The case with a lesion of a wanted contrast to noise; None where none was found."""
        views = drawn.recipe.views
        sides = {name.image_laterality for name in views}
        side = sides.pop() if len(sides) == 1 else ""
        seen = SeenCase(
            drawn.twin,
            seed=drawn.recipe.seed,
            view_names=self._generator.view_names,
            draw=DrawnViews(self._generator, drawn.recipe),
        )
        for _ in range(MOST_WISHES):
            spec = lesion_wish(
                self._settings.lesions, numbers, _pixel_mm(drawn.twin.views[0]), side
            )
            try:
                found = None if spec is None else fitted(seen, spec, wanted)
            except LesionError:
                continue
            if found is not None:
                recipe = replace(drawn.recipe, lesions=(found[0],))
                return replace(drawn, recipe=recipe, sick=found[1])
        return None

    def _difficulty(self, share: float) -> float:
        """A contrast to noise of the range, evenly on a scale of ratios."""
        low, high = self._settings.lesions.contrast_to_noise
        return float(low * (high / low) ** share)


def _pixel_mm(view: View) -> float:
    assert view.pixel_spacing_mm is not None  # drawn views have a known size
    return view.pixel_spacing_mm[0]
