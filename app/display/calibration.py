"""True size: how many millimetres one device pixel of a screen has."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QScreen

from app.settings import LONGEST_NAME, MM_PER_DEVICE_PIXEL, MOST_SCREENS, Settings

CARD_MM = (85.6, 53.98)
"""Width and height of a bank card or driving licence (ISO/IEC 7810, format ID-1)."""


def screen_name(screen: QScreen) -> str:
    """By what a screen is known again: its name, resolution and device pixel ratio."""
    size, ratio = screen.size(), screen.devicePixelRatio()
    parts = (screen.manufacturer(), screen.model(), screen.name())
    width, height = round(size.width() * ratio), round(size.height() * ratio)
    name = " ".join(part for part in parts if part)[: LONGEST_NAME - 40]
    return f"{name} {width}×{height} @{ratio:g}"


def mm_per_device_pixel(settings: Settings, screen: QScreen) -> float | None:
    """Millimetres per device pixel of a screen; None where it was never calibrated."""
    return settings.screens.get(screen_name(screen))


def calibrated(settings: Settings, screen: QScreen, mm: float) -> Settings:
    """The settings with what was found for a screen; the oldest of too many screens goes."""
    name = screen_name(screen)
    others = {other: size for other, size in settings.screens.items() if other != name}
    kept = list(others.items())[-(MOST_SCREENS - 1) :]
    return replace(settings, screens=dict([*kept, (name, mm)]))


def told_by_screen(screen: QScreen) -> float:
    """What the screen itself says, in millimetres per device pixel; often wrong."""
    mm = 25.4 / max(screen.physicalDotsPerInchX(), 1.0) / screen.devicePixelRatio()
    return min(max(mm, MM_PER_DEVICE_PIXEL[0]), MM_PER_DEVICE_PIXEL[1])
