"""How the views that hang are looked at: zoom, position, flips and window, alone or linked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from app.reading.stages import chest_wall_of
from app.viewer.linking import Links, Seen, followed
from app.viewer.picture import Picture
from app.viewer.state import (
    Viewport,
    ViewState,
    WindowPreset,
    corresponding_voi,
    fitted,
    next_voi,
    panned,
    preset_window,
    scaled,
    windowed,
    zoomed,
)
from inference.imaging.breast_window import breast_window
from inference.imaging.greyscale import Greyscale, VoiLut, Window


class Looking:
    """Holds the state of every view, and changes it as linked views follow.

    What acts on one view acts on the active one.

    Args:
        areas: gives the viewports that hang, place by place.
        tell: is called after a change, with the states already new.

    Attributes:
        pictures: of all views, by number.
        states: how each is looked at, by number.
        hung: number of the view at each place.
        active: the place that is acted on.
        links: what views do together.
    """

    def __init__(self, areas: Callable[[], Sequence[Viewport]], tell: Callable[[], object]) -> None:
        self._areas = areas
        self._tell = tell
        self.pictures: list[Picture] = []
        self.states: list[ViewState] = []
        self.hung: tuple[int, ...] = ()
        self.active = 0
        self.links = Links()

    @property
    def active_view(self) -> int:
        """Number of the view that is acted on; 0 where none hangs."""
        return self.hung[self.active] if self.hung else 0

    def seen(self) -> list[Seen]:
        """The views that hang, place by place."""
        return [
            Seen(
                state=self.states[view],
                viewport=area,
                chest_wall=chest_wall_of(self.pictures[view].view.name),
            )
            for view, area in zip(self.hung, self._areas(), strict=True)
        ]

    def show(self, pictures: Sequence[Picture]) -> None:
        """Look at these pictures; those without a state as at the beginning."""
        self.pictures = list(pictures)
        self.states += [ViewState()] * max(len(pictures) - len(self.states), 0)

    def take(self, place: int, state: ViewState) -> None:
        """Take over what was done in a viewport, and let linked views follow."""
        view = self.hung[place]
        before, self.states[view] = self.states[view], state
        self._follow(place, before)
        self._tell()

    def leave(self) -> None:
        """Every view back to where it hangs, without telling."""
        self.states = [fitted(state) for state in self.states]

    def fit(self) -> None:
        """Every view back to where it hangs, at the common scale."""
        self.leave()
        self._tell()

    def actual_size(self) -> None:
        """One device pixel for each row of the active view."""
        self._look_at_active(lambda state, area: scaled(state, area, 1.0))

    def true_size(self, mm_per_device_pixel: float) -> bool:
        """A millimetre of the active view as long as one on a ruler.

        Args:
            mm_per_device_pixel: of the screen.

        Returns:
            Whether the view has a known size.
        """
        spacing = self.pictures[self.active_view].view.pixel_spacing_mm if self.hung else None
        if spacing is None:
            return False
        scale = spacing[0] / mm_per_device_pixel
        self._look_at_active(lambda state, area: scaled(state, area, scale))
        return True

    def zoom(self, factor: float) -> None:
        """The active view nearer (above 1) or farther."""
        self._look_at_active(lambda state, area: zoomed(state, area, factor))

    def pan(self, down: float, right: float) -> None:
        """Move the active view by parts of the viewport."""
        self._look_at_active(
            lambda state, area: panned(state, area, down * area.height, right * area.width)
        )

    def flip(self, *, mirrored: bool = False, upside_down: bool = False) -> None:
        """Flip the active view, whose words and letters follow."""
        self._change(
            [self.active_view] if self.hung else [],
            lambda state, _: replace(
                state,
                mirrored=state.mirrored != mirrored,
                upside_down=state.upside_down != upside_down,
            ),
        )

    def change_window(self, wider: float, brighter: float) -> None:
        """Change the window by parts of its stored width."""
        self._look_through(lambda state, greyscale: windowed(state, greyscale, wider, brighter))

    def use_preset(self, preset: WindowPreset) -> None:
        """Look through a preset."""
        self._look_through(
            lambda state, greyscale: replace(state, voi=preset_window(preset, greyscale))
        )

    def use_voi(self, voi: Window | VoiLut | None) -> None:
        """Look at the active view through a window or table of its file.

        Linked views get what corresponds to it: a window of the same place and width in their own
        range, or the table of the same number.
        """
        if not self.hung:
            return
        active = self.active_view
        own = self.pictures[active].view.greyscale
        for view in self._windowed_views():
            other = self.pictures[view].view.greyscale
            same = voi if view == active else corresponding_voi(voi, own, other)
            self.states[view] = replace(self.states[view], voi=same)
        self._tell()

    def use_next_voi(self) -> None:
        """Look through the next window or table that the files offer."""
        self._look_through(next_voi)

    def use_breast_window(self) -> None:
        """Look through a window that spreads the breast over all greys."""
        for view in self._windowed_views():
            found = breast_window(self.pictures[view].view)
            self.states[view] = replace(self.states[view], voi=found)
        self._tell()

    def invert(self) -> None:
        """Exchange black and white."""
        self._look_through(lambda state, _: replace(state, inverted=not state.inverted))

    def _look_at_active(self, change: Callable[[ViewState, Viewport], ViewState]) -> None:
        if self.hung:
            area = self._areas()[self.active]
            self.take(self.active, change(self.states[self.active_view], area))

    def _look_through(self, change: Callable[[ViewState, Greyscale], ViewState]) -> None:
        self._change(self._windowed_views(), change)

    def _change(
        self, views: Iterable[int], change: Callable[[ViewState, Greyscale], ViewState]
    ) -> None:
        for view in views:
            self.states[view] = change(self.states[view], self.pictures[view].view.greyscale)
        self._tell()

    def _windowed_views(self) -> list[int]:
        if self.links.window:
            return list(range(len(self.pictures)))
        return [self.active_view] if self.hung else []

    def _follow(self, place: int, before: ViewState) -> None:
        if not self.links.zoom and not self.links.pan:
            return
        seen = self.seen()
        leader = seen[place]
        start = replace(leader, state=before)
        for number, follower in enumerate(seen):
            if number != place:
                self.states[self.hung[number]] = followed(follower, start, leader, self.links)
