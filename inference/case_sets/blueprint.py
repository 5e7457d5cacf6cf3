"""A blueprint: what the cases of a set are to be like, as a file that people write."""

from __future__ import annotations

import json
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from inference.birads import Composition, FindingKind
from inference.case_sets.quiz_settings import QuizSettings
from inference.case_sets.values import MAX_CASES, Line, Text, Values, validated
from inference.errors import BlueprintError, InputError, RecipeError
from inference.lesions.library import read_library
from inference.lesions.spec import LEAST_CONTRAST, MAX_LESIONS, MOST_CONTRAST, LesionSpec, Place
from inference.random_edits import PROBABILITY, STRENGTH
from inference.recipe import ALL_VIEWS, Technique, ViewName, parse_view_name
from inference.recipe_edits import MAX_POSITION
from inference.seeds import MAX_SEED

FORMAT = 1
MAX_FILE_BYTES = 200_000
MAX_LESION_KINDS = 60
MAX_WORDS = 20

Weight = Annotated[float, Field(gt=0, le=1000)]
Share = Annotated[float, Field(ge=0, le=1)]
Mm = Annotated[float, Field(gt=0, le=1000)]
Contrast = Annotated[float, Field(ge=LEAST_CONTRAST, le=MOST_CONTRAST)]
Words = Annotated[tuple[Line, ...], Field(min_length=1, max_length=MAX_WORDS)]


class Difficulty(StrEnum):
    """How hard a lesion is to see, by the contrast to noise of the view that shows it best."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"

    @property
    def contrast_to_noise(self) -> tuple[float, float]:
        """The range it stands for; half of random masses lie between 0.3 and 1.3."""
        return {"easy": (1.2, 2.0), "medium": (0.7, 1.2), "hard": (0.3, 0.7)}[self.value]


class WantedPlace(Values):
    """Where a lesion is wanted; see `inference.lesions.spec.Place`.

    Attributes:
        side: `R` or `L`; empty takes either.
        region: a quadrant, a half or `central`; empty takes any place.
    """

    side: Literal["", "R", "L"] = ""
    region: Line = ""


class WantedLesion(Values):
    """One kind of lesion that cases are to have: words, or an example of the library.

    Attributes:
        name: for the balance of the set and for tags; empty takes the example's id or the kind.
        weight: how many of the cases with a lesion have this one, in proportion to the others.
        library: id of an example of the library, taken as it is.
        kind: of the lesion, in BI-RADS terms.
        words: by property, one word or several to choose from.
        size_mm: least and largest extent; None takes the usual one.
        contrast: least and largest strength; 1 as the attenuation makes it.
        difficulty: how hard it is to see; empty takes it as it comes. The strength is then changed
            within 0.2 to 3 until it fits.
        place: where it lies.
        teaching: text for its cases.
    """

    name: Line = ""
    weight: Weight = 1.0
    library: Line = ""
    kind: Annotated[FindingKind, Field(strict=False)] | None = None
    words: dict[Line, Words] = Field(default_factory=dict)
    size_mm: tuple[Mm, Mm] | None = None
    contrast: tuple[Contrast, Contrast] = (1.0, 1.0)
    difficulty: Annotated[Difficulty, Field(strict=False)] | None = None
    place: WantedPlace = WantedPlace()
    teaching: Text = ""

    @field_validator("words", mode="before")
    @classmethod
    def _one_word_is_a_choice_of_one(cls, words: object) -> object:
        if not isinstance(words, dict):
            return words
        return {
            name: (one,) if isinstance(one, str) else tuple(one) if isinstance(one, list) else one
            for name, one in words.items()
        }

    @field_validator("size_mm", "contrast", mode="before")
    @classmethod
    def _one_number_is_a_range(cls, given: object) -> object:
        return _range(given)

    @model_validator(mode="after")
    def _can_be_put_in(self) -> Self:
        if bool(self.library) == (self.kind is not None):
            raise ValueError("a lesion has either a kind or an example of the library")
        for low, high in (self.size_mm or (0, 0), self.contrast):
            if low > high:
                raise ValueError(f"the range {low:g} to {high:g} of a lesion is empty")
        if self.library:
            self._check_example()
            return self
        try:
            for spec in self.extremes:
                assert spec.kind is self.kind
        except RecipeError as error:
            raise ValueError(str(error)) from None
        return self

    def _check_example(self) -> None:
        for name in sorted(self.model_fields_set & {"words", "size_mm", "contrast", "place"}):
            raise ValueError(f"an example of the library is taken as it is, without {name}")
        try:
            read_library().entry(self.library)
        except InputError as error:
            raise ValueError(str(error)) from None

    @property
    def label(self) -> str:
        """Its name in the balance."""
        return self.name or self.library or (self.kind.value if self.kind else "")

    @property
    def extremes(self) -> tuple[LesionSpec, ...]:
        """Specifications with each of its words and both ends of its range of sizes."""
        if self.library:
            return read_library().entry(self.library).specs
        assert self.kind is not None
        most = max((len(words) for words in self.words.values()), default=1)
        return tuple(
            LesionSpec(
                kind=self.kind,
                words={name: words[index % len(words)] for name, words in self.words.items()},
                size_mm=size,
                place=self.lesion_place,
            )
            for size in (self.size_mm or (None,))
            for index in range(most)
        )

    @property
    def lesion_place(self) -> Place:
        """Where it lies, as recipes say it."""
        region: Any = self.place.region or None
        return Place(side=self.place.side, region=region)


class DensityMix(Values):
    """Of which classes the breasts are to be, in proportion.

    Attributes:
        a: almost entirely fatty.
        b: scattered areas of fibroglandular density.
        c: heterogeneously dense.
        d: extremely dense.
        tries: a case is drawn so often at most to meet its class; the nearest is taken then.
    """

    a: Annotated[float, Field(ge=0, le=1000)] = 0.0
    b: Annotated[float, Field(ge=0, le=1000)] = 0.0
    c: Annotated[float, Field(ge=0, le=1000)] = 0.0
    d: Annotated[float, Field(ge=0, le=1000)] = 0.0
    tries: Annotated[int, Field(ge=1, le=40)] = 10

    @model_validator(mode="after")
    def _has_a_class(self) -> Self:
        if not any(self.weights.values()):
            raise ValueError("a density mix gives at least one class a share")
        return self

    @property
    def weights(self) -> dict[Composition, float]:
        """The share of each class, in proportion."""
        return {one: float(getattr(self, one.value)) for one in Composition}


class RandomEdits(Values):
    """Sliders that move at random; see `inference.random_edits`.

    Attributes:
        probability: how many of many cases are edited.
        strength: how far, in standard deviations.
    """

    probability: Share = PROBABILITY
    strength: Annotated[float, Field(ge=0, le=MAX_POSITION)] = STRENGTH


class Blueprint(Values):
    """What a set is to hold.

    Attributes:
        format: of the file.
        title: of the set.
        author: who makes it.
        licence: under which it may be handed on.
        description: shown before the first case; it tells no answer.
        cases: how many.
        seed: of all its random numbers; for an exam a long one that nobody guesses.
        views: of each case.
        technique: whose look the cases have, by share; empty takes what the model draws first.
        truncation: least and largest ψ of the cases.
        bits: of a stored value, 8 or 12; 8 makes the file about half as large.
        prevalence: share of the cases that have a lesion.
        density: of which classes the breasts are; None takes them as they come.
        lesions: what the cases with a lesion have.
        random_edits: None edits none.
        quiz: how the set is to be read.

    Raises:
        ValueError: a value is out of range, or two contradict each other.
    """

    format: Literal[1] = FORMAT
    title: Annotated[Line, Field(min_length=1)]
    author: Line = ""
    licence: Line = ""
    description: Text = ""
    cases: Annotated[int, Field(ge=1, le=MAX_CASES)]
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)]
    views: Annotated[
        tuple[Annotated[ViewName, Field(strict=False)], ...], Field(min_length=1, max_length=4)
    ] = ALL_VIEWS
    technique: dict[Annotated[Technique, Field(strict=False)], Weight] = Field(default_factory=dict)
    truncation: tuple[Share, Share] = (0.65, 0.65)
    bits: Literal[8, 12] = 12
    prevalence: Share = 0.0
    density: DensityMix | None = None
    lesions: Annotated[tuple[WantedLesion, ...], Field(max_length=MAX_LESION_KINDS)] = ()
    random_edits: RandomEdits | None = None
    quiz: QuizSettings = QuizSettings()

    @field_validator("technique", mode="before")
    @classmethod
    def _one_technique_is_all(cls, given: object) -> object:
        return {given: 1.0} if isinstance(given, str) else given

    @field_validator("truncation", mode="before")
    @classmethod
    def _one_number_is_a_range(cls, given: object) -> object:
        return _range(given)

    @field_validator("views", mode="before")
    @classmethod
    def _views_as_people_write_them(cls, given: object) -> object:
        if not isinstance(given, list | tuple):
            return given
        try:
            return tuple(parse_view_name(str(name)) for name in given[:8])
        except RecipeError as error:
            raise ValueError(str(error)) from None

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if len(set(self.views)) < len(self.views):
            raise ValueError("a case has each view once")
        if self.truncation[0] > self.truncation[1]:
            raise ValueError("the range of the truncation is empty")
        if self.prevalence > 0 and not self.lesions:
            raise ValueError("with a prevalence above 0 the blueprint names lesions")
        labels = [lesion.label for lesion in self.lesions]
        if len(set(labels)) < len(labels):
            raise ValueError("two lesions have one name; give each a name of its own")
        if any(len(lesion.extremes) > MAX_LESIONS * MAX_WORDS for lesion in self.lesions):
            raise ValueError("a lesion has too many words to choose from")
        return self


def read_blueprint(path: Path) -> Blueprint:
    """Read a blueprint from a TOML file.

    Raises:
        BlueprintError: it cannot be read, or a value of it cannot be; the sentence says which.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise BlueprintError(f"{path} is too large for a blueprint. Choose a TOML file.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BlueprintError(f"The blueprint {path} cannot be read: {reason}.") from error
    except UnicodeDecodeError as error:
        raise BlueprintError(f"The blueprint {path} is no text: {error}.") from error
    return blueprint_from_toml(text, str(path))


def blueprint_from_toml(text: str, where: str = "The blueprint") -> Blueprint:
    """Read a blueprint from TOML.

    Raises:
        BlueprintError: it is none, or a value of it cannot be; the sentence says which.
    """
    try:
        values = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BlueprintError(f"{where} is no TOML: {error}. Correct that line.") from None
    return _blueprint(values, where)


def blueprint_from_json(text: str, where: str = "The blueprint") -> Blueprint:
    """Read a blueprint as sets keep it.

    Raises:
        BlueprintError: it is none.
    """
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BlueprintError(f"{where} cannot be read: {error}.") from None
    if not isinstance(values, dict):
        raise BlueprintError(f"{where} cannot be read: it is no object.")
    return _blueprint(values, where)


def blueprint_json(blueprint: Blueprint) -> str:
    """A blueprint in one spelling: equal blueprints give equal text."""
    values = blueprint.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"format": FORMAT, **values}, sort_keys=True, separators=(",", ":"))


def _range(given: object) -> object:
    if isinstance(given, int | float):
        return (given, given)
    return tuple(given) if isinstance(given, list) else given


def _blueprint(values: dict[str, Any], where: str) -> Blueprint:
    version = values.get("format", FORMAT)
    if isinstance(version, bool) or version != FORMAT:
        raise BlueprintError(
            f"{where} has format {str(version)[:20]!r}, and this program reads format {FORMAT}. "
            "A newer version of Mammogym may read it."
        )
    try:
        return validated(Blueprint, values)
    except ValueError as error:
        raise BlueprintError(f"{where}: {error}. Change it there.") from None
