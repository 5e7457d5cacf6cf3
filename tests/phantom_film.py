"""Drawn films whose breast, label, tape and border are known to the pixel."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

AIR = 0.03
LABEL_GREY = 0.95


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PhantomFilm:
    """A film with the chest wall on its left edge.

    Attributes:
        grey: float32 (rows, columns), 0 to 1.
        breast: bool of the same shape, with the muscle.
        clutter: bool of the same shape, label, tape and border.
    """

    grey: NDArray[np.float32]
    breast: NDArray[np.bool_]
    clutter: NDArray[np.bool_]

    def mirrored(self) -> PhantomFilm:
        """The same film with the chest wall on its right edge."""
        return PhantomFilm(
            grey=np.ascontiguousarray(self.grey[:, ::-1]),
            breast=np.ascontiguousarray(self.breast[:, ::-1]),
            clutter=np.ascontiguousarray(self.clutter[:, ::-1]),
        )


def draw_film(
    *,
    height_mm: float = 150.0,
    depth_mm: float = 80.0,
    pixel_mm: float = 0.45,
    shape: tuple[int, int] = (560, 400),
    view_position: str = "CC",
    cluttered: bool = True,
    seed: int = 0,
) -> PhantomFilm:
    """Draw half an ellipse of tissue; in MLO with the pectoral muscle above it.

    Args:
        height_mm: of the ellipse along the chest wall.
        depth_mm: from the chest wall to the nipple.
        pixel_mm: size of a pixel.
        shape: rows and columns of the film.
        view_position: `CC` or `MLO`.
        cluttered: whether label, tape, bright border and noise are drawn.
        seed: of texture and noise.
    """
    rows, columns = shape
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :columns] * pixel_mm
    mid = (0.5 if view_position == "CC" else 0.6) * rows * pixel_mm
    squares = ((y - mid) / (height_mm / 2)) ** 2 + (x / depth_mm) ** 2
    muscle = x / (0.55 * depth_mm) + y / mid < 1
    breast = squares < 1 if view_position == "CC" else (squares < 1) | muscle
    texture = ndimage.gaussian_filter(random.standard_normal(shape), 4)
    tissue = 0.3 + 0.35 * np.sqrt(np.clip(1 - squares, 0, 1)) + 0.03 * texture / texture.std()
    if view_position == "MLO":
        tissue = np.where(muscle, tissue + 0.2, tissue)
    grey = np.where(breast, np.clip(tissue, 0.25, 0.9), AIR)
    clutter = np.zeros(shape, dtype=bool)
    if cluttered:
        label = (slice(rows // 14, rows // 7), slice(columns * 7 // 10, columns * 9 // 10))
        tape = (slice(0, rows // 60), slice(columns // 2, None))
        border = (slice(None), slice(columns - columns // 40, None))
        for part in (label, tape, border):
            clutter[part] = True
        clutter &= ~breast
        grey = np.where(clutter, LABEL_GREY, grey + 0.008 * random.standard_normal(shape))
    return PhantomFilm(grey=np.clip(grey, 0, 1).astype(np.float32), breast=breast, clutter=clutter)


@dataclass(slots=True, kw_only=True)
class FilmFolder:
    """A folder with pictures and a `views.csv`, filled view by view.

    Attributes:
        folder: of the source.
        rows: of the table.
    """

    folder: Path
    rows: list[dict[str, str]] = field(default_factory=list)

    def add(
        self, name: str, film: PhantomFilm, *, mask: NDArray[np.bool_] | None = None, **cells: str
    ) -> None:
        """Save a film as `name`, with its mask if it has one, and list it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.rint(film.grey * 255).astype(np.uint8)).save(path)
        if mask is not None:
            cells["lesion_mask"] = f"masks/{path.stem}.png"
            (self.folder / "masks").mkdir(exist_ok=True)
            Image.fromarray(mask).save(self.folder / cells["lesion_mask"])
        self.list(name, **cells)

    def list(self, name: str, **cells: str) -> None:
        """Put a row into the table."""
        usual = {
            "file": name,
            "patient": Path(name).stem,
            "laterality": "L",
            "view": "CC",
            "technique": "film",
            "pixel_mm": "0.45",
            "original_rows": "",
            "density": "",
            "status": "normal",
            "lesion_mask": "",
            "duplicate_of": "",
        }
        self.rows.append({**usual, **cells})
        write_table(self.folder / "views.csv", self.rows)


def write_table(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows of equal columns as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as table:
        writer = csv.DictWriter(table, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
