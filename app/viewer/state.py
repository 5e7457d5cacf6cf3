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
        voi: a window or a table of the file; None is what the file wants shown first.
        inverted: whether black and white are exchanged.
        mirrored: whether first and last column are exchanged on the screen.
        upside_down: whether first and last row are.
    """

    scale: float | None = None
    center: tuple[float, float] | None = None
    voi: Window | VoiLut | None = None
    inverted: bool = False
    mirrored: bool = False
    upside_down: bool = False


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
        top: of the image's upper edge on the screen.
        left: of the image's left edge on the screen.
        row_scale: device pixels per row, above 0.
        column_scale: device pixels per column, above 0.
        height: of the image, in device pixels.
        width: of the image, in device pixels.
        mirrored: whether the first column lies at the right.
        upside_down: whether the first row lies at the bottom.
    """

    top: float
    left: float
    row_scale: float
    column_scale: float
    height: float
    width: float
    mirrored: bool = False
    upside_down: bool = False

    def image_point(self, y: float, x: float) -> tuple[float, float]:
        """The image point (row, column) at a point of the viewport."""
        down, right = y - self.top, x - self.left
        down = self.height - down if self.upside_down else down
        right = self.width - right if self.mirrored else right
        return down / self.row_scale, right / self.column_scale

    def viewport_point(self, row: float, column: float) -> tuple[float, float]:
        """The point (y, x) of the viewport at an image point."""
        down, right = row * self.row_scale, column * self.column_scale
        down = self.height - down if self.upside_down else down
        right = self.width - right if self.mirrored else right
        return self.top + down, self.left + right


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
    height, width = viewport.rows * row_scale, viewport.columns * column_scale
    if state.center is None:
        top = (viewport.height - height) / 2
        left = _hung_left(viewport, width, state.mirrored)
    else:
        row, column = state.center
        down, right = row * row_scale, column * column_scale
        top = viewport.height / 2 - (height - down if state.upside_down else down)
        left = viewport.width / 2 - (width - right if state.mirrored else right)
    return Placement(
        top=top,
        left=left,
        row_scale=row_scale,
        column_scale=column_scale,
        height=height,
        width=width,
        mirrored=state.mirrored,
        upside_down=state.upside_down,
    )


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
    down = -1 if state.upside_down else 1
    right = -1 if state.mirrored else 1
    center = (
        row + down * (viewport.height / 2 - y) / scale,
        column + right * (viewport.width / 2 - x) / (scale * viewport.pixel_aspect),
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


def centred(state: ViewState, viewport: Viewport, point: tuple[float, float]) -> ViewState:
    """Bring an image point (row, column) to the middle of the viewport, at the same scale."""
    scale = viewport.fit_scale if state.scale is None else state.scale
    return replace(state, scale=scale, center=point)


def fitted(state: ViewState) -> ViewState:
    """Back to the place where the view hangs."""
    return replace(state, scale=None, center=None)


def window_of(voi: Window | VoiLut | None, greyscale: Greyscale) -> Window:
    """The window in use; of a look-up table, the range of the values it tells apart.

    Args:
        voi: None is what the file wants shown first.
        greyscale: of the view.
    """
    chosen = voi or default_voi(greyscale)
    return chosen if isinstance(chosen, Window) else _range_of(chosen)


def stored_window(greyscale: Greyscale) -> Window:
    """The window that stands for what the file wants shown first."""
    return window_of(None, greyscale)


def voi_choices(greyscale: Greyscale) -> tuple[Window | VoiLut, ...]:
    """All that the file offers, what it wants shown first at the beginning."""
    return (*greyscale.voi_luts, *greyscale.windows)


def next_voi(state: ViewState, greyscale: Greyscale) -> ViewState:
    """Look through the next of what the file offers; after the last comes the first."""
    choices = voi_choices(greyscale)
    at = next((i for i, choice in enumerate(choices) if choice is state.voi), 0)
    if state.voi is not None and state.voi not in choices:
        return replace(state, voi=None)
    at = (at + 1) % len(choices)
    return replace(state, voi=choices[at] if at else None)


def windowed(state: ViewState, greyscale: Greyscale, wider: float, brighter: float) -> ViewState:
    """Change the window by parts of the width of what the file wants shown first.

    Dragging a table begins with the range of its values, as a table itself has no width.

    Args:
        state: before.
        greyscale: of the view.
        wider: what the width gains, as a part of the stored width.
        brighter: how far the grey-scale moves toward white, likewise.
    """
    stored = stored_window(greyscale)
    window = window_of(state.voi, greyscale)
    reach = max(stored.width, 1e-6)
    # Where low values are shown white, raising the center brightens.
    sign = 1 if state.inverted != greyscale.inverted else -1
    width = min(max(window.width + wider * reach, _smallest_width(window)), reach * 8)
    center = window.center + sign * brighter * reach
    center = min(max(center, stored.center - 2 * reach), stored.center + 2 * reach)
    return replace(state, voi=replace(window, center=center, width=width, explanation=""))


def preset_window(preset: WindowPreset, greyscale: Greyscale) -> Window | None:
    """The window of a preset for a view; None is what the file wants shown first."""
    if preset.shift == 0 and preset.width == 1:
        return None
    stored = stored_window(greyscale)
    sign = -1 if greyscale.inverted else 1
    width = max(stored.width * preset.width, _smallest_width(stored))
    center = stored.center + sign * preset.shift * stored.width
    return replace(stored, center=center, width=width, explanation=preset.name)


def corresponding_voi(
    voi: Window | VoiLut | None, greyscale: Greyscale, other: Greyscale
) -> Window | VoiLut | None:
    """What a window or table of one view is on a view whose values have another range.

    Args:
        voi: of the first view; None is what its file wants shown first.
        greyscale: of the first view.
        other: of the second view.
    """
    choices, others = voi_choices(greyscale), voi_choices(other)
    at = next((i for i, choice in enumerate(choices) if choice is voi), 0)
    if voi is None or (isinstance(voi, VoiLut) and at >= len(others)):
        return None
    if isinstance(voi, VoiLut):
        return others[at]
    stored = stored_window(greyscale)
    reach = max(stored.width, 1e-6)
    sign = -1 if greyscale.inverted else 1
    shift = sign * (voi.center - stored.center) / reach
    found = preset_window(WindowPreset(name="", shift=shift, width=voi.width / reach), other)
    return found and replace(found, function=voi.function)


def _hung_left(viewport: Viewport, width: float, mirrored: bool) -> float:
    spare = viewport.width - width
    side = viewport.chest_wall.opposite if mirrored else viewport.chest_wall
    return {Side.LEFT: 0.0, Side.RIGHT: spare, Side.NONE: spare / 2}[side]


def _smallest_width(window: Window) -> float:
    return 1.0 if window.function is VoiFunction.LINEAR else 1e-3


def _range_of(lut: VoiLut) -> Window:
    count = max(len(lut.entries), 2)
    return Window(center=lut.first_value + count / 2, width=float(count))
