"""Questions and their truth as plain values for JSON."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any

from app.reading.quiz.answers import MOST_PICTURES, MOST_VIEWS
from app.reading.quiz.errors import QuizError
from app.reading.quiz.finding_values import finding_from_plain, finding_to_plain
from app.reading.quiz.plain_values import (
    field_of,
    list_of,
    object_of,
    one_of,
    optional_number,
    text,
    whole,
)
from app.reading.quiz.rounds import MOST_DRAWN, MOST_TRIALS, RoundKind
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus
from inference.birads import Composition
from inference.lesions.spec import MAX_LESIONS
from inference.real_pool.patches import Patch
from inference.recipe import Recipe, from_json, to_json

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
"""How names of questions, pictures, readers and sittings may look."""

_LARGEST_SIDE = 100_000


def trial_to_plain(trial: QuizTrial) -> dict[str, Any]:
    """The question with its truth."""
    return {
        "trial_id": trial.trial_id,
        "number": trial.number,
        "kind": trial.kind.value,
        "stimuli": [stimulus_to_plain(one) for one in trial.stimuli],
        "truths": [_truth_to_plain(one) for one in trial.truths],
        "target": trial.target,
    }


def trial_from_plain(values: object) -> QuizTrial:
    """Read what `trial_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no question.
    """
    what = "A question"
    given = object_of(values, what, [item.name for item in fields(QuizTrial)])
    target = given.get("target")
    return QuizTrial(
        trial_id=id_of(field_of(given, "trial_id", what), "The name of a question"),
        number=whole(field_of(given, "number", what), "Its number", 0, MOST_TRIALS),
        kind=one_of(RoundKind, field_of(given, "kind", what), "round"),
        stimuli=list_of(
            field_of(given, "stimuli", what), "Its pictures", MOST_PICTURES, stimulus_from_plain
        ),
        truths=list_of(
            field_of(given, "truths", what), "Its truths", MOST_PICTURES, _truth_from_plain
        ),
        target=None if target is None else whole(target, "Its target", 0, MOST_PICTURES),
    )


def id_of(value: object, what: str) -> str:
    """A name that is safe in a file's name.

    Raises:
        QuizError: it is none.
    """
    line = text(value, what, 100)
    if not ID.fullmatch(line):
        raise QuizError(f"{what} cannot be {line[:40]!r}.")
    return line


def stimulus_to_plain(stimulus: Stimulus) -> dict[str, Any]:
    """What is shown in one place."""
    plain: dict[str, Any] = {}
    if stimulus.picture_id:
        plain["picture_id"] = stimulus.picture_id
    if stimulus.recipe is not None:
        plain["recipe"] = recipe_to_plain(stimulus.recipe)
    if (patch := stimulus.patch) is not None:
        plain["patch"] = {"row": patch.row, "column": patch.column}
    return plain


def stimulus_from_plain(values: object) -> Stimulus:
    """Read what `stimulus_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no such picture.
    """
    given = object_of(values, "A picture", [item.name for item in fields(Stimulus)])
    picture_id = given.get("picture_id", "")
    return Stimulus(
        picture_id=id_of(picture_id, "The name of a picture") if picture_id else "",
        recipe=recipe_from_plain(given["recipe"]) if "recipe" in given else None,
        patch=_patch(given["patch"]) if "patch" in given else None,
    )


def recipe_to_plain(recipe: Recipe) -> dict[str, Any]:
    """A recipe as it lies in a file of its own."""
    return json.loads(to_json(recipe))


def recipe_from_plain(values: object) -> Recipe:
    """Read what `recipe_to_plain` gave, or what a stranger made of it.

    Raises:
        InputError: it is no recipe.
    """
    return from_json(json.dumps(object_of(values, "A recipe")), "A recipe of the quiz")


def _patch(values: object) -> Patch:
    given = object_of(values, "A patch", ("row", "column"))
    return Patch(
        row=whole(field_of(given, "row", "A patch"), "Its row", 0, _LARGEST_SIDE),
        column=whole(field_of(given, "column", "A patch"), "Its column", 0, _LARGEST_SIDE),
    )


def _truth_to_plain(truth: PictureTruth) -> dict[str, Any]:
    plain: dict[str, Any] = {"picture_class": truth.picture_class.value}
    if truth.views:
        plain["views"] = list(truth.views)
    if truth.technique:
        plain["technique"] = truth.technique
    if truth.findings:
        plain["findings"] = [finding_to_plain(finding) for finding in truth.findings]
    for name in ("pixel_mm", "density_percent", "suspicion"):
        if (value := getattr(truth, name)) is not None:
            plain[name] = round(value, 4)
    if truth.left_out:
        plain["left_out"] = truth.left_out
    if truth.composition is not None:
        plain["composition"] = truth.composition.value
    return plain


def _truth_from_plain(values: object) -> PictureTruth:
    given = object_of(values, "A truth", [item.name for item in fields(PictureTruth)])
    composition = given.get("composition")
    return PictureTruth(
        picture_class=one_of(
            PictureClass, field_of(given, "picture_class", "A truth"), "class of pictures"
        ),
        views=list_of(given.get("views", []), "Its views", MOST_VIEWS, lambda v: text(v, "A view")),
        technique=text(given.get("technique", ""), "Its technique"),
        findings=list_of(
            given.get("findings", []), "Its findings", MAX_LESIONS, finding_from_plain
        ),
        pixel_mm=optional_number(given.get("pixel_mm"), "Its size of a pixel", 0.001, 1000),
        density_percent=optional_number(given.get("density_percent"), "Its density", 0, 100),
        composition=(
            None if composition is None else one_of(Composition, composition, "composition")
        ),
        suspicion=optional_number(given.get("suspicion"), "Its suspicion", 0, 1),
        left_out=whole(given.get("left_out", 0), "What was left out", 0, MOST_DRAWN),
    )
