"""The program's icon in the forms that Windows and macOS want, made from the one that ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "mammogym.png"
ICO_SIZES = ((16, 16), (24, 24), (32, 32), (48, 48), (64, 64), (128, 128), (256, 256))


def write_ico(folder: Path) -> Path:
    """Write the icon for Windows into a folder and return its path."""
    return _written(folder / "mammogym.ico", sizes=ICO_SIZES)


def write_icns(folder: Path) -> Path:
    """Write the icon for macOS into a folder and return its path."""
    return _written(folder / "mammogym.icns")


def _written(path: Path, **options: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(SOURCE) as picture:
        picture.convert("RGBA").save(path, **options)
    return path
