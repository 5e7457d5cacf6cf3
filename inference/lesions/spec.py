"""What lesion is wanted: BI-RADS words, size, strength and place, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inference.birads import (
    AnyTerm,
    AsymmetryType,
    Distribution,
    FindingKind,
    MassDensity,
    MassMargin,
    MassShape,
    Morphology,
    Region,
    Term,
)
from inference.errors import RecipeError
from inference.lesions.features import LesionFeature
from inference.recipe_edits import MAX_SEED, checked_number

MAX_LESIONS = 8
"""So many lesions can be in one case."""

MAX_PLACE_MM = 1000.0
"""No picture is larger than this."""

LEAST_CONTRAST, MOST_CONTRAST = 0.2, 3.0
"""Bounds of the strength; 1 is what the attenuation of the tissues gives."""


class Engine(StrEnum):
    """What draws a lesion."""

    PHYSICAL = "physical"
    NETWORK = "network"


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionWord:
    """One property of a kind of lesion that is told by a word.

    Attributes:
        terms: the words there are.
        usual: the word where none is given.
    """

    terms: type[Term]
    usual: Term


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionRange:
    """How large lesions of a kind are, in mm."""

    least_mm: float
    most_mm: float
    usual_mm: float


WORDS: dict[FindingKind, dict[str, LesionWord]] = {
    FindingKind.MASS: {
        "shape": LesionWord(terms=MassShape, usual=MassShape.OVAL),
        "margin": LesionWord(terms=MassMargin, usual=MassMargin.CIRCUMSCRIBED),
        "density": LesionWord(terms=MassDensity, usual=MassDensity.EQUAL),
    },
    FindingKind.CALCIFICATIONS: {
        "morphology": LesionWord(terms=Morphology, usual=Morphology.COARSE_HETEROGENEOUS),
        "distribution": LesionWord(terms=Distribution, usual=Distribution.GROUPED),
    },
    FindingKind.ASYMMETRY: {
        "type": LesionWord(terms=AsymmetryType, usual=AsymmetryType.FOCAL),
    },
    FindingKind.ASSOCIATED_FEATURES: {
        "feature": LesionWord(terms=LesionFeature, usual=LesionFeature.SKIN_THICKENING),
    },
}
"""The words of each kind, by the name they are stored under; other kinds have none."""

NETWORK_WORDS: dict[FindingKind, dict[str, str]] = {
    FindingKind.MASS: {
        "shape": MassShape.IRREGULAR.value,
        "margin": MassMargin.INDISTINCT.value,
        "density": MassDensity.HIGH.value,
    },
    FindingKind.CALCIFICATIONS: {
        "morphology": Morphology.RIM.value,
        "distribution": Distribution.GROUPED.value,
    },
}
"""What networks draw, whatever was asked for: they learned it from patches without words."""

SIZES: dict[FindingKind, LesionRange] = {
    FindingKind.MASS: LesionRange(least_mm=3, most_mm=60, usual_mm=14),
    FindingKind.CALCIFICATIONS: LesionRange(least_mm=1, most_mm=120, usual_mm=12),
    FindingKind.ARCHITECTURAL_DISTORTION: LesionRange(least_mm=8, most_mm=60, usual_mm=25),
    FindingKind.ASYMMETRY: LesionRange(least_mm=8, most_mm=120, usual_mm=25),
    FindingKind.INTRAMAMMARY_LYMPH_NODE: LesionRange(least_mm=3, most_mm=20, usual_mm=8),
    FindingKind.SKIN_LESION: LesionRange(least_mm=3, most_mm=30, usual_mm=8),
    FindingKind.SOLITARY_DILATED_DUCT: LesionRange(least_mm=5, most_mm=60, usual_mm=25),
    FindingKind.ASSOCIATED_FEATURES: LesionRange(least_mm=1, most_mm=200, usual_mm=20),
}
"""The plausible sizes of each kind: its largest extent without spicules."""

QUADRANTS = (Region.UPPER_OUTER, Region.UPPER_INNER, Region.LOWER_OUTER, Region.LOWER_INNER)
PLACES = (*QUADRANTS, Region.UPPER, Region.LOWER, Region.OUTER, Region.INNER, Region.CENTRAL)
"""The regions that can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a lesion is wanted: at random, in a region, or at a point of one view.

    Attributes:
        side: `R` or `L`; empty leaves it to the lesion's seed, or to the view of the point.
        region: a quadrant, a half or the central region; None takes any.
        view: name of the view that the point lies in, as `R-CC`; empty without a point.
        row_mm: of the point, from the upper edge of the hung picture.
        column_mm: of the point, from the left edge of the hung picture.
        across_mm: how far above the nipple's line it lies in the breast's other view, which the
            point does not tell; None finds a fitting place.

    Raises:
        RecipeError: a value is out of range, or both a region and a point are given.
    """

    side: str = ""
    region: Region | None = None
    view: str = ""
    row_mm: float | None = None
    column_mm: float | None = None
    across_mm: float | None = None

    def __post_init__(self) -> None:
        if self.side not in ("", "R", "L"):
            raise RecipeError(f"The side of a lesion is R or L, not {self.side!r}.")
        if self.region is not None:
            region = _term(Region, self.region, "place of a lesion", PLACES)
            object.__setattr__(self, "region", region)
        if (
            any(one is not None for one in (self.row_mm, self.column_mm, self.across_mm))
            or self.view
        ):
            self._check_point()

    def _check_point(self) -> None:
        if self.view not in ("R-CC", "L-CC", "R-MLO", "L-MLO"):
            raise RecipeError(
                f"The point of a lesion lies in R-CC, L-CC, R-MLO or L-MLO, not in {self.view!r}."
            )
        if self.region is not None or self.side not in ("", self.view[0]):
            raise RecipeError(
                "A lesion lies either at a point of a view or in a region, not at both."
            )
        object.__setattr__(self, "side", self.view[0])
        for field in ("row_mm", "column_mm"):
            value = checked_number(getattr(self, field), "The point of a lesion", 0, MAX_PLACE_MM)
            object.__setattr__(self, field, value)
        if self.across_mm is not None:
            what = "The height of a lesion in the other view"
            across = checked_number(self.across_mm, what, -MAX_PLACE_MM, MAX_PLACE_MM)
            object.__setattr__(self, "across_mm", across)

    @property
    def point_mm(self) -> tuple[float, float] | None:
        """(row, column) in mm of the hung view, or None."""
        if self.row_mm is None or self.column_mm is None:
            return None
        return self.row_mm, self.column_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionSpec:
    """One lesion to put in.

    Attributes:
        kind: what it is.
        words: (property, word) in BI-RADS ids, one for each property of the kind; a mapping is
            taken too, and what it lacks becomes the usual word. A network draws what it learned:
            its lesions have the words of `NETWORK_WORDS`.
        size_mm: largest extent without spicules; None takes the usual one.
        contrast: 1 as its attenuation makes it, 0.2 to 3.
        seed: of its own random numbers, so that several of a kind differ.
        place: where it is wanted.
        engine: what draws it.

    Raises:
        RecipeError: there is no such kind or word, or a value is out of range.
    """

    kind: FindingKind
    words: tuple[tuple[str, str], ...] | Mapping[str, str] = ()
    size_mm: float | None = None
    contrast: float = 1.0
    seed: int = 0
    place: Place = Place()
    engine: Engine = Engine.PHYSICAL

    def __post_init__(self) -> None:
        kind = _term(FindingKind, self.kind, "kind of lesion", tuple(SIZES))
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "words", _all_words(kind, self.words))
        size = SIZES[kind]
        wanted = size.usual_mm if self.size_mm is None else self.size_mm
        what = f"The size of {_with_article(kind.label)} in mm"
        object.__setattr__(
            self, "size_mm", checked_number(wanted, what, size.least_mm, size.most_mm)
        )
        contrast = checked_number(
            self.contrast, "The contrast of a lesion", LEAST_CONTRAST, MOST_CONTRAST
        )
        object.__setattr__(self, "contrast", contrast)
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise RecipeError(f"The seed of a lesion has to be a whole number, not {self.seed!r}.")
        if not 0 <= self.seed <= MAX_SEED:
            raise RecipeError(f"The seed of a lesion lies between 0 and {MAX_SEED}.")
        if not isinstance(self.place, Place):
            raise RecipeError(f"The place of a lesion cannot be {self.place!r}.")
        if self.engine not in tuple(Engine):
            raise RecipeError(
                f"There is no lesion engine {self.engine!r}; there are {', '.join(Engine)}."
            )
        object.__setattr__(self, "engine", Engine(self.engine))
        if self.engine is Engine.NETWORK and kind in NETWORK_WORDS:
            object.__setattr__(self, "words", _all_words(kind, NETWORK_WORDS[kind]))

    def word(self, name: str) -> str:
        """The id of one of its words, for example of `margin`; empty where its kind has none."""
        return next((word for one, word in self._pairs if one == name), "")

    @property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        assert isinstance(self.words, tuple)  # since it exists
        return self.words

    @property
    def extent_mm(self) -> float:
        """Its size, which is always known once it exists."""
        assert self.size_mm is not None
        return self.size_mm


def _all_words(
    kind: FindingKind, given: Mapping[str, str] | tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The given words checked, with the usual ones where there are none, in a fixed order."""
    known = WORDS.get(kind, {})
    try:
        words = dict(given)
    except (TypeError, ValueError):
        raise RecipeError(f"The words of a lesion cannot be {given!r}.") from None
    for name in words:
        if name not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            raise RecipeError(
                f"{_with_article(kind.label).capitalize()} has no word for {name!r}; {has}."
            )
    return tuple(
        (name, str(_term(one.terms, words.get(name, one.usual), f"{name} of {kind.label}")))
        for name, one in known.items()
    )


def _term(
    kind: type[AnyTerm], text: object, what: str, allowed: tuple[AnyTerm, ...] = ()
) -> AnyTerm:
    """The term of an id, which may be written with hyphens or blanks, or as its label."""
    allowed = allowed or tuple(kind)
    if isinstance(text, str):
        wanted = text.strip().lower().replace("-", "_").replace(" ", "_")
        for term in allowed:
            if wanted in (term.value, term.label.lower().replace("-", "_").replace(" ", "_")):
                return term
    raise RecipeError(
        f"There is no {what} {text!r}; there are {', '.join(term.value for term in allowed)}."
    )


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
