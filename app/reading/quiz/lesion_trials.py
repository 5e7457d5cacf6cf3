"""Questions of rounds 4 to 6: drawn cases, some of them with a lesion."""

from __future__ import annotations

from app.reading.quiz.errors import QuizError
from app.reading.quiz.lesion_cases import LesionCases, LesionPair
from app.reading.quiz.questions import MadeQuestion
from app.reading.quiz.rounds import FindTheLesion, OddOneOut, ReadAndReport
from inference.case_generator import CaseGenerator
from inference.measurements.suspicious_foci import FociDetector
from inference.recipe import Recipe
from inference.seeds import stream


class CaseQuestions:
    """Makes the questions of `FindTheLesion` and `ReadAndReport`.

    A lesion is fitted into every case, and cases without one show the twin: so cases with and
    without are chosen alike, and take equally long to draw.

    Args:
        settings: of the round.
        seed: of the set.
        generator: draws.
        detector: of suspicious foci.
    """

    def __init__(
        self,
        settings: FindTheLesion | ReadAndReport,
        seed: int,
        generator: CaseGenerator,
        detector: FociDetector,
    ) -> None:
        self._settings = settings
        self._seed = seed
        self._cases = LesionCases(settings, seed, generator, detector)
        self._views = tuple(name for name in settings.views if name in generator.view_names)
        if not self._views:
            raise QuizError("The model cannot draw the views of this round. Choose other views.")
        with_lesion = round(settings.prevalence * settings.cases)
        ranks = stream(seed, "quiz", "with lesion").permutation(settings.cases)
        self._with_lesion = ranks < with_lesion

    @property
    def count(self) -> int:
        """How many questions there are."""
        return self._settings.cases

    def make(self, number: int, difficulty: float | None = None) -> MadeQuestion:
        """A case, with a lesion or without.

        Raises:
            QuizError: no case was found that suits the settings.
            ProviderError: the model could not be run.
        """
        pair = self._cases.pair(self._views, difficulty, "case", number)
        return MadeQuestion(
            stimuli=(pair.stimulus(bool(self._with_lesion[number])),),
            truths=(pair.truth(bool(self._with_lesion[number])),),
            cases=(pair.sick if self._with_lesion[number] else pair.twin,),
            twins=(pair.twin,),
        )


class RepeatedQuestions:
    """Makes questions of cases that were missed, among others without a lesion.

    There are so many others that about half of all cases have a lesion: else every case that comes
    again would have one.

    Args:
        settings: of the round; its count of cases does not matter.
        seed: of the order.
        generator: draws.
        detector: of suspicious foci.
        repeated: the cases, with their lesions.

    Raises:
        RecipeError: a case is for another model.
    """

    def __init__(
        self,
        settings: FindTheLesion | ReadAndReport,
        seed: int,
        generator: CaseGenerator,
        detector: FociDetector,
        repeated: tuple[Recipe, ...],
    ) -> None:
        for recipe in repeated:
            generator.check(recipe)
        self._generator = generator
        self._repeated = repeated
        self._cases = LesionCases(settings, seed, generator, detector)
        with_lesion = sum(bool(recipe.lesions) for recipe in repeated)
        others = max(0, 2 * with_lesion - len(repeated))
        self._order = stream(seed, "quiz", "repeated").permutation(len(repeated) + others)

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self._order)

    def make(self, number: int, difficulty: float | None = None) -> MadeQuestion:
        """A case that was missed, or another one without a lesion.

        Raises:
            QuizError: no case was found that can stand for a breast without a lesion.
            ProviderError: the model could not be run.
        """
        index = int(self._order[number])
        if index >= len(self._repeated):
            views = self._repeated[index % len(self._repeated)].views
            pair = self._cases.background(views, "other", index)
        else:
            sick, twin = self._generator.generate_with_twin(self._repeated[index])
            pair = LesionPair(recipe=self._repeated[index], sick=sick, twin=twin)
        with_lesion = bool(pair.sick.findings)
        return MadeQuestion(
            stimuli=(pair.stimulus(with_lesion),),
            truths=(pair.truth(with_lesion),),
            cases=(pair.sick,),
            twins=(pair.twin,),
        )


class OddOneOutQuestions:
    """Makes the questions of `OddOneOut`: views of the same name, one with a lesion.

    Args:
        settings: of the round.
        seed: of the set.
        generator: draws.
        detector: of suspicious foci.
    """

    def __init__(
        self,
        settings: OddOneOut,
        seed: int,
        generator: CaseGenerator,
        detector: FociDetector,
    ) -> None:
        self._settings = settings
        self._seed = seed
        self._names = generator.view_names
        self._cases = LesionCases(settings, seed, generator, detector)

    @property
    def count(self) -> int:
        """How many questions there are at most."""
        return self._settings.most_trials

    def make(self, number: int, difficulty: float | None = None) -> MadeQuestion:
        """Several views, of which one has a lesion.

        Raises:
            QuizError: no case was found that suits the settings.
            ProviderError: the model could not be run.
        """
        numbers = stream(self._seed, "quiz", "odd one out", number)
        name = self._names[numbers.randint(len(self._names))]
        target = int(numbers.randint(self._settings.pictures))
        pairs = [
            self._cases.pair((name,), difficulty, "odd", number, place)
            if place == target
            else self._cases.background((name,), "odd", number, place)
            for place in range(self._settings.pictures)
        ]
        odd = [place == target for place in range(len(pairs))]
        return MadeQuestion(
            stimuli=tuple(pair.stimulus(sick) for pair, sick in zip(pairs, odd, strict=True)),
            truths=tuple(pair.truth(sick) for pair, sick in zip(pairs, odd, strict=True)),
            cases=tuple(p.sick if sick else p.twin for p, sick in zip(pairs, odd, strict=True)),
            twins=tuple(pair.twin for pair in pairs),
            target=target,
        )
