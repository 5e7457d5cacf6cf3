"""What the actions of `app.actions` do to the viewer in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.viewer.case_viewer import CaseViewer
from app.viewer.state import WindowPreset

ZOOM_STEP = 1.25
PAN_PART = 0.1
"""How much of the viewport one press of an arrow key moves."""
WINDOW_PART = 0.08
"""How much of the stored window's width one press of a key changes."""


def viewer_handlers(
    viewer: Callable[[], CaseViewer], presets: Sequence[WindowPreset]
) -> dict[str, Callable[[], None]]:
    """What to call for which action.

    Args:
        viewer: gives the viewer in front.
        presets: windows of the keys 1, 2, …
    """
    handlers: dict[str, Callable[[], None]] = {
        "alone": lambda: viewer().toggle_alone(),
        "fit": lambda: viewer().fit(),
        "actual_pixels": lambda: viewer().actual_size(),
        "zoom_in": lambda: viewer().zoom(ZOOM_STEP),
        "zoom_out": lambda: viewer().zoom(1 / ZOOM_STEP),
        "reset": lambda: viewer().reset(),
        "invert": lambda: viewer().invert(),
        "wider": lambda: viewer().change_window(WINDOW_PART, 0),
        "narrower": lambda: viewer().change_window(-WINDOW_PART, 0),
        "brighter": lambda: viewer().change_window(0, WINDOW_PART),
        "darker": lambda: viewer().change_window(0, -WINDOW_PART),
        # The key says where to look; the picture moves the other way.
        "move_up": lambda: viewer().pan(PAN_PART, 0),
        "move_down": lambda: viewer().pan(-PAN_PART, 0),
        "move_left": lambda: viewer().pan(0, PAN_PART),
        "move_right": lambda: viewer().pan(0, -PAN_PART),
    }
    for number, preset in enumerate(presets, start=1):
        handlers[f"preset_{number}"] = partial(_use, viewer, preset)
    return handlers


def _use(viewer: Callable[[], CaseViewer], preset: WindowPreset) -> None:
    viewer().use_preset(preset)
