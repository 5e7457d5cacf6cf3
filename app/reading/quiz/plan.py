"""From a round's settings and a seed to its questions, the same ones on every machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from app.reading.quiz.artefact_screen import ArtefactScreen
from app.reading.quiz.errors import QuizError
from app.reading.quiz.lesion_trials import (
    CaseQuestions,
    OddOneOutQuestions,
    RepeatedQuestions,
)
from app.reading.quiz.picture_decks import ArtefactTest, pool_hash
from app.reading.quiz.picture_trials import (
    RealOrSyntheticQuestions,
    SeveralPicturesQuestions,
    reshuffled,
)
from app.reading.quiz.pictures import Pictures
from app.reading.quiz.questions import MadeQuestion, QuestionMaker
from app.reading.quiz.round_values import round_to_plain
from app.reading.quiz.rounds import (
    FindTheLesion,
    FindTheSynthetic,
    OddOneOut,
    Pairs,
    ReadAndReport,
    RealOrSynthetic,
    RoundSettings,
)
from app.reading.quiz.sitting_events import CaseSetFacts
from app.reading.quiz.trial import QuizTrial, trial_id
from inference.case import Case
from inference.case_files import ModelIdentity
from inference.case_generator import CaseGenerator
from inference.measurements.suspicious_foci import FociDetector
from inference.real_pool.pool import RealPool
from inference.recipe import Recipe

SHOWN_EVERY_S = 1.0
"""Pictures come at whole multiples of this after an answer, so that the time it took to draw them
does not tell what they are."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReadyTrial:
    """A question with its pictures, ready to be shown.

    Attributes:
        trial: the question and its truth.
        cases: what is shown, place by place; without recipe or findings, which tell the truth.
        twins: the same without lesions, for feedback; None where there is nothing to compare.
    """

    trial: QuizTrial
    cases: tuple[Case, ...]
    twins: tuple[Case | None, ...]


class PlayedPlan(Protocol):
    """What a sitting needs of its questions: they are drawn (`Plan`) or lie in a case set."""

    settings: RoundSettings
    seed: int
    order_seed: int | None
    repeated: tuple[Recipe, ...]
    set_hash: str
    pool_hash: str
    model: ModelIdentity
    case_set: CaseSetFacts | None

    @property
    def count(self) -> int:
        """How many questions there are, or at most are."""
        ...

    def trial(self, number: int, difficulty: float | None = None) -> ReadyTrial:
        """A question by its number in the sitting; see `Plan.trial`."""
        ...


class Plan:
    """The questions of a set in the order of a sitting. Nothing is drawn before it is asked for.

    Each question depends on the settings, the seed, the model and the pool, not on the questions
    before it, so that a sitting can go on anywhere. It is slow: draw the next one while a reader
    looks at this one.

    Args:
        settings: of the round.
        seed: of the set.
        generator: draws.
        pool: of real pictures; None where the round needs none.
        detector: of suspicious foci; None opens the one that ships where the round needs it.
        has_artefacts: tells pictures to leave out where the settings leave some out; None judges
            by the real pictures of the pool.
        order_seed: shuffles the order; None keeps the set's own.
        repeated: missed cases that come again (`repetition`); the set then is of them.

    Attributes:
        settings: of the round.
        seed: of the set.
        order_seed: of the order, or None.
        repeated: missed cases that come again.
        set_hash: equal for equal sets.
        pool_hash: of the pool; empty without.
        model: that draws.
        case_set: always None: see `app.reading.case_sets.set_plan`.

    Raises:
        QuizError: the settings do not fit the model or the pool.
    """

    def __init__(
        self,
        settings: RoundSettings,
        seed: int,
        generator: CaseGenerator,
        *,
        pool: RealPool | None = None,
        detector: FociDetector | None = None,
        has_artefacts: ArtefactTest | None = None,
        order_seed: int | None = None,
        repeated: tuple[Recipe, ...] = (),
    ) -> None:
        self.settings = settings
        self.seed = seed
        self.order_seed = order_seed
        self.repeated = repeated
        self.generator = generator
        self.model: ModelIdentity = generator.bundle
        self.case_set: CaseSetFacts | None = None
        real = settings.kind.needs_real_pictures and pool is not None
        self.pool_hash = pool_hash(pool) if real and pool is not None else ""
        self.set_hash = set_hash(settings, seed, generator.bundle.hash, self.pool_hash, repeated)
        if repeated:
            self._questions = _repeating(settings, seed, generator, detector, repeated)
        else:
            self._questions = _maker(settings, seed, generator, pool, detector, has_artefacts)
        self._order = reshuffled(self.count, order_seed)

    @property
    def count(self) -> int:
        """How many questions there are, or at most are."""
        return self._questions.count

    def trial(self, number: int, difficulty: float | None = None) -> ReadyTrial:
        """A question by its number in the sitting.

        Args:
            number: from 0.
            difficulty: contrast to noise of the lesion, for rounds that follow the reader; None
                takes what the settings say.

        Raises:
            QuizError: there is no such question, or nothing suits the settings.
            InputError: a picture of the pool is missing or damaged.
            ProviderError: the model could not be run.
        """
        if not 0 <= number < self.count:
            raise QuizError(f"This set has {self.count} questions; there is no number {number}.")
        planned = int(self._order[number])
        made = self._questions.make(planned, difficulty)
        name = trial_id(self.set_hash, planned)
        trial = QuizTrial(
            trial_id=name,
            number=number,
            kind=self.settings.kind,
            stimuli=made.stimuli,
            truths=tuple(
                replace(truth, pixel_mm=_pixel_mm(case))
                for truth, case in zip(made.truths, made.cases, strict=True)
            ),
            target=made.target,
        )
        return ReadyTrial(trial=trial, cases=_named(made, name), twins=_twins(made, name))

    def trials(self, start: int = 0) -> Iterator[ReadyTrial]:
        """The questions from a number on, each drawn when it is asked for.

        Raises:
            QuizError: nothing suits the settings.
            InputError: a picture of the pool is missing or damaged.
            ProviderError: the model could not be run.
        """
        for number in range(start, self.count):
            yield self.trial(number)


def set_hash(
    settings: RoundSettings,
    seed: int,
    bundle_hash: str,
    real_hash: str = "",
    repeated: tuple[Recipe, ...] = (),
) -> str:
    """A hash of all that determines the questions of a set, hexadecimal."""
    values: dict[str, object] = {
        "format": 1,
        "settings": round_to_plain(settings),
        "seed": seed,
        "bundle_hash": bundle_hash,
        "pool_hash": real_hash,
    }
    if repeated:
        values["repeated"] = [recipe.case_id for recipe in repeated]
    text = json.dumps(values, sort_keys=True)
    return hashlib.sha256(b"mammogym set " + text.encode()).hexdigest()


def waiting_s(ready_after_s: float) -> float:
    """How long to wait with a picture that was ready some time after the last answer."""
    return -ready_after_s % SHOWN_EVERY_S if ready_after_s > 0 else 0.0


def _maker(
    settings: RoundSettings,
    seed: int,
    generator: CaseGenerator,
    pool: RealPool | None,
    detector: FociDetector | None,
    has_artefacts: ArtefactTest | None,
) -> QuestionMaker:
    if isinstance(settings, RealOrSynthetic | FindTheSynthetic | Pairs):
        pictures = Pictures(generator, pool)
        test = None
        if settings.leave_out_artefacts and pool is not None:
            test = has_artefacts or ArtefactScreen(pool)
        if isinstance(settings, RealOrSynthetic):
            return RealOrSyntheticQuestions(settings, seed, pictures, test)
        return SeveralPicturesQuestions(settings, seed, pictures, test)
    detector = detector or FociDetector()
    if isinstance(settings, OddOneOut):
        return OddOneOutQuestions(settings, seed, generator, detector)
    return CaseQuestions(settings, seed, generator, detector)


def _repeating(
    settings: RoundSettings,
    seed: int,
    generator: CaseGenerator,
    detector: FociDetector | None,
    repeated: tuple[Recipe, ...],
) -> QuestionMaker:
    if not isinstance(settings, FindTheLesion | ReadAndReport):
        raise QuizError(f"The round {settings.kind} does not repeat cases that were missed.")
    detector = detector or FociDetector()
    return RepeatedQuestions(settings, seed, generator, detector, repeated)


def _named(made: MadeQuestion, name: str) -> tuple[Case, ...]:
    return tuple(
        replace(case, case_id=f"{name}-{place}", recipe=None, findings=())
        for place, case in enumerate(made.cases)
    )


def _twins(made: MadeQuestion, name: str) -> tuple[Case | None, ...]:
    return tuple(
        twin
        if twin is None
        else replace(twin, case_id=f"{name}-{place}-twin", recipe=None, findings=())
        for place, twin in enumerate(made.twins)
    )


def _pixel_mm(case: Case) -> float | None:
    spacing = case.views[0].pixel_spacing_mm
    return None if spacing is None else spacing[0]
