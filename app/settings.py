"""What the program remembers from one start to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import PlatformDirs

from app.viewer.state import PRESETS, WindowPreset
from inference.atomic_files import write_text
from inference.errors import InputError
from inference.seeds import MAX_SEED

FORMAT = 1
FIRST_SEED = 7
LARGEST_FILE_BYTES = 1_000_000


_TYPES = {
    "seed": (int,),
    "truncation_psi": (int, float),
    "overlay": (bool,),
    "presets": (tuple,),
}
"""Types of the settings that are no text."""


class SettingsError(InputError):
    """A settings file cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the program remembers.

    Attributes:
        page: name of the page last shown.
        seed: drawn last.
        truncation_psi: drawn with last.
        overlay: whether words stand over the views.
        folder: from which files were opened last; empty at first.
        save_folder: into which a case was saved last; empty at first.
        save_format: `png` or `dicom`.
        presets: windows on the keys 1 to 5.
        geometry: place and size of the window, as Qt's saveGeometry in base 64; empty at first.
    """

    page: str = "generate"
    seed: int = FIRST_SEED
    truncation_psi: float = 0.65
    overlay: bool = True
    folder: str = ""
    save_folder: str = ""
    save_format: str = "png"
    presets: tuple[WindowPreset, ...] = field(default=PRESETS)
    geometry: str = ""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            # Exactly these types: to Python, True would be a seed as well.
            if type(value) not in _TYPES.get(item.name, (str,)):
                raise SettingsError(f"{item.name} is {value!r}.")
        if not 0 <= self.seed <= MAX_SEED:
            raise SettingsError(f"seed {self.seed} is out of range.")
        if not 0 <= self.truncation_psi <= 1:
            raise SettingsError(f"truncation_psi {self.truncation_psi} is out of range.")
        if self.save_format not in ("png", "dicom"):
            raise SettingsError(f"save_format is {self.save_format!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where the program keeps what is its own.

    Attributes:
        settings_file: JSON.
        logs: the log and crash reports.
    """

    settings_file: Path
    logs: Path


def user_folders() -> Folders:
    """The folders that the operating system has for this user."""
    folders = PlatformDirs("Mammogym", appauthor=False)
    return Folders(
        settings_file=Path(folders.user_config_dir) / "settings.json",
        logs=Path(folders.user_log_dir),
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
    values = {"format": FORMAT, **asdict(settings)}
    write_text(path, json.dumps(values, indent=2, ensure_ascii=False) + "\n")


def _from_plain(values: Any) -> Settings:
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise SettingsError(f"it does not have format {FORMAT}.")
    known = {item.name for item in fields(Settings)}
    kept = {name: value for name, value in values.items() if name in known}
    if "presets" in kept:
        kept["presets"] = _presets(kept["presets"])
    return replace(Settings(), **kept)


def _presets(values: Any) -> tuple[WindowPreset, ...]:
    presets = tuple(WindowPreset(**value) for value in values)
    for preset in presets:
        if not isinstance(preset.name, str) or not 0 < float(preset.width) <= 8:
            raise SettingsError(f"the preset {preset.name!r} cannot be used.")
        if not -2 <= float(preset.shift) <= 2:
            raise SettingsError(f"the preset {preset.name!r} lies out of range.")
    return presets[:9]


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
