"""The figures of a bundle's controls: what is reported, on its card too."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from inference.calibration import value_at
from inference.controls_manifest import AttributeControl
from inference.mapping_network import Array
from inference.seeds import stream
from training.controls.making import MadeControls
from training.evaluation.case_consistency import Likeness
from training.evaluation.edit_locality import WAYS, Locality

FORMAT = 1
RESAMPLES = 1000
CARD_HEADING = "\n## Controls\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with its 95 % interval.

    Attributes:
        name: of what.
        value: the mean.
        low: end of the interval.
        high: end of the interval.
    """

    name: str
    value: float
    low: float
    high: float

    @property
    def in_words(self) -> str:
        """`0.52 (0.49 to 0.55)`."""
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ControlFigures:
    """All that is reported.

    Attributes:
        made: the controls.
        locality: means over pairs, or empty where nothing was edited: the shares inside the part
            for each way, the part's share of the area, and the amounts of change inside it.
        drawn_likeness: of drawn cases.
        likeness_apart: of the same cases as w alone makes them.
        real_likeness: of real ones; empty without data.
        settings: how it was measured.
    """

    made: MadeControls
    locality: Sequence[Interval]
    drawn_likeness: Sequence[Likeness]
    likeness_apart: Sequence[Likeness]
    real_likeness: Sequence[Likeness]
    settings: Mapping[str, str | int | float]


def locality_figures(found: Locality, seed: int) -> list[Interval]:
    """Means of a locality measurement, bootstrapped over pairs."""
    columns = {f"change inside the part, {way}": found.inside[:, i] for i, way in enumerate(WAYS)}
    columns["area of the part"] = found.area
    columns |= {f"amount inside the part, {way}": found.amount[:, i] for i, way in enumerate(WAYS)}
    random = stream(seed, "controls bootstrap")
    draws = random.randint(len(found.area), size=(RESAMPLES, len(found.area)))
    return [_interval(name, values, draws) for name, values in columns.items()]


def _interval(name: str, values: Array, draws: Any) -> Interval:
    means = np.nanmean(values[draws], axis=1)
    low, high = np.nanquantile(means, [0.025, 0.975])
    return Interval(name=name, value=float(np.nanmean(values)), low=float(low), high=float(high))


def largest_leak(attribute: AttributeControl) -> tuple[str, float]:
    """Which held attribute moves most with a slider, and how much; empty without others."""
    held = {n: leak for n, leak in attribute.leakage.items() if n not in attribute.moves}
    if not held:
        return "", 0.0
    name = max(held, key=lambda each: abs(held[each]))
    return name, held[name]


def mean_leak(attributes: Sequence[AttributeControl]) -> float:
    """Mean absolute leakage over all sliders and what they hold."""
    leaks = [
        abs(leak)
        for attribute in attributes
        for name, leak in attribute.leakage.items()
        if name not in attribute.moves
    ]
    return float(np.mean(leaks)) if leaks else 0.0


def range_in_unit(attribute: AttributeControl) -> str:
    """`96 to 181 cm²`: what the slider reaches."""
    low, high = value_at(attribute, attribute.low), value_at(attribute, attribute.high)
    return f"{low:.3g} to {high:.3g} {attribute.unit}".rstrip()


def bundle_figures(figures: ControlFigures) -> dict[str, float | int | str]:
    """What the bundle's manifest says of its controls."""
    attributes = figures.made.controls.attributes
    found: dict[str, float | int | str] = {
        "sliders": len(attributes),
        "leakage of the sliders (mean of held attributes, sd per sd)": round(
            mean_leak(attributes), 3
        ),
    }
    found |= {
        each.name: each.in_words
        for each in figures.locality
        if each.name.startswith("change inside")
    }
    return found


def card_with_controls(card: str, figures: ControlFigures) -> str:
    """A model card whose last section is on the controls, in place of an older one."""
    rows = []
    for each in figures.made.controls.attributes:
        leak_name, leak = largest_leak(each)
        rows.append(
            f"| {each.label} | {each.low:+g} to {each.high:+g} | {range_in_unit(each)} | "
            f"{each.r2:.2f} | {_leak_in_words(leak_name, leak)} |"
        )
    text = f"""
Each slider moves one attribute and holds the others, as far as w allows. Ranges are where pictures
stay plausible. R² says how much of the attribute w explains; the leak is the held attribute that
moves most, in its standard deviations for one of the slider.

| slider | range in sd | range | R² | largest leak |
| --- | --- | --- | --- | --- |
{chr(10).join(rows)}
"""
    shares = [each for each in figures.locality if each.name.startswith(("change", "area"))]
    if shares:
        lines = "\n".join(f"| {each.name} | {each.in_words} |" for each in shares)
        text += f"\nLocal edits, over random pairs:\n\n| share | value |\n| --- | --- |\n{lines}\n"
    return card.partition(CARD_HEADING)[0].rstrip("\n") + "\n" + CARD_HEADING + text


def _leak_in_words(name: str, leak: float) -> str:
    return f"{name.replace('_', ' ')} {leak:+.2f}" if name else "none"


def to_json(figures: ControlFigures, bundle_name: str, bundle_hash: str) -> str:
    """All figures as JSON."""
    made = figures.made
    woman = made.controls.manifest.one_woman
    names = [attribute.name for attribute in made.measurement.attributes]
    values = {
        "format": FORMAT,
        "bundle": {"name": bundle_name, "hash": bundle_hash},
        "settings": dict(figures.settings),
        "left_out": list(made.left_out),
        "regression": {
            name: {
                "r2": made.regression.r2[index],
                "penalty": made.regression.penalties[index],
                "sd": made.regression.sd[index],
                "length": made.directions.lengths[index],
            }
            for index, name in enumerate(names)
        },
        "directions": {
            "penalty": made.directions.penalty,
            "error of the regression": made.directions.errors[0],
            "error after correction": made.directions.errors[1],
        },
        "sliders": [each.model_dump(mode="json") for each in made.controls.attributes],
        "slopes": {
            name: {
                other: {"slope": found.slopes[index], "standard_error": found.errors[index]}
                for index, other in enumerate(names)
            }
            for name, found in made.calibrations.items()
        },
        "unusual": {name: list(found.unusual) for name, found in made.calibrations.items()},
        "parts": _parts(made),
        "locality": [asdict(each) for each in figures.locality],
        "likeness_of_drawn_views": [asdict(each) for each in figures.drawn_likeness],
        "likeness_before_bringing_together": [asdict(each) for each in figures.likeness_apart],
        "likeness_of_real_views": [asdict(each) for each in figures.real_likeness],
        "bringing_together": woman and woman.model_dump(mode="json"),
        "reach": _reach(made),
    }
    return json.dumps(_plain(values), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _reach(made: MadeControls) -> dict[str, Any]:
    """Where 98 % of views lie, in the unit of each attribute."""
    kinds = ("unedited", "real")
    return {
        name: {
            kind: list(ends[:, index])
            for kind, ends in zip(kinds, made.reference.reach, strict=False)
        }
        for index, name in enumerate(made.names)
    }


def _parts(made: MadeControls) -> dict[str, Any] | None:
    if made.parts is None:
        return None
    shares = zip(made.parts.names, made.parts.shares, strict=True)
    return {
        "mean cosine to the centroids": made.parts.coherence,
        "share of cells": dict(shares),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float | np.floating):
        return float(f"{float(value):.5g}") if math.isfinite(value) else None
    return value
