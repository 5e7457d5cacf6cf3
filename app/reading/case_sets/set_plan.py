"""The questions of a case set, as a plan that a sitting plays: all of them are in the file."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from dataclasses import replace

from app.reading.quiz.errors import QuizError
from app.reading.quiz.picture_trials import reshuffled
from app.reading.quiz.plan import ReadyTrial
from app.reading.quiz.round_values import round_to_plain
from app.reading.quiz.rounds import MOST_TRIALS, FindTheLesion, ReadAndReport, RoundSettings
from app.reading.quiz.sitting_events import CaseSetFacts, SittingMode
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus, trial_id
from inference.case_files import ModelIdentity
from inference.case_sets.case_set import CaseSet, SetCase, TruthState
from inference.case_sets.manifest import ModelEntry
from inference.recipe import Recipe
from inference.seeds import MAX_SEED

NO_MODEL = ModelEntry(name="unknown", label="unknown", hash="0" * 64)
"""Of a set that does not say what drew it."""


class SetPlan:
    """The cases of a set as questions; see `Plan`, which this stands for.

    Without its answers a set can be played as an exam. Its questions then hold no truth, and are
    judged later: see `app.reading.case_sets.returned_sittings`.

    Args:
        case_set: to be played.
        order_seed: shuffles the cases; None keeps the set's order.

    Attributes:
        settings: of the round.
        seed: always 0: the cases are in the file.
        order_seed: of the order, or None.
        repeated: none.
        set_hash: equal for sets with the same pictures and settings, locked or open.
        pool_hash: empty.
        model: that drew the pictures.
        case_set: what a log keeps of the set.

    Raises:
        QuizError: there are more cases than a sitting can have.
    """

    def __init__(self, case_set: CaseSet, *, order_seed: int | None = None) -> None:
        if len(case_set.cases) > MOST_TRIALS:
            raise QuizError(
                f"A sitting has at most {MOST_TRIALS} cases, and this set {len(case_set.cases)}. "
                "Ask for it in parts."
            )
        self._case_set = case_set
        self.settings: RoundSettings = round_of(case_set)
        self.seed = 0
        self.order_seed = order_seed
        self.repeated: tuple[Recipe, ...] = ()
        self.pool_hash = ""
        self.model: ModelIdentity = case_set.model or NO_MODEL
        self.set_hash = set_hash_of(case_set)
        self.case_set: CaseSetFacts | None = CaseSetFacts(
            set_id=case_set.set_id,
            # A log takes a line of signs that can be printed.
            title="".join(sign if sign.isprintable() else " " for sign in case_set.title),
            open_answers=case_set.truth_state is TruthState.OPEN,
            told=case_set.quiz.answers,
            seconds_per_case=case_set.quiz.seconds_per_case,
        )
        self._order = reshuffled(self.count, order_seed)

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self._case_set.cases)

    def trial(self, number: int, difficulty: float | None = None) -> ReadyTrial:
        """A case by its number in the sitting; `difficulty` changes nothing.

        Raises:
            QuizError: there is no such case.
            CaseSetError: its pictures are damaged, or the file is gone.
        """
        if not 0 <= number < self.count:
            raise QuizError(f"This set has {self.count} cases; there is no number {number}.")
        planned = int(self._order[number])
        case = self._case_set.cases[planned]
        name = trial_id(self.set_hash, planned)
        shown = replace(case.case(), case_id=f"{name}-0", recipe=None, findings=())
        trial = QuizTrial(
            trial_id=name,
            number=number,
            kind=self.settings.kind,
            stimuli=(Stimulus(picture_id=case.case_id),),
            truths=(truth_of(case),),
        )
        return ReadyTrial(trial=trial, cases=(shown,), twins=(None,))

    def trials(self, start: int = 0) -> Iterator[ReadyTrial]:
        """The cases from a number on.

        Raises:
            CaseSetError: a picture is damaged, or the file is gone.
        """
        for number in range(start, self.count):
            yield self.trial(number)


def truth_of(case: SetCase) -> PictureTruth:
    """What is true of a case, as a question holds it; without answers only what everybody sees."""
    views = tuple(view.entry.view.value for view in case.views)
    spacing = case.views[0].entry.pixel_spacing_mm
    truth = case.truth
    if truth is None:
        return PictureTruth(
            picture_class=PictureClass.SYNTHESIZED, views=views, pixel_mm=spacing[0]
        )
    return PictureTruth(
        picture_class=PictureClass.SYNTHESIZED,
        views=views,
        technique="" if truth.recipe is None else truth.recipe.technique.value,
        findings=truth.findings,
        pixel_mm=spacing[0],
        density_percent=truth.density,
        composition=truth.reference.composition or truth.composition,
    )


def round_of(case_set: CaseSet) -> FindTheLesion | ReadAndReport:
    """The round of a set. It is the same with locked answers: it does not tell their share."""
    views = tuple(view.entry.view for view in case_set.cases[0].views)
    count = len(case_set.cases)
    if case_set.quiz.question == "find_the_lesion":
        return FindTheLesion(cases=count, views=views, steps=case_set.quiz.confidence_steps)
    return ReadAndReport(cases=count, prevalence=0.5, views=views)


def mode_of(case_set: CaseSet) -> SittingMode:
    """Practice where the answers are told after each case and are there, else an exam."""
    told = case_set.quiz.answers == "after each case"
    is_open = case_set.truth_state is TruthState.OPEN
    return SittingMode.PRACTICE if told and is_open else SittingMode.EXAM


def order_seed_of(case_set: CaseSet) -> int | None:
    """A seed by chance where each reader has an order of their own."""
    return secrets.randbelow(MAX_SEED) if case_set.quiz.shuffled else None


def set_hash_of(case_set: CaseSet) -> str:
    """A hash of the pictures and the round, hexadecimal."""
    values = {"set": case_set.set_id, "settings": round_to_plain(round_of(case_set))}
    text = json.dumps(values, sort_keys=True)
    return hashlib.sha256(b"mammogym played set " + text.encode()).hexdigest()
