"""The pictures of rounds 1 to 3 in the order in which they are dealt: real ones and drawn ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from app.reading.quiz.errors import QuizError
from app.reading.quiz.pictures import Pictures
from app.reading.quiz.rounds import PictureForm, RealAndSynthetic
from app.reading.quiz.trial import PictureClass, PictureTruth, Stimulus
from inference.case_generator import CaseGenerator
from inference.random_edits import randomly_edited
from inference.real_pool.patches import Patch, tissue_patches
from inference.real_pool.pool import RealPool
from inference.real_pool.presentation import ShownPicture
from inference.recipe import Recipe, Technique, ViewName
from inference.seeds import MAX_SEED, stream

ArtefactTest = Callable[[ShownPicture], bool]
"""Whether a whole view has artefacts that anybody would see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A picture of a deck.

    Attributes:
        stimulus: which.
        truth: of it.
    """

    stimulus: Stimulus
    truth: PictureTruth


class RealDeck:
    """The real pictures of a set, none of them twice, in an order by the seed.

    Args:
        settings: of the round.
        seed: of the set.
        pictures: opens them.
        has_artefacts: leaves pictures out; None leaves out none.

    Raises:
        QuizError: there is no pool.
    """

    def __init__(
        self,
        settings: RealAndSynthetic,
        seed: int,
        pictures: Pictures,
        has_artefacts: ArtefactTest | None,
    ) -> None:
        if pictures.pool is None:
            raise QuizError("This round shows real pictures. Open or import a pool of them.")
        self._pictures = pictures
        self._pool: RealPool = pictures.pool
        self._has_artefacts = has_artefacts
        numbers = stream(seed, "quiz", "real pictures")
        self._patches = settings.form is PictureForm.PATCH
        if self._patches:
            places = self._pool.patches()
        else:
            places = tuple((entry.id, None) for entry in self._pool.accepted)
        self._places: list[tuple[str, Patch | None]] = [
            places[index] for index in numbers.permutation(len(places))
        ]
        self._looked_at: dict[str, bool] = {}

    @property
    def count(self) -> int:
        """How many pictures there are, those too that will be left out."""
        return len(self._places)

    @property
    def per_view(self) -> int:
        """How many pictures come from one view, about."""
        views = len({picture_id for picture_id, _ in self._places})
        return max(1, round(len(self._places) / views)) if views else 1

    def check_enough(self, needed: int) -> None:
        """Make sure that there are enough pictures.

        Raises:
            QuizError: there are not; the sentence says how many are needed.
        """
        if self.count < needed:
            raise QuizError(self._pool.enough_for(needed, patches=self._patches))

    def deal(self, number: int) -> Dealt | None:
        """A picture by its place in the deck; None where the deck is used up.

        Raises:
            ImageFileError: a picture is missing or damaged.
        """
        dealt = left_out = 0
        for picture_id, patch in self._places:
            if self._left_out(picture_id):
                left_out += 1
                continue
            if dealt == number:
                return self._dealt(picture_id, patch, left_out)
            dealt, left_out = dealt + 1, 0
        return None

    def look_of(self, number: int) -> tuple[ViewName, Technique]:
        """View and technique of one of the pictures, for a drawn one to take after.

        Raises:
            QuizError: the pool is empty.
        """
        if not self._places:
            raise QuizError("The pool holds no accepted picture. Import and accept some.")
        entry = self._pool.entry(self._places[number % len(self._places)][0])
        return entry.name, entry.technique

    def _dealt(self, picture_id: str, patch: Patch | None, left_out: int) -> Dealt:
        entry = self._pool.entry(picture_id)
        truth = PictureTruth(
            picture_class=PictureClass.REAL,
            views=(entry.name.value,),
            technique=entry.technique.value,
            left_out=left_out,
        )
        return Dealt(stimulus=Stimulus(picture_id=picture_id, patch=patch), truth=truth)

    def _left_out(self, picture_id: str) -> bool:
        if self._has_artefacts is None:
            return False
        if picture_id not in self._looked_at:
            shown = self._pictures.shown(Stimulus(picture_id=picture_id))
            self._looked_at[picture_id] = self._has_artefacts(shown)
        return self._looked_at[picture_id]


class DrawnDeck:
    """The drawn pictures of a set, from a pool of cases of which a share is edited.

    Each is of the same view and technique as a real one. Where patches are shown, as many come from
    one view as of real ones.

    Args:
        settings: of the round.
        seed: of the set.
        pictures: draws them.
        reals: the real ones they are shown among.
        has_artefacts: leaves pictures out; None leaves out none.
    """

    def __init__(
        self,
        settings: RealAndSynthetic,
        seed: int,
        pictures: Pictures,
        reals: RealDeck,
        has_artefacts: ArtefactTest | None,
    ) -> None:
        self._settings = settings
        self._seed = seed
        self._pictures = pictures
        self._reals = reals
        self._has_artefacts = has_artefacts
        numbers = stream(seed, "quiz", "pool of drawn cases")
        seeds = numbers.randint(MAX_SEED + 1, size=settings.drawn_pool, dtype=np.int64).tolist()
        self._cases = [self._case(case_seed) for case_seed in seeds]
        self._dealt: dict[PictureClass | None, list[Dealt]] = {}
        self._next: dict[PictureClass | None, int] = {}

    def deal(self, number: int, wanted: PictureClass | None = None) -> Dealt:
        """A picture by its place among those of its class.

        Args:
            number: from 0.
            wanted: synthesized or edited; None takes the cases as they come.

        Raises:
            QuizError: the pool of cases is used up.
            ProviderError: the model could not be run.
        """
        dealt = self._dealt.setdefault(wanted, [])
        while len(dealt) <= number:
            dealt += self._more(wanted)
        return dealt[number]

    def _more(self, wanted: PictureClass | None) -> list[Dealt]:
        """The pictures of the next case that has any."""
        left_out = 0
        for index in range(self._next.get(wanted, 0), len(self._cases)):
            self._next[wanted] = index + 1
            recipe = self._cases[index]
            if wanted not in (None, _class_of(recipe)):
                continue
            recipe = self._alike(recipe, index)
            whole = Stimulus(recipe=recipe)
            patches = self._settings.form is PictureForm.PATCH
            shown = None
            if patches or self._has_artefacts is not None:
                shown = self._pictures.shown(whole)
            if shown is not None and self._has_artefacts is not None and self._has_artefacts(shown):
                left_out += 1
                continue
            stimuli = self._patches(recipe, shown) if patches and shown is not None else [whole]
            if stimuli:
                return [
                    Dealt(stimulus=one, truth=_truth(recipe, 0 if place else left_out))
                    for place, one in enumerate(stimuli)
                ]
        kind = "drawn" if wanted is None else wanted.value
        raise QuizError(
            f"The pool of {len(self._cases)} drawn cases has no {kind} picture left. Make the pool "
            "larger, or show fewer of them; a model without sliders cannot be edited."
        )

    def _patches(self, recipe: Recipe, shown: ShownPicture) -> list[Stimulus]:
        patches = tissue_patches(shown)
        order = stream(self._seed, "quiz", "patches", recipe.seed).permutation(len(patches))
        return [
            Stimulus(recipe=recipe, patch=patches[index]) for index in order[: self._reals.per_view]
        ]

    def _case(self, seed: int) -> Recipe:
        generator = self._pictures.generator
        recipe = generator.recipe(seed, truncation_psi=self._settings.truncation_psi)
        if generator.controls is None:
            return recipe
        probability = self._settings.edit_probability
        return randomly_edited(recipe, generator.controls, probability=probability)

    def _alike(self, recipe: Recipe, number: int) -> Recipe:
        """The recipe with view and technique of a real picture, where the model knows them."""
        name, technique = self._reals.look_of(number)
        generator: CaseGenerator = self._pictures.generator
        if technique not in generator.techniques:
            technique = recipe.technique
        if name not in generator.view_names:
            name = generator.view_names[0]
        return replace(recipe, views=(name,), technique=technique)


def pool_hash(pool: RealPool) -> str:
    """A hash of which pictures a pool offers, hexadecimal."""
    lines = [f"{entry.id} {entry.fingerprint}" for entry in pool.accepted]
    return hashlib.sha256("\n".join(["mammogym pool", *sorted(lines)]).encode()).hexdigest()


def _class_of(recipe: Recipe) -> PictureClass:
    return PictureClass.EDITED if recipe.attributes else PictureClass.SYNTHESIZED


def _truth(recipe: Recipe, left_out: int) -> PictureTruth:
    return PictureTruth(
        picture_class=_class_of(recipe),
        views=(recipe.views[0].value,),
        technique=recipe.technique.value,
        left_out=left_out,
    )
