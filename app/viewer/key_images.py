"""Views worth keeping, as they were looked at."""

from __future__ import annotations

from dataclasses import replace

from app.reading.case_notes import KeyImage
from app.viewer.state import ViewState
from inference.imaging.greyscale import VoiFunction, Window


def key_image_of(view: int, label: str, state: ViewState, note: str = "") -> KeyImage:
    """A view as it is looked at now, with a note.

    A table of the file is kept as what the file wants shown first.
    """
    window = state.voi if isinstance(state.voi, Window) else None
    return KeyImage(
        view=view,
        label=label,
        center=state.center,
        scale=state.scale,
        window_center=window.center if window else None,
        window_width=window.width if window else None,
        window_function=window.function if window else VoiFunction.LINEAR,
        inverted=state.inverted,
        flipped_horizontally=state.mirrored,
        flipped_vertically=state.upside_down,
        note=note,
    )


def state_of(image: KeyImage) -> ViewState:
    """How a key image is looked at."""
    state = ViewState(
        scale=image.scale,
        center=image.center,
        inverted=image.inverted,
        mirrored=image.flipped_horizontally,
        upside_down=image.flipped_vertically,
    )
    if image.window_center is None or image.window_width is None:
        return state
    window = Window(
        center=image.window_center, width=image.window_width, function=image.window_function
    )
    return replace(state, voi=window)


def toggled(
    images: tuple[KeyImage, ...], view: int, label: str, state: ViewState, note: str = ""
) -> tuple[KeyImage, ...]:
    """With the view as a key image, or without it where it was one."""
    others = tuple(image for image in images if image.view != view)
    if len(others) < len(images):
        return others
    return (*images, key_image_of(view, label, state, note))


def following(images: tuple[KeyImage, ...], alone: int | None) -> KeyImage | None:
    """The key image after the one that is looked at, round and round; None without any.

    Args:
        images: of the case.
        alone: number of the view that is shown alone; None where several are.
    """
    views = [image.view for image in images]
    at = views.index(alone) + 1 if alone in views else 0
    return images[at % len(images)] if images else None
