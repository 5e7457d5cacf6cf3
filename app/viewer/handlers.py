"""What the actions of `app.actions` do to the viewer in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.reading.stages import Stage
from app.viewer.case_viewer import CaseViewer
from app.viewer.state import WindowPreset

ZOOM_STEP = 1.25
PAN_PART = 0.1
"""How much of the viewport one press of an arrow key moves."""
WINDOW_PART = 0.08
"""How much of the stored window's width one press of a key changes."""


def viewer_handlers(
    viewer: Callable[[], CaseViewer], presets: Sequence[WindowPreset]
) -> dict[str, Callable[[], object]]:
    """What to call for which action.

    Args:
        viewer: gives the viewer in front.
        presets: windows of the keys 1, 2, …
    """
    handlers: dict[str, Callable[[], object]] = {
        "alone": lambda: viewer().toggle_alone(),
        "fit": lambda: viewer().looking.fit(),
        "actual_pixels": lambda: viewer().looking.actual_size(),
        "zoom_in": lambda: viewer().looking.zoom(ZOOM_STEP),
        "zoom_out": lambda: viewer().looking.zoom(1 / ZOOM_STEP),
        "loupe": lambda: viewer().toggle_loupe(),
        "reset": lambda: viewer().reset(),
        "invert": lambda: viewer().looking.invert(),
        "next_voi": lambda: viewer().looking.use_next_voi(),
        "breast_window": lambda: viewer().looking.use_breast_window(),
        "flip_horizontal": lambda: viewer().looking.flip(mirrored=True),
        "flip_vertical": lambda: viewer().looking.flip(upside_down=True),
        "stage_next": lambda: viewer().step_stage(1),
        "stage_previous": lambda: viewer().step_stage(-1),
        "wider": lambda: viewer().looking.change_window(WINDOW_PART, 0),
        "narrower": lambda: viewer().looking.change_window(-WINDOW_PART, 0),
        "brighter": lambda: viewer().looking.change_window(0, WINDOW_PART),
        "darker": lambda: viewer().looking.change_window(0, -WINDOW_PART),
        "move_up": lambda: viewer().move(-1, 0, PAN_PART),
        "move_down": lambda: viewer().move(1, 0, PAN_PART),
        "move_left": lambda: viewer().move(0, -1, PAN_PART),
        "move_right": lambda: viewer().move(0, 1, PAN_PART),
        "put_mark": lambda: viewer().put_mark(),
        "next_mark": lambda: viewer().select_next_mark(),
        "next_handle": lambda: viewer().pointer.next_handle(),
        "delete_mark": lambda: viewer().delete_selected(),
        "delete_marks": lambda: viewer().pointer.delete_all(),
    }
    for stage in Stage:
        handlers[f"stage_{stage.value}"] = partial(_hang, viewer, stage)
    for number, preset in enumerate(presets, start=1):
        handlers[f"preset_{number}"] = partial(_use, viewer, preset)
    return handlers


def _hang(viewer: Callable[[], CaseViewer], stage: Stage) -> None:
    viewer().set_stage(stage)


def _use(viewer: Callable[[], CaseViewer], preset: WindowPreset) -> None:
    viewer().looking.use_preset(preset)
