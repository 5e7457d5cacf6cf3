"""How one view is looked at, as plain values: zoom, position, window and inversion."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.reading.hanging import Side
from inference.imaging.greyscale import (
    Greyscale,
    VoiFunction,
    VoiLut,
    Window,
    default_voi,
)

SMALLEST_SCALE = 0.02
LARGEST_SCALE = 32.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """How one view is looked at.

    Attributes:
        scale: device pixels per row of the image; None fits the view into its hanging.
        center: the image point (row, column) in the middle of the viewport; None where it hangs.
        window: None is what the file wants shown first.
        inverted: whether black and white are exchanged.
    """

    scale: float | None = None
    center: tuple[float, float] | None = None
    window: Window | None = None
    inverted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """The area in which a view is shown, and what hanging says about it.

    Attributes:
        height: in device pixels.
        width: in device pixels.
        rows: of the image.
        columns: of the image.
        pixel_aspect: width of an image pixel over its height.
        fit_scale: device pixels per image row at which the whole hanging fits.
        chest_wall: the edge against which a fitted view is pushed.
    """

    height: float
    width: float
    rows: int
    columns: int
    pixel_aspect: float = 1.0
    fit_scale: float = 1.0
    chest_wall: Side = Side.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where an image lies in its viewport, in device pixels from the upper left corner.

    Attributes:
        top: of the image's first row.
        left: of the image's first column.
        row_scale: device pixels per row.
        column_scale: device pixels per column.
    """

    top: float
    left: float
    row_scale: float
    column_scale: float

    def image_point(self, y: float, x: float) -> tuple[float, float]:
        """The image point (row, column) at a point of the viewport."""
        return (y - self.top) / self.row_scale, (x - self.left) / self.column_scale


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPreset:
    """A window relative to the one a file brings, so that it fits film and detector alike.

    Attributes:
        name: as it stands in the menu.
        shift: of the center, in widths of the file's window.
        width: in widths of the file's window.
    """

    name: str
    shift: float = 0.0
    width: float = 1.0


PRESETS = (
    WindowPreset(name="As stored"),
    WindowPreset(name="High contrast", width=0.6),
    WindowPreset(name="Low contrast", width=1.5),
    WindowPreset(name="Dense tissue", shift=0.18, width=0.5),
    WindowPreset(name="Fatty tissue", shift=-0.18, width=0.5),
)


def placement(state: ViewState, viewport: Viewport) -> Placement:
    """Where the image lies."""
    row_scale = viewport.fit_scale if state.scale is None else state.scale
    column_scale = row_scale * viewport.pixel_aspect
    if state.center is None:
        top = (viewport.height - viewport.rows * row_scale) / 2
        left = _hung_left(viewport, column_scale)
    else:
        row, column = state.center
        top = viewport.height / 2 - row * row_scale
        left = viewport.width / 2 - column * column_scale
    return Placement(top=top, left=left, row_scale=row_scale, column_scale=column_scale)


def zoomed(
    state: ViewState, viewport: Viewport, factor: float, at: tuple[float, float] | None = None
) -> ViewState:
    """Zoom by a factor so that the image point under `at` stays where it is.

    Args:
        state: before.
        viewport: in which the view is shown.
        factor: above 1 is nearer.
        at: (y, x) in device pixels; None is the middle of the viewport.
    """
    return scaled(state, viewport, placement(state, viewport).row_scale * factor, at)


def scaled(
    state: ViewState, viewport: Viewport, scale: float, at: tuple[float, float] | None = None
) -> ViewState:
    """Zoom to a scale (1 is one device pixel per image row), keeping the point under `at`."""
    y, x = at or (viewport.height / 2, viewport.width / 2)
    row, column = placement(state, viewport).image_point(y, x)
    scale = min(max(scale, SMALLEST_SCALE), LARGEST_SCALE)
    center = (
        row + (viewport.height / 2 - y) / scale,
        column + (viewport.width / 2 - x) / (scale * viewport.pixel_aspect),
    )
    return replace(state, scale=scale, center=center)


def panned(state: ViewState, viewport: Viewport, down: float, right: float) -> ViewState:
    """Move the image by device pixels; its middle cannot leave so far that nothing is seen."""
    at = placement(state, viewport)
    before = at.image_point(viewport.height / 2, viewport.width / 2)
    after = at.image_point(viewport.height / 2 - down, viewport.width / 2 - right)
    ends = (viewport.rows, viewport.columns)
    row, column = (
        # Zooming at a point beside the picture may have brought the middle out of it already.
        min(max(new, min(0.0, old)), max(end, old))
        for new, old, end in zip(after, before, ends, strict=True)
    )
    return replace(state, scale=at.row_scale, center=(row, column))


def fitted(state: ViewState) -> ViewState:
    """Back to the place where the view hangs."""
    return replace(state, scale=None, center=None)


def stored_window(greyscale: Greyscale) -> Window:
    """The window that stands for what the file wants shown first.

    Of a look-up table it is the range of the values the table tells apart.
    """
    voi = default_voi(greyscale)
    if isinstance(voi, Window):
        return voi
    return _range_of(voi)


def windowed(state: ViewState, greyscale: Greyscale, wider: float, brighter: float) -> ViewState:
    """Change the window by parts of the stored window's width.

    Args:
        state: before.
        greyscale: of the view.
        wider: what the width gains, as a part of the stored width.
        brighter: how far the grey-scale moves toward white, likewise.
    """
    stored = stored_window(greyscale)
    window = state.window or stored
    reach = max(stored.width, 1e-6)
    # Where low values are shown white, raising the center brightens.
    sign = 1 if state.inverted != greyscale.inverted else -1
    width = min(max(window.width + wider * reach, _smallest_width(window)), reach * 8)
    center = window.center + sign * brighter * reach
    center = min(max(center, stored.center - 2 * reach), stored.center + 2 * reach)
    return replace(state, window=replace(window, center=center, width=width, explanation=""))


def preset_window(preset: WindowPreset, greyscale: Greyscale) -> Window | None:
    """The window of a preset for a view; None is what the file wants shown first."""
    if preset.shift == 0 and preset.width == 1:
        return None
    stored = stored_window(greyscale)
    sign = -1 if greyscale.inverted else 1
    width = max(stored.width * preset.width, _smallest_width(stored))
    center = stored.center + sign * preset.shift * stored.width
    return replace(stored, center=center, width=width, explanation=preset.name)


def _hung_left(viewport: Viewport, column_scale: float) -> float:
    spare = viewport.width - viewport.columns * column_scale
    return {Side.LEFT: 0.0, Side.RIGHT: spare, Side.NONE: spare / 2}[viewport.chest_wall]


def _smallest_width(window: Window) -> float:
    return 1.0 if window.function is VoiFunction.LINEAR else 1e-3


def _range_of(lut: VoiLut) -> Window:
    count = max(len(lut.entries), 2)
    return Window(center=lut.first_value + count / 2, width=float(count))
