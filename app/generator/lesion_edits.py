"""What can be done to a lesion of a recipe, as new plain values; knows no Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from inference.birads import AsymmetryType, FindingKind, Term
from inference.case import View
from inference.errors import LesionError
from inference.lesions import asymmetry, implant, lymph_node
from inference.lesions.calcification_kinds import KINDS, calcification_words, size_range_mm
from inference.lesions.features import LesionFeature
from inference.lesions.models import lesion_model
from inference.lesions.network_insertion import LEAST_MM, MOST_MM, NETWORKS
from inference.lesions.shape import Site
from inference.lesions.spec import PLACES, SIZES, WORDS, Engine, LesionSpec, Place
from inference.lesions.truth import Finding

DIGITS = 2
"""Places are kept to hundredths of a millimetre."""

SIZE_STEP = 1.06
"""One notch of the wheel makes a lesion larger by this factor."""

HARD, EASY = 0.3, 1.3
"""Half of random masses of 5 to 25 mm in drawn breasts have a contrast to noise between these."""

Point = tuple[float, float]

_IMPLANTS = (LesionFeature.SILICONE_IMPLANT, LesionFeature.SALINE_IMPLANT)
_FEATURE_SIZES_MM: dict[str, tuple[float, float]] = {
    **dict.fromkeys(_IMPLANTS, implant.SIZES_MM),
    LesionFeature.AXILLARY_ADENOPATHY: lymph_node.ADENOPATHY_MM,
    LesionFeature.ARCHITECTURAL_DISTORTION: (8.0, 60.0),
}
_USUAL_FEATURE_MM: dict[str, float] = {
    **dict.fromkeys(_IMPLANTS, 80.0),
    LesionFeature.SKIN_THICKENING: 70.0,
    LesionFeature.NIPPLE_RETRACTION: 36.0,
    LesionFeature.TRABECULAR_THICKENING: 60.0,
    LesionFeature.AXILLARY_ADENOPATHY: 24.0,
    LesionFeature.ARCHITECTURAL_DISTORTION: 25.0,
}
"""Much as the library's examples of them."""


def offered_kinds() -> tuple[FindingKind, ...]:
    """The kinds of lesions that something draws."""
    return tuple(kind for kind in SIZES if _drawn(kind))


def offered_words(kind: FindingKind, name: str) -> tuple[Term, ...]:
    """The words of one property of a kind that something draws."""
    terms = tuple(WORDS[kind][name].terms)
    if name == "morphology":
        return tuple(term for term in terms if term in KINDS)
    return terms


def size_ends(spec: LesionSpec) -> tuple[float, float]:
    """The smallest and largest size, in mm, that the lesion's words and engine allow."""
    size = SIZES[spec.kind]
    least, most = _word_sizes(spec)
    if spec.engine is Engine.NETWORK:
        least, most = max(least, LEAST_MM), min(most, MOST_MM)
    return max(least, size.least_mm), min(most, size.most_mm)


def usual_size_mm(spec: LesionSpec) -> float:
    """How large a lesion of these words usually is, as far as they allow it."""
    least, most = size_ends(spec)
    usual = _USUAL_FEATURE_MM.get(spec.word("feature"), SIZES[spec.kind].usual_mm)
    return min(max(usual, least), most)


def is_movable(spec: LesionSpec) -> bool:
    """Whether it lies at a point that can be chosen: implants, skin and nodes lie where they do."""
    return lesion_model(spec)[1] is Site.TISSUE


def can_grow(spec: LesionSpec) -> bool:
    """Whether it is a thing that grows, and not the skin, the nipple or an implant."""
    return lesion_model(spec)[1] in (Site.TISSUE, Site.AXILLA)


def with_kind(spec: LesionSpec, kind: FindingKind) -> LesionSpec:
    """A lesion of another kind, with its usual words and size, at the same place."""
    made = LesionSpec(kind=kind, contrast=spec.contrast, seed=spec.seed, place=spec.place)
    engine = spec.engine if kind in NETWORKS else Engine.PHYSICAL
    return _settled(replace(made, engine=engine), usual_size_mm(made))


def with_engine(spec: LesionSpec, engine: Engine) -> LesionSpec:
    """A lesion drawn by another engine; its size follows where that one allows less."""
    return _settled(replace(spec, engine=engine))


def with_word(spec: LesionSpec, name: str, word: str) -> LesionSpec:
    """A lesion with one other word; its size follows where the words allow less.

    Features are things of their own, so each comes in its usual size.
    """
    made = replace(spec, words={**dict(spec.words), name: word})
    return _settled(made, usual_size_mm(made) if name == "feature" else None)


def with_size(spec: LesionSpec, size_mm: float) -> LesionSpec:
    """A lesion of another size, or the nearest one that its words allow."""
    least, most = size_ends(spec)
    return replace(spec, size_mm=round(min(max(size_mm, least), most), DIGITS))


def with_contrast(spec: LesionSpec, contrast: float) -> LesionSpec:
    """A lesion of another strength."""
    return replace(spec, contrast=round(contrast, DIGITS))


def with_seed(spec: LesionSpec, seed: int) -> LesionSpec:
    """Another lesion of the same words; one without a point lies elsewhere too."""
    return replace(spec, seed=seed)


def with_side(spec: LesionSpec, side: str) -> LesionSpec:
    """A lesion in a breast: `R`, `L`, or empty for either; a point of the other one is given up."""
    return replace(spec, place=Place(side=side, region=spec.place.region))


def with_region(spec: LesionSpec, finding: Finding | None, region: Term | None) -> LesionSpec:
    """A lesion at random in a region of its breast; None takes any."""
    side = finding.side if finding is not None and spec.place.view else spec.place.side
    return replace(spec, place=Place(side=side, region=region))  # type: ignore[arg-type]


def at_point(spec: LesionSpec, finding: Finding | None, view: View, point: Point) -> LesionSpec:
    """A lesion at a point of a view; in the other view its height above the nipple's line stays.

    Args:
        spec: of the lesion.
        finding: where it lies now; None for one that lies nowhere yet.
        view: a named one with a pixel spacing.
        point: (row, column) in pixels of the hung view; beside it the nearest edge counts.
    """
    assert view.name is not None and view.pixel_spacing_mm is not None
    row = min(max(point[0], 0.0), view.rows) * view.pixel_spacing_mm[0]
    column = min(max(point[1], 0.0), view.columns) * view.pixel_spacing_mm[1]
    across = None
    if finding is not None and finding.side == view.name.image_laterality:
        across = _across(finding, view.name.value)
    if across is None and spec.place.view == view.name.value:
        across = spec.place.across_mm
    place = Place(
        view=view.name.value,
        row_mm=round(row, DIGITS),
        column_mm=round(column, DIGITS),
        across_mm=across,
    )
    return replace(spec, place=place)


def pinned(spec: LesionSpec, finding: Finding | None, spacing_mm: Point) -> LesionSpec:
    """A lesion at the point where it lies now, so that it stays there when its size changes.

    Args:
        spec: of the lesion; one that has a point, or cannot have one, stays as it is.
        finding: its truth; without one it stays as it is.
        spacing_mm: (row, column) of the views.
    """
    if spec.place.view or finding is None or not is_movable(spec):
        return spec
    shown = finding.views[0]
    place = Place(
        view=shown.view,
        row_mm=round(shown.center[0] * spacing_mm[0], DIGITS),
        column_mm=round(shown.center[1] * spacing_mm[1], DIGITS),
        across_mm=_across(finding, shown.view),
    )
    return replace(spec, place=place)


def copied(spec: LesionSpec, finding: Finding | None, seed: int) -> LesionSpec:
    """Another lesion of the same words, at random in the same breast."""
    side = finding.side if finding is not None else spec.place.side
    return replace(spec, seed=seed, place=Place(side=side, region=spec.place.region))


def for_another_breast(spec: LesionSpec, finding: Finding | None) -> LesionSpec:
    """A lesion for another seed: a point says nothing there, so its region is kept instead."""
    if not spec.place.view:
        return spec
    region = finding.region if finding is not None and finding.region in PLACES else None
    return replace(spec, place=Place(side=spec.place.side, region=region))


def findings_of(
    lesions: Sequence[LesionSpec], findings: Sequence[Finding]
) -> tuple[Finding | None, ...]:
    """The truth of each lesion; None for one that is not told, as when it was taken away."""
    left = list(findings)
    found: list[Finding | None] = []
    for spec in lesions:
        at = next((number for number, one in enumerate(left) if one.spec == spec), None)
        found.append(None if at is None else left.pop(at))
    return tuple(found)


def replaced(
    lesions: Sequence[LesionSpec], at: int, spec: LesionSpec | None
) -> tuple[LesionSpec, ...]:
    """The lesions with another one in the place of one; None leaves it out."""
    middle = () if spec is None else (spec,)
    return (*lesions[:at], *middle, *lesions[at + 1 :])


def encloses(polygon: Sequence[Point], point: Point) -> bool:
    """Whether a point lies within a polygon, by the even-odd rule."""
    row, column = point
    inside = False
    for (row_a, column_a), (row_b, column_b) in zip(
        polygon, [*polygon[1:], *polygon[:1]], strict=True
    ):
        if (row_a > row) != (row_b > row):
            crossing = column_a + (row - row_a) / (row_b - row_a) * (column_b - column_a)
            inside ^= column < crossing
    return inside


def place_px(spec: LesionSpec, finding: Finding | None, view: View) -> Point | None:
    """The point of a view that a lesion's place tells, or else where it is shown; None for neither.

    Args:
        spec: of the lesion.
        finding: its truth.
        view: a named one; the point is (row, column) in its pixels as it hangs.
    """
    name = view.name.value if view.name is not None else ""
    place, spacing = spec.place, view.pixel_spacing_mm
    if place.view == name and place.point_mm is not None and spacing is not None:
        return place.point_mm[0] / spacing[0], place.point_mm[1] / spacing[1]
    shown = finding.in_view(name) if finding is not None else None
    return None if shown is None else shown.center


def _settled(spec: LesionSpec, size_mm: float | None = None) -> LesionSpec:
    """A lesion of other words in a size that they allow, at a place that they have."""
    sized = with_size(spec, spec.extent_mm if size_mm is None else size_mm)
    return sized if is_movable(sized) else replace(sized, place=Place(side=sized.place.side))


def _word_sizes(spec: LesionSpec) -> tuple[float, float]:
    """What the words alone allow, as the models check it."""
    if spec.kind is FindingKind.CALCIFICATIONS:
        return size_range_mm(*calcification_words(spec))
    if spec.kind is FindingKind.ASYMMETRY:
        return asymmetry.SIZES_MM[AsymmetryType(spec.word("type"))]
    return _FEATURE_SIZES_MM.get(spec.word("feature"), (0.0, math.inf))


def _across(finding: Finding, view: str) -> float | None:
    """How far above the nipple's line a lesion lies in the other view than this one."""
    other = next((one for one in finding.views if one.view != view), None)
    return None if other is None else round(other.above_line_mm, DIGITS)


def _drawn(kind: FindingKind) -> bool:
    try:
        lesion_model(LesionSpec(kind=kind))
    except LesionError:
        return False
    return True
