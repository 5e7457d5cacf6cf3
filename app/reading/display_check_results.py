"""Results of checks of the display, kept for later scores to refer to."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from app.reading.display_check import CONTRASTS
from inference.atomic_files import make_folder
from inference.errors import InputError, writing

FORMAT = 1
FILE_NAME = "display_checks.jsonl"
LARGEST_FILE_BYTES = 10_000_000
GOOD_CONTRAST = 5
"""2 % of the range: a coarser difference goes unseen on a display that is wrongly set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayCheckResult:
    """What one check found.

    Attributes:
        checked_at: when, as UTC in ISO 8601.
        screen: which one, as `app.display.calibration.screen_name` calls it.
        height_px: of the screen, in device pixels.
        width_px: of the screen, in device pixels.
        mm_per_device_pixel: if the screen is calibrated.
        all_steps_told: whether all 18 grey steps could be told apart.
        dark_square_seen: 5 % in 0 %.
        bright_square_seen: 95 % in 100 %.
        smallest_seen: the faintest contrast found, out of 255, by the grey around it; None where
            even the plainest square was missed.
        seed: of the places of the squares.
    """

    checked_at: str
    screen: str
    height_px: int
    width_px: int
    mm_per_device_pixel: float | None
    all_steps_told: bool
    dark_square_seen: bool
    bright_square_seen: bool
    smallest_seen: dict[int, int | None]
    seed: int

    @property
    def good(self) -> bool:
        """Whether everything was seen that a display for mammograms has to show."""
        faint = all(
            seen is not None and seen <= GOOD_CONTRAST for seen in self.smallest_seen.values()
        )
        return faint and self.all_steps_told and self.dark_square_seen and self.bright_square_seen


def keep_result(result: DisplayCheckResult, folder: Path) -> None:
    """Add a result to the file of all checks, as one line.

    Raises:
        OutputError: it could not be written.
    """
    make_folder(folder)
    path = folder / FILE_NAME
    line = json.dumps({"format": FORMAT, **asdict(result)}, ensure_ascii=False, allow_nan=False)
    with writing(path), path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(line + "\n")


def display_checks(folder: Path) -> tuple[DisplayCheckResult, ...]:
    """All checks that were kept, the oldest first; a damaged line is passed over."""
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            return ()
        lines = path.read_bytes().splitlines()
    except OSError:
        return ()
    return tuple(result for line in lines if (result := _read(line)) is not None)


def latest_display_check(folder: Path, screen: str | None = None) -> DisplayCheckResult | None:
    """The newest check, for scores to refer to.

    Args:
        folder: of the program's data.
        screen: only of this one; None is any.
    """
    results = display_checks(folder)
    return next((r for r in reversed(results) if screen in (None, r.screen)), None)


def _read(line: bytes) -> DisplayCheckResult | None:
    try:
        values = json.loads(line)
        if values.pop("format") != FORMAT:
            return None
        values["smallest_seen"] = _contrasts(values["smallest_seen"])
        result = DisplayCheckResult(**values)
        _check(result)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, InputError):
        return None
    return result


def _contrasts(values: dict[str, Any]) -> dict[int, int | None]:
    for seen in values.values():
        if seen is not None and seen not in CONTRASTS:
            raise InputError(f"{seen!r} is no contrast.")
    return {int(background): seen for background, seen in values.items()}


def _check(result: DisplayCheckResult) -> None:
    kinds: dict[str, Sequence[type]] = {
        "checked_at": (str,),
        "screen": (str,),
        "mm_per_device_pixel": (float, int, type(None)),
        "smallest_seen": (dict,),
    }
    for item in fields(result):
        value = getattr(result, item.name)
        usual = (bool,) if str(item.type) == "bool" else (int,)
        if type(value) not in kinds.get(item.name, usual):
            raise InputError(f"{item.name} is {value!r}.")
    mm = result.mm_per_device_pixel
    if mm is not None and not math.isfinite(mm):
        raise InputError(f"mm_per_device_pixel is {mm!r}.")
