"""A page of documentation on a bundle's sliders: Markdown, with a strip for each beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from inference.atomic_files import make_folder, write_bytes, write_text
from inference.controls_manifest import AttributeControl
from training.controls.figures import ControlFigures, largest_leak, range_in_unit
from training.controls.previews import Strip, strip_image
from training.controls.report import cell_of

ROWS = 150
GREYS = 64
"""Greys of the strips on the page: fewer make smaller files."""


def write_page(
    path: Path, figures: ControlFigures, strips: Sequence[Strip], title: str
) -> list[Path]:
    """Write the page and its pictures, in a folder named after the page.

    Args:
        path: of the Markdown file.
        figures: of the controls.
        strips: what they do.
        title: of the bundle.

    Returns:
        All files that were written.

    Raises:
        OutputError: something could not be written.
    """
    folder = path.parent / path.stem.lower()
    make_folder(folder)
    written, sections = [path], []
    for control in figures.made.controls.attributes:
        mine = [
            strip for strip in strips if (strip.kind, strip.name) == ("attribute", control.name)
        ]
        picture = folder / f"{control.name}.png"
        write_bytes(picture, _png(mine))
        written.append(picture)
        sections.append(_section(control, mine, f"{folder.name}/{picture.name}"))
    intro = f"""# The sliders of {title}

Every slider moves one attribute and holds the others as far as the model allows. Its position is in
standard deviations of the attribute among the model's own views; 0 leaves a case as its seed draws
it. All pictures are synthetic and not for diagnosis. The strips show one view of each position with
the slider at both ends, half-way, and at 0 in the middle.
"""
    write_text(path, "\n".join([intro, *sections]))
    return written


def _section(control: AttributeControl, strips: Sequence[Strip], picture: str) -> str:
    name, leak = largest_leak(control)
    ends = strips[0].positions if strips else (control.low, control.high)
    lines = [
        f"## {control.label}\n",
        f"`{control.name}`, {control.low:+g} to {control.high:+g} sd: {range_in_unit(control)}. "
        f"One standard deviation is {control.sd:.3g} {control.unit}".rstrip()
        + ".",
    ]
    if control.moves:
        together = " and ".join(each.replace("_", " ") for each in control.moves)
        lines.append(f"By definition it moves with {together}.")
    if name:
        lines.append(
            f"Of what is held, {name.replace('_', ' ')} moves most: {leak:+.2f} sd for each sd."
        )
    views = " above ".join(str(strip.view_position or "view") for strip in strips)
    alt = f"{control.label} from {ends[0]:+g} to {ends[-1]:+g} sd, {views}"
    return "\n".join([*lines, f"\n![{alt}]({picture})\n"]).replace(" -", " −")


def _png(strips: Sequence[Strip]) -> bytes:
    """Strips above one another."""
    images = [strip_image(strip, cell_of(strip, ROWS)) for strip in strips]
    sheet = Image.new("L", (max(i.width for i in images), sum(i.height for i in images)))
    top = 0
    for image in images:
        sheet.paste(image, (0, top))
        top += image.height
    buffer = io.BytesIO()
    sheet.quantize(GREYS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
