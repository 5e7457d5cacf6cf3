"""Draw what attributes are measured on over real and drawn views, for people to look at.

Run it from the checkout, with Mammogym's extra `training` installed:

    python tests/benchmarks/attribute_overlays.py --data data/corpus-640.h5 --out overlays.png

Each view stands beside itself with the outline of the breast and of the tissue that is judged
(blue), dense tissue (red), the pectoral edge (orange), the nipple (green) and the density.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

if __name__ == "__main__":
    # A neighbour of this file would hide the package `training`.
    sys.path[0] = str(Path(__file__).parents[2])

from inference.case_generator import DEFAULT_TRUNCATION_PSI
from inference.generator import Generator
from inference.measurements import breast_shape, dense_tissue
from inference.measurements.measured_breast import measured_breast
from inference.model_bundle import load_bundle
from inference.resources import shipped_bundle
from training.dataset_file import open_dataset
from training.evaluation.drawn_views import draw_views

IN_A_ROW = 4
BLUE, RED, ORANGE, GREEN = (70, 150, 255), (255, 60, 60), (255, 160, 0), (0, 255, 0)


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="file of `mammogym-train prepare`")
    parser.add_argument("--out", type=Path, required=True, help="PNG to write")
    parser.add_argument("--bundle", type=Path, help="model bundle in place of the shipped one")
    parser.add_argument("--real", type=int, default=24, help="real views (default 24)")
    parser.add_argument("--drawn", type=int, default=12, help="drawn views (default 12)")
    parser.add_argument("--seed", type=int, default=0, help="of the choice (default 0)")
    asked = parser.parse_args()
    tiles = [*real_tiles(asked.data, asked.real, asked.seed)]
    tiles += drawn_tiles(asked.bundle or shipped_bundle(), asked.drawn, asked.seed)
    width, height = np.max([tile.size for tile in tiles], axis=0) + 4
    sheet = Image.new("RGB", (IN_A_ROW * width, -(-len(tiles) // IN_A_ROW) * height), (60, 60, 60))
    for number, tile in enumerate(tiles):
        sheet.paste(tile, (number % IN_A_ROW * width, number // IN_A_ROW * height))
    sheet.save(asked.out)


def real_tiles(path: Path, count: int, seed: int) -> Iterator[Image.Image]:
    """Views of the data file, as many of each view position, technique and grade."""
    with open_dataset(path) as data:
        names = ("view_position", "technique", "density")
        texts = np.stack([data.texts(name).astype(str) for name in names], axis=1)
        kinds = np.unique(texts, axis=0)
        random = np.random.default_rng(seed)
        for number in range(count):
            position, technique, grade = kinds[number % len(kinds)]
            index = random.choice(np.flatnonzero((texts == kinds[number % len(kinds)]).all(axis=1)))
            text = f"{position} {technique} {grade}"
            yield tile(data.picture(index), data.frame.pixel_mm, position, text)


def drawn_tiles(folder: Path, count: int, seed: int) -> Iterator[Image.Image]:
    """Views that a model draws, as many of each of its conditions."""
    generator = Generator(load_bundle(folder))
    manifest = generator.bundle.manifest
    conditions = manifest.conditions
    pairs = [
        (view, look.value) for view in conditions.view or ("CC",) for look in conditions.technique
    ]
    chosen = np.array([pairs[number % len(pairs)] for number in range(count)])
    psi = DEFAULT_TRUNCATION_PSI
    drawn = draw_views(generator, chosen[:, 0], chosen[:, 1], seed=seed, truncation_psi=psi)
    for picture, (position, technique) in zip(drawn.pictures, chosen, strict=True):
        yield tile(picture, manifest.pixel_mm, position, f"{position} {technique} drawn")


def tile(picture: NDArray[np.uint8], pixel_mm: float, view_position: str, text: str) -> Image.Image:
    """A view beside itself with what was found in it."""
    share = (picture / 255).astype(np.float32)
    breast = measured_breast(share, pixel_mm, view_position)
    if breast is None:
        return Image.fromarray(picture).convert("RGB").resize((picture.shape[1] // 2,) * 2)
    grey = np.rint(breast.grey * 255).astype(np.uint8)
    plain = np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    marked = plain.copy()
    parts = (breast.breast, BLUE), (breast.inside, BLUE), (dense_tissue.dense_tissue(breast), RED)
    for part, colour in parts:
        marked[part & ~ndimage.binary_erosion(part)] = colour
    result = Image.fromarray(np.concatenate([plain, marked], axis=1))
    pen, left = ImageDraw.Draw(result), grey.shape[1]
    if breast.pectoral is not None:
        ends = (breast.pectoral.top, breast.pectoral.bottom)
        pen.line([(column + left, row) for row, column in ends], fill=ORANGE, width=2)
    row, column = breast_shape.nipple(breast)
    pen.ellipse([column + left - 4, row - 4, column + left + 4, row + 4], outline=GREEN)
    percent = dense_tissue.density(breast)
    pen.text((4, len(grey) - 14), f"{text}: {percent:.0f} %", fill=(255, 255, 0))
    return result


if __name__ == "__main__":
    main()
