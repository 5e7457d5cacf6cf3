"""What the program remembers from one start to the next."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from platformdirs import PlatformDirs

from app import mouse
from app.mouse import MouseMap
from app.viewer.state import PRESETS, WindowPreset
from inference.atomic_files import write_text
from inference.errors import InputError
from inference.seeds import MAX_SEED

FORMAT = 2
FIRST_SEED = 7
LARGEST_FILE_BYTES = 1_000_000
MOST_SCREENS = 50
MOST_ACTIONS_WITH_KEYS = 500
LONGEST_NAME = 200
LOUPE_SIZES_PX = (80, 1000)
LOUPE_POWERS = (1.0, 16.0)
MM_PER_DEVICE_PIXEL = (0.01, 2.0)
"""From the finest telephone to a wall of lamps."""


class SettingsError(InputError):
    """A settings file cannot be used."""


class OverlayLevel(StrEnum):
    """How many words stand over the views; SYNTHETIC always does."""

    ALL = "all"
    FEW = "few"
    NONE = "none"

    @property
    def following(self) -> OverlayLevel:
        """The level that comes after this one, round and round."""
        levels = list(OverlayLevel)
        return levels[(levels.index(self) + 1) % len(levels)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program remembers.

    Attributes:
        page: name of the page last shown.
        seed: drawn last.
        truncation_psi: drawn with last.
        overlay: how many words stand over the views.
        folder: from which files were opened last; empty at first.
        save_folder: into which a case was saved last; empty at first.
        save_format: `png` or `dicom`.
        set_folder: from which a case set was opened or to which one was saved last.
        presets: windows on the keys 1 to 5.
        geometry: place and size of the window, as Qt's saveGeometry in base 64; empty at first.
        language: in which the program speaks, as `de` or `pt_BR`; empty is the system's.
        keys: where they are not those of `app.actions`, by name of the action; `app.keymap` reads
            them.
        mouse: what buttons and wheel do.
        link_zoom: whether views are zoomed together. Views of different scales side by side look
            like breasts of different sizes.
        link_pan: whether views are moved together. Right and left are mirrored, so that one rarely
            wants it.
        link_window: whether views are windowed together.
        thumbnails: whether small pictures of the views are shown.
        film_strip: whether the cases of the session are shown.
        histogram: whether it is shown.
        report: whether the report stands beside the views.
        loupe_size_px: side of the loupe in logical pixels.
        loupe_power: how much it enlarges what lies below it.
        screens: millimetres per device pixel, by name of the screen (`app.display.calibration`).
        reader: id of the profile of who read last in the quiz; empty at first.
    """

    page: str = "generate"
    seed: int = FIRST_SEED
    truncation_psi: float = 0.65
    overlay: OverlayLevel = OverlayLevel.ALL
    folder: str = ""
    save_folder: str = ""
    save_format: str = "png"
    set_folder: str = ""
    presets: tuple[WindowPreset, ...] = field(default=PRESETS)
    geometry: str = ""
    language: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mouse: MouseMap = field(default_factory=MouseMap)
    link_zoom: bool = True
    link_pan: bool = False
    link_window: bool = True
    thumbnails: bool = False
    film_strip: bool = False
    histogram: bool = False
    report: bool = False
    loupe_size_px: int = 280
    loupe_power: float = 2.0
    screens: Mapping[str, float] = field(default_factory=dict)
    reader: str = ""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            # Exactly these types: to Python, True would be a seed as well.
            if type(value) not in _TYPES[str(item.type)]:
                raise SettingsError(f"{item.name} is {value!r}.")
        _check_range("seed", self.seed, (0, MAX_SEED))
        _check_range("truncation_psi", self.truncation_psi, (0, 1))
        _check_range("loupe_size_px", self.loupe_size_px, LOUPE_SIZES_PX)
        _check_range("loupe_power", self.loupe_power, LOUPE_POWERS)
        if self.save_format not in ("png", "dicom"):
            raise SettingsError(f"save_format is {self.save_format!r}.")
        if not re.fullmatch(r"([a-z]{2,3}(_[A-Z]{2})?)?", self.language):
            raise SettingsError(f"language is {self.language!r}.")
        if not re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]{0,99})?", self.reader):
            raise SettingsError(f"reader is {self.reader[:LONGEST_NAME]!r}.")
        _check_keys(self.keys)
        _check_screens(self.screens)


_TYPES: Mapping[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "OverlayLevel": (OverlayLevel,),
    "MouseMap": (MouseMap,),
    "tuple[WindowPreset, ...]": (tuple,),
    "Mapping[str, tuple[str, ...]]": (dict,),
    "Mapping[str, float]": (dict,),
}
"""What values may be, by annotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the program keeps what is its own.

    Attributes:
        settings_file: JSON.
        logs: the log and crash reports.
        data: what readers made: notes on cases, checks of displays, results.
    """

    settings_file: Path
    logs: Path
    data: Path


def user_folders() -> Folders:
    """The folders that the operating system has for this user."""
    folders = PlatformDirs("Mammogym", appauthor=False)
    return Folders(
        settings_file=Path(folders.user_config_dir) / "settings.json",
        logs=Path(folders.user_log_dir),
        data=Path(folders.user_data_dir),
    )


def read_settings(path: Path) -> tuple[Settings, str]:
    """Read the settings; a damaged file is set aside.

    Returns:
        The settings, and a sentence if something is to be told, else an empty text.
    """
    if not path.exists():
        return Settings(), ""
    try:
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise SettingsError("it is too large.")
        return _from_plain(json.loads(path.read_text(encoding="utf-8"))), ""
    except (OSError, ValueError, TypeError, RecursionError, InputError) as error:
        return Settings(), _set_aside(path, error)


def write_settings(settings: Settings, path: Path) -> None:
    """Write the settings in one step.

    Raises:
        OutputError: they could not be written.
    """
    plain = {item.name: getattr(settings, item.name) for item in fields(settings)}
    plain["presets"] = [asdict(preset) for preset in settings.presets]
    plain["mouse"] = settings.mouse.plain()
    values = {"format": FORMAT, **plain}
    write_text(path, json.dumps(values, indent=2, ensure_ascii=False) + "\n")


def _from_plain(values: Any) -> Settings:
    if not isinstance(values, dict) or values.get("format") not in (1, FORMAT):
        raise SettingsError(f"it has neither format {FORMAT} nor an older one.")
    if values["format"] == 1:
        values = _from_format_1(values)
    known = {item.name for item in fields(Settings)}
    kept = {name: value for name, value in values.items() if name in known}
    for name, read in _READERS.items():
        if name in kept:
            kept[name] = read(kept[name])
    return replace(Settings(), **kept)


def _from_format_1(values: dict[str, Any]) -> dict[str, Any]:
    """Format 1 knew only whether words stand over the views, not how many."""
    if "overlay" not in values:
        return values
    overlay = values["overlay"]
    if not isinstance(overlay, bool):
        raise SettingsError(f"overlay is {overlay!r}.")
    return {**values, "overlay": OverlayLevel.ALL if overlay else OverlayLevel.NONE}


def _presets(values: Any) -> tuple[WindowPreset, ...]:
    presets = tuple(WindowPreset(**value) for value in values)
    for preset in presets:
        if not isinstance(preset.name, str) or not 0 < float(preset.width) <= 8:
            raise SettingsError(f"the preset {preset.name!r} cannot be used.")
        if not -2 <= float(preset.shift) <= 2:
            raise SettingsError(f"the preset {preset.name!r} lies out of range.")
    return presets[:9]


def _keys(values: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(values, dict) or not all(isinstance(v, list) for v in values.values()):
        raise SettingsError("the keys are no lists by name of an action.")
    return {name: tuple(keys) for name, keys in values.items()}


_READERS = {
    "overlay": OverlayLevel,
    "presets": _presets,
    "keys": _keys,
    "mouse": mouse.from_plain,
}
"""How values become what `Settings` holds, where JSON has no word for it."""


def _check_range(name: str, value: float, ends: tuple[float, float]) -> None:
    if not ends[0] <= value <= ends[1]:
        raise SettingsError(f"{name} {value} is out of range.")


def _check_keys(keys: Mapping[Any, Any]) -> None:
    if len(keys) > MOST_ACTIONS_WITH_KEYS:
        raise SettingsError("there are too many keys.")
    for name, chosen in keys.items():
        texts = (name, *chosen)
        if not all(isinstance(text, str) and len(text) <= LONGEST_NAME for text in texts):
            raise SettingsError(f"the keys of {str(name)[:LONGEST_NAME]!r} are no texts.")


def _check_screens(screens: Mapping[Any, Any]) -> None:
    if len(screens) > MOST_SCREENS:
        raise SettingsError("there are too many screens.")
    for name, size in screens.items():
        named = isinstance(name, str) and len(name) <= LONGEST_NAME
        if not named or type(size) not in (int, float) or not math.isfinite(size):
            raise SettingsError(f"the screen {str(name)[:LONGEST_NAME]!r} cannot be used.")
        _check_range(f"the screen {name!r} with mm per pixel", size, MM_PER_DEVICE_PIXEL)


def _set_aside(path: Path, error: Exception) -> str:
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
    except OSError:
        return f"The settings in {path} could not be read ({error}). The program's own are in use."
    return (
        f"The settings could not be read ({error}). They were set aside as {aside}, "
        "and the program starts with its own."
    )
