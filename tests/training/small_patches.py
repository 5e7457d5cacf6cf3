"""A corpus of drawn films scanned finely, with patches cut out of the fine scans."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.phantom_film import FilmFolder, PhantomFilm, draw_film, write_table

FACTOR = 4
"""Pixels of the scan for one of the view."""

NATIVE_MM = 0.15
SCAN = (1000, 640)
SIDE = 280
"""Of a patch, in pixels of the scan."""

PATCH_ROWS = 960
"""The frame whose pixels are twice those of the scans, 0.3 mm."""


@dataclass(slots=True, kw_only=True)
class PatchFolder:
    """A corpus with `views.csv` and `patches.csv`, filled view by view.

    Attributes:
        films: its views.
        rows: of the table of patches.
    """

    films: FilmFolder
    rows: list[dict[str, object]] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.films.folder

    def add_view(self, patient: str, scan: PhantomFilm, **cells: str) -> None:
        """Save a scan reduced to a whole view."""
        grey = Image.fromarray(scan.grey).reduce(FACTOR)
        breast = np.asarray(Image.fromarray(scan.breast.astype(np.float32)).reduce(FACTOR)) > 0.5
        view = PhantomFilm(grey=np.asarray(grey), breast=breast, clutter=~breast)
        usual = {
            "patient": patient,
            "pixel_mm": str(NATIVE_MM * FACTOR),
            "original_rows": str(len(scan.grey)),
        }
        self.films.add(f"views/{patient}.png", view, **{**usual, **cells})

    def add_patch(
        self,
        patient: str,
        grey: NDArray[np.float32],
        lesion: NDArray[np.bool_],
        *,
        name: str = "",
        view: str = "CC",
    ) -> None:
        """Save a patch of a patient's view, and its mask."""
        name = name or f"patches/{patient}_{len(self.rows)}.png"
        row = {"patient": patient, "laterality": "L", "view": view, "file": name}
        row["mask"] = name.replace(".png", "_mask.png")
        self.rows.append(row)
        write_table(self.folder / "patches.csv", self.rows)
        (self.folder / "patches").mkdir(parents=True, exist_ok=True)
        pixels = np.rint(np.clip(grey, 0, 1) * 255).astype(np.uint8)
        Image.fromarray(pixels).save(self.folder / row["file"])
        Image.fromarray(lesion).save(self.folder / row["mask"])


def draw_scan(seed: int = 0, view_position: str = "CC") -> PhantomFilm:
    """A fine scan of a film."""
    return draw_film(
        height_mm=110,
        depth_mm=70,
        pixel_mm=NATIVE_MM,
        shape=SCAN,
        view_position=view_position,
        seed=seed,
    )


def lesion_mask(row: int = 60, column: int = 60, radius: int = 20) -> NDArray[np.bool_]:
    """A round lesion in a patch."""
    y, x = np.ogrid[:SIDE, :SIDE]
    return (y - row) ** 2 + (x - column) ** 2 <= radius**2


def write_patches(folder: Path, count: int, first: int = 0) -> PatchFolder:
    """A corpus of `count` patients with a view and a patch each, CC and MLO in turn.

    Their names begin with number `first`; of 16 to 21, the one named p18 is held out.
    """
    patches = PatchFolder(films=FilmFolder(folder=folder))
    for number in range(first, first + count):
        view = ("CC", "MLO")[number % 2]
        scan = draw_scan(number, view)
        patches.add_view(f"p{number}", scan, view=view)
        piece = scan.grey[420 : 420 + SIDE, 60 : 60 + SIDE]
        patches.add_patch(f"p{number}", piece, lesion_mask(), view=view)
    return patches
