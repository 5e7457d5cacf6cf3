"""What a question shows: the picture of each place, real and drawn ones made alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.reading.quiz.errors import QuizError
from app.reading.quiz.trial import QuizTrial, Stimulus
from inference.birads import Composition
from inference.case import Case, View
from inference.case_generator import CaseGenerator
from inference.measurements.attributes_of_view import measure_view
from inference.measurements.dense_tissue import density_class
from inference.real_pool.patches import cut
from inference.real_pool.pool import RealPool
from inference.real_pool.presentation import ShownPicture, present_drawn
from inference.recipe import Recipe, ViewName

WHITE = 4095
"""The brightest value of a drawn view."""


class Pictures:
    """Draws or opens what questions show. Nothing it gives tells how it was made.

    Args:
        generator: draws.
        pool: of real pictures; None where no round needs one.
    """

    def __init__(self, generator: CaseGenerator, pool: RealPool | None = None) -> None:
        self.generator = generator
        self.pool = pool

    def cases(self, trial: QuizTrial) -> tuple[Case, ...]:
        """What a question shows, place by place.

        Raises:
            InputError: a picture is not in the pool, or a recipe is for another model.
            ProviderError: the model could not be run.
        """
        mixed = trial.kind.needs_real_pictures
        return tuple(
            self.mixed(one, f"{trial.trial_id}-{place}")
            if mixed
            else self.drawn(one, f"{trial.trial_id}-{place}")
            for place, one in enumerate(trial.stimuli)
        )

    def drawn(self, stimulus: Stimulus, case_id: str) -> Case:
        """A drawn case as it is, with its lesions.

        Raises:
            InputError: it is none, or its recipe is for another model.
            ProviderError: the model could not be run.
        """
        if stimulus.recipe is None:
            raise QuizError("A real picture has no place in a round of drawn cases.")
        return replace(self.generator.generate(stimulus.recipe), case_id=case_id, recipe=None)

    def twin(self, stimulus: Stimulus, case_id: str) -> Case:
        """A drawn case without its lesions, for feedback.

        Raises:
            InputError: it is none, or its recipe is for another model.
            ProviderError: the model could not be run.
        """
        if stimulus.recipe is None:
            raise QuizError("A real picture has no twin.")
        return self.drawn(Stimulus(recipe=stimulus.recipe.without_lesions), case_id)

    def mixed(self, stimulus: Stimulus, case_id: str) -> Case:
        """A real or drawn picture, both presented the same way.

        Raises:
            InputError: the picture is not in the pool, or the recipe is for another model.
            ProviderError: the model could not be run.
        """
        shown, name = self.shown(stimulus), self._name(stimulus)
        if stimulus.patch is not None:
            shown, name = cut(shown, stimulus.patch), None
        return Case(case_id=case_id, views=(shown.as_view(name),))

    def shown(self, stimulus: Stimulus) -> ShownPicture:
        """The whole view of a place, chest wall to the left, as rounds with real pictures show it.

        Raises:
            InputError: the picture is not in the pool, or the recipe is for another model.
            ProviderError: the model could not be run.
        """
        if stimulus.recipe is not None:
            return present_drawn(self.generator.generate(stimulus.recipe).views[0])
        if self.pool is None:
            raise QuizError("This round shows real pictures. Open or import a pool of them.")
        return self.pool.picture(stimulus.picture_id)

    def _name(self, stimulus: Stimulus) -> ViewName:
        if stimulus.recipe is not None:
            return stimulus.recipe.views[0]
        assert self.pool is not None  # as `shown` made sure
        return self.pool.entry(stimulus.picture_id).name


class DrawnViews:
    """The views of one recipe, each drawn when it is asked for and then kept.

    Args:
        generator: draws.
        recipe: of the case, without lesions.
    """

    def __init__(self, generator: CaseGenerator, recipe: Recipe) -> None:
        self._generator = generator
        self._recipe = recipe
        self._views: dict[ViewName, View] = {}

    def __call__(self, name: ViewName) -> View:
        """A view; drawn alone it equals the view among four.

        Raises:
            RecipeError: the recipe is not for this model.
            ProviderError: the model could not be run.
        """
        if name not in self._views:
            alone = replace(self._recipe, views=(name,))
            self._views[name] = self._generator.generate(alone).views[0]
        return self._views[name]


def grey_share(view: View) -> NDArray[np.float32]:
    """A drawn view as measures take it: 0 (air) to 1, chest wall to the left."""
    share = view.pixels.astype(np.float32) / np.float32(WHITE)
    right = view.name is not None and view.name.image_laterality == "R"
    return np.ascontiguousarray(share[:, ::-1] if right else share, dtype=np.float32)


def density_of(views: tuple[View, ...]) -> tuple[float | None, Composition | None]:
    """The mean density of views in %, and the composition it stands for; None where not told."""
    told = [value for view in views if (value := measure_view(view).density) is not None]
    if not told:
        return None, None
    mean = sum(told) / len(told)
    return mean, density_class(mean)
