"""The model card: what a generator was trained on, what it draws, and what it is not for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from inference.preparation.frame import Frame
from training.networks.shape import NetworkShape, columns

if TYPE_CHECKING:
    from training.export import BundleText


def model_card(
    text: BundleText, shape: NetworkShape, cur_nimg: int, figures: Mapping[str, float | int | str]
) -> str:
    """The card as Markdown."""
    pixel_mm = Frame(rows=shape.rows).pixel_mm
    views, techniques = ", ".join(shape.view_positions), ", ".join(shape.techniques)
    credits = "\n".join(f"- {line}" for line in text.credits) or "- none stated"
    rows = "\n".join(f"| {name} | {_shown(value)} |" for name, value in figures.items())
    return f"""# {text.title}

{text.name} {text.version}, licence {text.licence}. A style-based generator of synthetic
mammograms: {shape.rows} × {columns(shape.rows)} pixels of {pixel_mm:g} mm, views {views},
techniques {techniques}, trained until {cur_nimg:,} images had been shown.

**Not for diagnosis.** Nothing it draws shows a person. At {pixel_mm:g} mm per pixel
microcalcifications cannot be seen, and the absence of a finding in a picture means nothing.
Pictures have to be marked as synthetic wherever they are shown.

## Data

{text.data}

## Credits

{credits}

## Figures

| what | value |
| --- | --- |
{rows}

![samples at ψ = 0.65](samples.png)
"""


def _shown(value: float | int | str) -> str:
    return f"{value:.3g}" if isinstance(value, float) else f"{value}"
