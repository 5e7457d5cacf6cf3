"""Questions of rounds 1 to 3: real pictures and drawn ones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.reading.quiz.errors import QuizError
from app.reading.quiz.picture_decks import ArtefactTest, Dealt, DrawnDeck, RealDeck
from app.reading.quiz.pictures import Pictures
from app.reading.quiz.questions import MadeQuestion
from app.reading.quiz.rounds import FindTheSynthetic, Pairs, RealOrSynthetic
from app.reading.quiz.trial import PictureClass
from inference.seeds import stream


class RealOrSyntheticQuestions:
    """Makes the questions of `RealOrSynthetic`: one picture each.

    Args:
        settings: of the round.
        seed: of the set.
        pictures: opens and draws them.
        has_artefacts: leaves pictures out; None leaves out none.

    Raises:
        QuizError: the pool is missing or too small.
    """

    def __init__(
        self,
        settings: RealOrSynthetic,
        seed: int,
        pictures: Pictures,
        has_artefacts: ArtefactTest | None,
    ) -> None:
        self._reals = RealDeck(settings, seed, pictures, has_artefacts)
        self._drawn = DrawnDeck(settings, seed, pictures, self._reals, has_artefacts)
        self._pictures = pictures
        self._reals.check_enough(settings.real)
        classes = (
            [PictureClass.REAL] * settings.real
            + [PictureClass.SYNTHESIZED] * settings.synthesized
            + [PictureClass.EDITED] * settings.edited
        )
        order = stream(seed, "quiz", "classes").permutation(len(classes))
        self._classes = [classes[index] for index in order]

    @property
    def count(self) -> int:
        """How many questions there are."""
        return len(self._classes)

    def make(self, number: int, difficulty: float | None = None) -> MadeQuestion:
        """A picture, real, drawn, or drawn and edited.

        Raises:
            QuizError: the pictures are used up.
            InputError: a picture is missing or damaged.
            ProviderError: the model could not be run.
        """
        kind = self._classes[number]
        place = self._classes[:number].count(kind)
        if kind is PictureClass.REAL:
            dealt = _needed(self._reals.deal(place))
        else:
            dealt = self._drawn.deal(place, kind)
        return _question([dealt], self._pictures)


class SeveralPicturesQuestions:
    """Makes the questions of `FindTheSynthetic` and `Pairs`: one of the pictures is drawn.

    Args:
        settings: of the round.
        seed: of the set.
        pictures: opens and draws them.
        has_artefacts: leaves pictures out; None leaves out none.

    Raises:
        QuizError: the pool is missing or too small.
    """

    def __init__(
        self,
        settings: FindTheSynthetic | Pairs,
        seed: int,
        pictures: Pictures,
        has_artefacts: ArtefactTest | None,
    ) -> None:
        pairs = isinstance(settings, Pairs)
        self._seed = seed
        self._pictures = pictures
        self._reals = RealDeck(settings, seed, pictures, has_artefacts)
        self._drawn = DrawnDeck(settings, seed, pictures, self._reals, has_artefacts)
        self._real = 1 if pairs else settings.pictures - 1
        wanted = settings.pairs if pairs else settings.most_trials
        self._reals.check_enough(self._real * (wanted if pairs else 1))
        self._count = min(wanted, self._reals.count // self._real)

    @property
    def count(self) -> int:
        """How many questions there are, as far as the real pictures reach."""
        return self._count

    def make(self, number: int, difficulty: float | None = None) -> MadeQuestion:
        """Real pictures and a drawn one among them.

        Raises:
            QuizError: the pictures are used up.
            InputError: a picture is missing or damaged.
            ProviderError: the model could not be run.
        """
        first = number * self._real
        dealt = [_needed(self._reals.deal(first + place)) for place in range(self._real)]
        target = int(stream(self._seed, "quiz", "place", number).randint(self._real + 1))
        dealt.insert(target, self._drawn.deal(number))
        return _question(dealt, self._pictures, target)


def reshuffled(count: int, order_seed: int | None) -> NDArray[np.intp]:
    """The set's own numbers in the order in which a sitting asks them."""
    if order_seed is None:
        return np.arange(count)
    return stream(order_seed, "quiz", "order").permutation(count)


def _needed(dealt: Dealt | None) -> Dealt:
    if dealt is None:
        raise QuizError(
            "The real pictures of the pool are used up, as those with artefacts were left out. "
            "Import more, show fewer, or leave none out."
        )
    return dealt


def _question(dealt: list[Dealt], pictures: Pictures, target: int | None = None) -> MadeQuestion:
    stimuli = tuple(one.stimulus for one in dealt)
    return MadeQuestion(
        stimuli=stimuli,
        truths=tuple(one.truth for one in dealt),
        cases=tuple(pictures.mixed(one, "") for one in stimuli),
        twins=(None,) * len(dealt),
        target=target,
    )
