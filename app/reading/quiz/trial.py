"""One question of the quiz: the pictures that are shown, and what is true of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from app.reading.quiz.errors import QuizError
from app.reading.quiz.rounds import RoundKind
from inference.birads import Composition
from inference.lesions.truth import Finding
from inference.real_pool.patches import Patch
from inference.recipe import Recipe


class PictureClass(StrEnum):
    """Where a picture comes from."""

    REAL = "real"
    SYNTHESIZED = "synthesized"
    """Drawn."""
    EDITED = "edited"
    """Drawn, with sliders moved."""

    @property
    def synthetic(self) -> bool:
        """Whether it shows nobody."""
        return self is not PictureClass.REAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Stimulus:
    """What is shown in one place: a picture of the real pool or a drawn case, or a patch of one.

    Attributes:
        picture_id: of a picture in the real pool; empty for a drawn case.
        recipe: of a drawn case; None for a real picture.
        patch: where the square begins that is shown of it, in the picture as it is presented;
            None for all of it.

    Raises:
        QuizError: it is neither, or both.
    """

    picture_id: str = ""
    recipe: Recipe | None = None
    patch: Patch | None = None

    def __post_init__(self) -> None:
        if bool(self.picture_id) == (self.recipe is not None):
            raise QuizError("A picture of the quiz is either of the real pool or drawn.")
        if self.patch is not None and self.recipe is not None and len(self.recipe.views) != 1:
            raise QuizError("A patch is cut from a single view.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTruth:
    """What is true of what is shown in one place.

    Attributes:
        picture_class: where it comes from.
        views: names of its views as they hang, `R-CC`; empty texts where unknown.
        technique: `digital` or `film`; empty where unknown.
        findings: lesions that were put in.
        pixel_mm: size of a pixel of the shown views; None where unknown.
        density_percent: measured on the picture; None where it was not.
        composition: that this density stands for.
        suspicion: the highest score of the detector of suspicious foci, 0 to 1, without the
            lesions that were put in; None where it was not asked.
        left_out: how many pictures with artefacts were passed over before this one.
    """

    picture_class: PictureClass
    views: tuple[str, ...] = ()
    technique: str = ""
    findings: tuple[Finding, ...] = ()
    pixel_mm: float | None = None
    density_percent: float | None = None
    composition: Composition | None = None
    suspicion: float | None = None
    left_out: int = 0

    @property
    def contrast_to_noise(self) -> float | None:
        """Of the lesion that shows best; None without lesions."""
        return max((finding.contrast_to_noise for finding in self.findings), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizTrial:
    """One question.

    Attributes:
        trial_id: the same whenever this question is asked again, and tells nothing of the answer.
        number: place in the order in which this sitting asks, from 0.
        kind: of the round.
        stimuli: what is shown, in the order of the places.
        truths: of each stimulus.
        target: index of the picture to be chosen; None where nothing is chosen.

    Raises:
        QuizError: truths or target do not fit the stimuli.
    """

    trial_id: str
    number: int
    kind: RoundKind
    stimuli: tuple[Stimulus, ...]
    truths: tuple[PictureTruth, ...]
    target: int | None = None

    def __post_init__(self) -> None:
        if not self.stimuli or len(self.stimuli) != len(self.truths):
            raise QuizError("A question needs pictures, and a truth for each.")
        if self.target is not None and not 0 <= self.target < len(self.stimuli):
            raise QuizError("The picture to be chosen is none of those that are shown.")

    @property
    def truth(self) -> PictureTruth:
        """That of the one picture or case; where one of several is to be chosen, of that one."""
        return self.truths[self.target or 0]

    @property
    def positive(self) -> bool:
        """Whether yes is the right answer: synthetic in the first rounds, else with a lesion."""
        if self.kind.needs_real_pictures:
            return self.truth.picture_class.synthetic
        return bool(self.truth.findings)


def trial_id(set_hash: str, planned: int) -> str:
    """A random-looking name of a question.

    Args:
        set_hash: of the set of questions.
        planned: place in the set's own order.
    """
    return hashlib.sha256(f"mammogym trial {set_hash} {planned}".encode()).hexdigest()[:12].upper()
