"""What an evaluation found, and how it is kept: figures and curves as JSON, no pictures."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

import numpy as np

from training.evaluation.measure import Measure
from training.evaluation.report_aims import verdicts
from training.evaluation.report_content import ReportContent

FORMAT = 1
"""Number of the format of `report.json`."""

NETWORK_HASH = "SHA-256 of the network"
"""Name of the setting that says which graph was measured: a new card leaves it as it is."""

CURVES = (
    "moments",
    "textures",
    "outlines",
    "spectra",
    "histograms",
    "scales",
    "rocs",
    "artefacts",
    "neighbours",
)
DIGITS = 5
"""Significant digits of what is kept."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """What one step of an evaluation adds.

    Attributes:
        measures: figures.
        content: values for fields of `ReportContent`.
        left_out: sentences on what could not be measured, and why.
    """

    measures: Sequence[Measure] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evaluation:
    """A model measured against real views.

    Attributes:
        content: all that a report shows, pictures too.
        settings: how it was measured: plain values by name.
    """

    content: ReportContent
    settings: Mapping[str, str | int | float]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All figures."""
        return self.content.measures

    def to_json(self) -> str:
        """Settings, figures, aims and curves as text; what is no number is null."""
        values = {
            "format": FORMAT,
            "bundle": {"name": self.content.bundle_name, "hash": self.content.bundle_hash},
            "settings": self.settings,
            "left_out": self.content.left_out,
            "measures": [{**_plain(each), "ratio": _plain(each.ratio)} for each in self.measures],
            "aims": [_plain(verdict) for verdict in verdicts(self.measures)],
            **{name: _plain(getattr(self.content, name)) for name in CURVES},
        }
        lines = [f"{_text(name)}: {_lines(_plain(value))}" for name, value in values.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"


def _lines(value: Any) -> str:
    """JSON with each item of a list of objects on a line of its own: to be read and compared."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_text(each) for each in value) + "\n]"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    """The value in what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value
