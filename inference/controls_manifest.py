"""What a bundle's `controls.json` says: sliders, components, parts and where previews lie."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from inference.recipe import Technique

FORMAT = 1
"""Number of the format of `controls.json` written here; other numbers are refused."""

MAX_ATTRIBUTES = 64
MAX_COMPONENTS = 512
MAX_PARTS = 64
MAX_POSITION = 10.0
"""Largest slider position, in standard deviations."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Text = Annotated[str, Field(max_length=200)]
ViewPosition = Literal["CC", "MLO"]
Layer = Annotated[int, Field(ge=0, le=255)]
Position = Annotated[float, Field(ge=-MAX_POSITION, le=MAX_POSITION)]
Side = Annotated[int, Field(ge=1, le=4096)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Step(_Part):
    """One step of a slider's calibration.

    Attributes:
        position: of the slider, in standard deviations.
        value: mean of the attribute at that position, in its unit.
    """

    position: Position
    value: float


class AttributeControl(_Part):
    """A named slider that moves one attribute and holds the others.

    Attributes:
        name: as recipes and commands name it.
        label: for people.
        unit: of the attribute, empty for a plain number.
        view_positions: where the attribute can be seen; the slider moves all views.
        mean: of the attribute among unedited samples.
        sd: standard deviation of the attribute among unedited samples of one condition.
        low: lowest slider position at which pictures stay plausible, in standard deviations, 0 or
            less.
        high: highest such position, 0 or more.
        steps: rising positions with the attribute's value, never falling; one is at 0.
        leakage: by the name of another attribute, its change in its own standard deviations when
            the slider moves by 1.
        moves: names of attributes that move with this one by definition, as breast height with
            breast area; they are not held.
        r2: share of the attribute's variance that w explains in samples kept apart.
    """

    name: Key
    label: Text
    unit: Text
    view_positions: Annotated[tuple[ViewPosition, ...], Field(min_length=1, max_length=2)]
    mean: float
    sd: Annotated[float, Field(gt=0)]
    low: Annotated[float, Field(ge=-MAX_POSITION, le=0)]
    high: Annotated[float, Field(ge=0, le=MAX_POSITION)]
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=64)]
    leakage: Annotated[dict[Key, float], Field(max_length=MAX_ATTRIBUTES)]
    moves: Annotated[tuple[Key, ...], Field(max_length=MAX_ATTRIBUTES)]
    r2: Annotated[float, Field(le=1)]

    @model_validator(mode="after")
    def _is_monotone(self) -> Self:
        if any(b.position <= a.position for a, b in pairwise(self.steps)):
            raise ValueError("the positions of its steps do not rise")
        if any(b.value < a.value for a, b in pairwise(self.steps)):
            raise ValueError("the values of its steps fall")
        if all(step.position != 0 for step in self.steps):
            raise ValueError("it has no step at 0")
        return self


class LayerRange(_Part):
    """A named range of layers of w, both ends included.

    Attributes:
        name: `all`, `coarse`, `middle` or `fine`.
        first_layer: index of the first w vector.
        last_layer: index of the last.
    """

    name: Key
    first_layer: Layer
    last_layer: Layer

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.last_layer < self.first_layer:
            raise ValueError("its last layer lies before its first")
        return self


class ComponentCondition(_Part):
    """What a set of components was found in.

    Attributes:
        view_position: None for a model that cannot be asked for one, and for all together.
        technique: None for all together.
    """

    view_position: ViewPosition | None
    technique: Technique | None


class Components(_Part):
    """The principal components of w.

    Attributes:
        count: how many there are of each set.
        conditions: what each set was found in, in the order of the arrays; the last is of all.
        layer_ranges: ranges of layers that are worth offering.
    """

    count: Annotated[int, Field(ge=1, le=MAX_COMPONENTS)]
    conditions: Annotated[tuple[ComponentCondition, ...], Field(min_length=1, max_length=64)]
    layer_ranges: Annotated[tuple[LayerRange, ...], Field(max_length=16)]

    @model_validator(mode="after")
    def _ends_with_all(self) -> Self:
        last = self.conditions[-1]
        if last.view_position is not None or last.technique is not None:
            raise ValueError("the last set of components is not of all conditions")
        return self


class Parts(_Part):
    """The parts that local edits choose from: clusters of the features of one low layer.

    Attributes:
        tap: name of the graph's output whose features they are.
        rows: height of that output.
        columns: width of that output.
        names: a name for each part.
    """

    tap: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    rows: Side
    columns: Side
    names: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MAX_PARTS)]


Share = Annotated[float, Field(ge=0, le=1)]


class OneWoman(_Part):
    """How far the views of a case are brought together in what follows from w.

    Attributes:
        attributes: which ones, in the order of the arrays.
        between_views: for each, the share of the difference between CC and MLO of a breast that is
            taken away.
        between_sides: the same for right and left.
    """

    attributes: Annotated[tuple[Key, ...], Field(min_length=1, max_length=MAX_ATTRIBUTES)]
    between_views: tuple[Share, ...]
    between_sides: tuple[Share, ...]

    @model_validator(mode="after")
    def _has_shares_of_each(self) -> Self:
        counts = {len(self.between_views), len(self.between_sides), len(self.attributes)}
        if len(counts) > 1:
            raise ValueError("it has not a share of each attribute")
        return self


class PreviewStrip(_Part):
    """Pictures side by side that show what a control does.

    Attributes:
        kind: of the control. A strip of kind `part` shows where it lies, over drawn pictures.
        name: of an attribute, or the number of a component or part.
        view_position: of the pictures.
        technique: of the pictures.
        top: of the strip in the preview sheet, in pixels.
        left: of the strip in the preview sheet, in pixels.
        positions: of the control in each picture, from left to right, in standard deviations; for a
            part, 0 for each picture.
    """

    kind: Literal["attribute", "component", "part"]
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
    view_position: ViewPosition | None
    technique: Technique
    top: Annotated[int, Field(ge=0, le=100_000)]
    left: Annotated[int, Field(ge=0, le=100_000)]
    positions: Annotated[tuple[Position, ...], Field(min_length=1, max_length=16)]


class Previews(_Part):
    """Where in `controls.png` each strip lies; a strip's pictures touch.

    Attributes:
        rows: height of each picture.
        columns: width of each picture.
        strips: all of them.
    """

    rows: Side
    columns: Side
    strips: Annotated[tuple[PreviewStrip, ...], Field(max_length=2048)]


class ControlsManifest(_Part):
    """The content of `controls.json`.

    Attributes:
        format: number of the format.
        synthesis_sha256: of the graph that the controls were made for.
        attributes: the named sliders, in the order of the arrays.
        components: the principal components of w.
        parts: for local edits; None for a model without a tap.
        previews: where they lie; None without a sheet.
        one_woman: how the views of a case are brought together; None where they stay as w has them.
    """

    format: Literal[1]
    synthesis_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    attributes: Annotated[tuple[AttributeControl, ...], Field(max_length=MAX_ATTRIBUTES)]
    components: Components
    parts: Parts | None
    previews: Previews | None
    one_woman: OneWoman | None = None

    @model_validator(mode="after")
    def _names_are_different(self) -> Self:
        names = {attribute.name for attribute in self.attributes}
        if len(names) < len(self.attributes):
            raise ValueError("two attributes have one name")
        return self
