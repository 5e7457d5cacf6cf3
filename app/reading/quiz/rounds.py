"""The six rounds of the quiz and their settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from app.reading.quiz.answers import ConfidenceScale
from app.reading.quiz.errors import QuizError
from app.reading.quiz.plain_values import number, whole
from inference.birads import FindingKind
from inference.lesions.spec import SIZES
from inference.recipe import ALL_VIEWS, Technique, ViewName

MOST_TRIALS = 1000
MOST_DRAWN = 100_000
MOST_AT_ONCE = 12


class RoundKind(StrEnum):
    """What is asked."""

    REAL_OR_SYNTHETIC = "real_or_synthetic"
    FIND_THE_SYNTHETIC = "find_the_synthetic"
    PAIRS = "pairs"
    FIND_THE_LESION = "find_the_lesion"
    ODD_ONE_OUT = "odd_one_out"
    READ_AND_REPORT = "read_and_report"

    @property
    def needs_real_pictures(self) -> bool:
        """Whether it takes a real pool; the others are what a new reader is offered first."""
        return self in (self.REAL_OR_SYNTHETIC, self.FIND_THE_SYNTHETIC, self.PAIRS)


class PictureForm(StrEnum):
    """What is shown of a view."""

    VIEW = "view"
    PATCH = "patch"
    """A square of tissue (`inference.real_pool.patches`), shown large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RealAndSynthetic:
    """What rounds with real pictures share.

    Attributes:
        form: whole views or patches.
        truncation_psi: of the drawn pictures, 0 to 1.
        drawn_pool: so many cases the drawn pictures are taken from.
        edit_probability: how many of those cases are edited.
        leave_out_artefacts: whether pictures with visible artefacts, real ones too, are left out.

    Raises:
        QuizError: a value is out of range.

    Source: Zakka et al. 2020, MammoGANesis (truncation, pool, edits); Korkinof et al. 2018,
    MammoGAN (artefacts left out before the study).
    """

    form: PictureForm = PictureForm.VIEW
    truncation_psi: float = 0.65
    drawn_pool: int = 1200
    edit_probability: float = 0.35
    leave_out_artefacts: bool = False

    def __post_init__(self) -> None:
        _whole(self, "drawn_pool", 1, MOST_DRAWN)
        _number(self, "truncation_psi", 0, 1)
        _number(self, "edit_probability", 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealOrSynthetic(RealAndSynthetic):
    """One picture at a time: is it real or synthetic?

    Attributes:
        real: how many pictures are real.
        synthesized: how many are drawn.
        edited: how many are drawn and edited.
        steps: of the confidence that the picture is synthetic.

    Source: Zakka et al. 2020, MammoGANesis, visual Turing test (a).
    """

    kind: ClassVar = RoundKind.REAL_OR_SYNTHETIC

    real: int = 52
    synthesized: int = 31
    edited: int = 17
    steps: int = 6

    def __post_init__(self) -> None:
        RealAndSynthetic.__post_init__(self)
        for name in ("real", "synthesized", "edited"):
            _whole(self, name, 0, MOST_TRIALS)
        if not 1 <= self.total <= MOST_TRIALS:
            raise QuizError(f"A round has 1 to {MOST_TRIALS} pictures, not {self.total}.")
        ConfidenceScale(steps=self.steps)

    @property
    def total(self) -> int:
        """How many pictures are shown."""
        return self.real + self.synthesized + self.edited

    @classmethod
    def counts_of(cls, total: int) -> tuple[int, int, int]:
        """Real, synthesized and edited pictures of a shorter or longer round, in proportion."""
        real = round(0.52 * total)
        edited = round(0.17 * total)
        return real, total - real - edited, edited


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTheSynthetic(RealAndSynthetic):
    """Several pictures at once, one of them synthetic, until so many answers were wrong.

    The synthetic one is drawn and not edited, unless an `edit_probability` is set.

    Attributes:
        pictures: shown at once.
        wrong_answers: that end the round.
        most_trials: the round ends after so many at the latest.

    Source: Zakka et al. 2020, MammoGANesis, visual Turing test (b).
    """

    kind: ClassVar = RoundKind.FIND_THE_SYNTHETIC

    edit_probability: float = 0.0
    pictures: int = 6
    wrong_answers: int = 3
    most_trials: int = 100

    def __post_init__(self) -> None:
        RealAndSynthetic.__post_init__(self)
        _check_odd_one_out(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs(RealAndSynthetic):
    """A real picture beside a synthetic one: which is synthetic?

    The synthetic one is drawn and not edited, unless an `edit_probability` is set.

    Attributes:
        pairs: how many are shown.

    Source: Korkinof et al. 2018, MammoGAN, user study.
    """

    kind: ClassVar = RoundKind.PAIRS

    edit_probability: float = 0.0
    pairs: int = 10

    def __post_init__(self) -> None:
        RealAndSynthetic.__post_init__(self)
        _whole(self, "pairs", 1, MOST_TRIALS)


class Difficulty(StrEnum):
    """Ranges of a lesion's contrast to noise, for people to choose from."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def contrast_to_noise(self) -> tuple[float, float]:
        """The range it stands for; half of random masses lie between 0.3 and 1.3."""
        return {"easy": (1.2, 2.0), "medium": (0.7, 1.2), "hard": (0.3, 0.7)}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionChoice:
    """Which lesions are put in.

    Attributes:
        kinds: each as likely as the others.
        sizes_mm: least and largest extent; kept within what a kind can have.
        contrast_to_noise: least and largest, in the view that shows a lesion best.

    Raises:
        QuizError: no kind, one that cannot be put in, or an empty range.
    """

    kinds: tuple[FindingKind, ...] = (FindingKind.MASS,)
    sizes_mm: tuple[float, float] = (8.0, 20.0)
    contrast_to_noise: tuple[float, float] = (0.7, 1.6)

    def __post_init__(self) -> None:
        if not self.kinds or len(set(self.kinds)) != len(self.kinds):
            raise QuizError("A round puts in one or more different kinds of lesions.")
        for kind in self.kinds:
            if kind not in SIZES:
                raise QuizError(f"There is no kind of lesion {str(kind)[:40]!r} to put in.")
        _check_range(self.sizes_mm, "The size of lesions in mm", 1, 200)
        _check_range(self.contrast_to_noise, "The contrast to noise of lesions", 0.05, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithLesions:
    """What rounds with lesions in drawn cases share.

    Attributes:
        lesions: which are put in.
        truncation_psi: of the drawn cases, 0 to 1.
        technique: whose look they have; None takes what the model prefers.
        focus_threshold: a case with a place that looks more like a mass than this is no background;
            None takes the detector's own threshold, 1 takes every case.

    Raises:
        QuizError: a value is out of range.
    """

    lesions: LesionChoice = field(default_factory=LesionChoice)
    truncation_psi: float = 0.65
    technique: Technique | None = None
    focus_threshold: float | None = None

    def __post_init__(self) -> None:
        _number(self, "truncation_psi", 0, 1)
        if self.focus_threshold is not None:
            _number(self, "focus_threshold", 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindTheLesion(WithLesions):
    """Cases with and without a lesion: is there one, and where?

    Attributes:
        cases: how many are shown.
        prevalence: share of cases with a lesion.
        views: of a case.
        steps: of the confidence that there is a lesion.
        margin_mm: a mark is a hit within the outline and so far outside it.
        adaptive: whether the lesions' difficulty follows the reader.
    """

    kind: ClassVar = RoundKind.FIND_THE_LESION

    cases: int = 20
    prevalence: float = 0.5
    views: tuple[ViewName, ...] = ALL_VIEWS
    steps: int = 6
    margin_mm: float = 5.0
    adaptive: bool = False

    def __post_init__(self) -> None:
        WithLesions.__post_init__(self)
        _check_cases(self)
        ConfidenceScale(steps=self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class OddOneOut(WithLesions):
    """Several drawn views at once, one with a lesion, until so many answers were wrong.

    Attributes:
        pictures: shown at once.
        wrong_answers: that end the round.
        most_trials: the round ends after so many at the latest.
        adaptive: whether the lesions' difficulty follows the reader.
    """

    kind: ClassVar = RoundKind.ODD_ONE_OUT

    pictures: int = 6
    wrong_answers: int = 3
    most_trials: int = 100
    adaptive: bool = False

    def __post_init__(self) -> None:
        WithLesions.__post_init__(self)
        _check_odd_one_out(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAndReport(WithLesions):
    """Cases to report in BI-RADS terms, scored item by item.

    Attributes:
        cases: how many are shown.
        prevalence: share of cases with a lesion.
        views: of a case.
        margin_mm: a mark is a hit within the outline and so far outside it.
    """

    kind: ClassVar = RoundKind.READ_AND_REPORT

    cases: int = 10
    prevalence: float = 0.7
    views: tuple[ViewName, ...] = ALL_VIEWS
    margin_mm: float = 5.0

    def __post_init__(self) -> None:
        WithLesions.__post_init__(self)
        _check_cases(self)


RoundSettings = (
    RealOrSynthetic | FindTheSynthetic | Pairs | FindTheLesion | OddOneOut | ReadAndReport
)

ROUNDS: dict[RoundKind, type[RoundSettings]] = {
    kind.kind: kind
    for kind in (
        RealOrSynthetic,
        FindTheSynthetic,
        Pairs,
        FindTheLesion,
        OddOneOut,
        ReadAndReport,
    )
}
"""The settings of each round."""


def trial_count(settings: RoundSettings) -> int:
    """How many trials a round has, or at most has where wrong answers end it."""
    if isinstance(settings, RealOrSynthetic):
        return settings.total
    if isinstance(settings, Pairs):
        return settings.pairs
    if isinstance(settings, FindTheSynthetic | OddOneOut):
        return settings.most_trials
    return settings.cases


def wrong_answers_allowed(settings: RoundSettings) -> int | None:
    """How many wrong answers end a round; None where none does."""
    if isinstance(settings, FindTheSynthetic | OddOneOut):
        return settings.wrong_answers
    return None


def scale_of(settings: RoundSettings) -> ConfidenceScale | None:
    """The scale on which a round asks for confidence; None where it asks for none."""
    if isinstance(settings, RealOrSynthetic | FindTheLesion):
        return ConfidenceScale(steps=settings.steps)
    return None


def _check_odd_one_out(settings: FindTheSynthetic | OddOneOut) -> None:
    _whole(settings, "pictures", 2, MOST_AT_ONCE)
    _whole(settings, "wrong_answers", 1, MOST_TRIALS)
    _whole(settings, "most_trials", 1, MOST_TRIALS)


def _check_cases(settings: FindTheLesion | ReadAndReport) -> None:
    _whole(settings, "cases", 1, MOST_TRIALS)
    _number(settings, "prevalence", 0, 1)
    _number(settings, "margin_mm", 0, 50)
    if not settings.views or len(set(settings.views)) != len(settings.views):
        raise QuizError("A case is shown in one to four different views.")


def _check_range(ends: tuple[float, float], what: str, least: float, most: float) -> None:
    if len(ends) != 2:
        raise QuizError(f"{what} is told by two numbers.")
    low, high = (number(end, what, least, most) for end in ends)
    if low > high:
        raise QuizError(f"{what} goes from {low:g} to {high:g}, which is no range.")


def _whole(settings: object, name: str, least: int, most: int) -> None:
    whole(getattr(settings, name), f"The setting {name}", least, most)


def _number(settings: object, name: str, least: float, most: float) -> None:
    number(getattr(settings, name), f"The setting {name}", least, most)
