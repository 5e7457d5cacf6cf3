"""What a model card says of an evaluation: the figures that matter most, in plain words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.errors import TrainingError
from training.evaluation.evaluation import FORMAT, NETWORK_HASH
from training.evaluation.report_aims import AIMS

MAX_BYTES = 50_000_000
FURTHER = (("Fréchet distance", "all"), ("density", "all"), ("coverage", "all"))
"""Measures on the card beside those with an aim: name and part."""


def read_report(path: Path) -> dict[str, Any]:
    """A `report.json` as `evaluate` writes it.

    Raises:
        TrainingError: missing, damaged, too large, or of another format.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TrainingError(f"{path} is larger than a report can be.")
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"Could not read the report {path}: {error}.") from error
    if not isinstance(report, dict) or report.get("format") != FORMAT:
        raise TrainingError(f"{path} is no report of format {FORMAT}: evaluate the model again.")
    return report


def report_figures(report: dict[str, Any]) -> dict[str, str]:
    """Figures for a card, by name: value, 95 % interval and what real views have of each other.

    Raises:
        TrainingError: the report lacks its figures.
    """
    wanted = {*FURTHER, *((aim.name, aim.part) for aim in AIMS)}
    try:
        found = {(each["name"], each["part"]): each for each in report["measures"]}
        return {
            f"{name} ({part})": _in_words(found[name, part])
            for name, part in sorted(wanted)
            if (name, part) in found
        }
    except (KeyError, TypeError) as error:
        raise TrainingError(f"The report lacks {error}: evaluate the model again.") from error


def network_hash(report: dict[str, Any]) -> str:
    """SHA-256 of the graph that a report measured.

    Raises:
        TrainingError: the report does not say.
    """
    settings = report.get("settings")
    found = settings.get(NETWORK_HASH) if isinstance(settings, dict) else None
    if not isinstance(found, str):
        raise TrainingError("The report does not say which network it measured: evaluate it again.")
    return found


def _in_words(measure: dict[str, Any]) -> str:
    text = _number(measure["value"])
    if measure["low"] is not None and measure["high"] is not None:
        text += f" ({_number(measure['low'])} to {_number(measure['high'])})"
    if measure["floor"] is not None:
        text += f"; real against real {_number(measure['floor'])}"
    return text


def _number(value: float | None) -> str:
    return "not a number" if value is None else f"{value:.3g}"
