"""How cases are looked at, the same on every page: words, links, tools, mouse, loupe, strips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup

from app.actions import ACTIONS, TOOLS
from app.case_page import CasePage
from app.keymap import Keymap
from app.mouse import MouseMap
from app.page import Page
from app.settings import Settings
from app.viewer.linking import Links
from app.viewer.loupe import Loupe

_SWITCHES = (
    "link_zoom",
    "link_pan",
    "link_window",
    "histogram",
    "thumbnails",
    "film_strip",
    "report",
)
"""Actions that are on or off, each a setting of the same name."""


class ViewControls(QObject):
    """Holds the settings of viewing and shows them on every page.

    Args:
        pages: of the window.
        actions: by name.
        settings: as they were found.
        keymap: gives the key that holds the loupe.

    Signals:
        changed: a setting or the tool in hand is different now.
    """

    changed = Signal()

    def __init__(
        self,
        pages: Sequence[Page],
        actions: Mapping[str, QAction],
        settings: Settings,
        keymap: Keymap,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pages = tuple(pages)
        self._actions = actions
        self._settings = settings
        self._keymap = keymap
        self._tool = "tool_window"
        self._tools = tuple(spec.name for spec in ACTIONS if spec.menu == TOOLS)
        group = QActionGroup(self)
        for name in self._tools:
            group.addAction(actions[name])
        for page in self._pages:
            if page.viewer is not None:
                page.viewer.loupe_changed.connect(self._keep_loupe)
        self._apply()

    @property
    def tool(self) -> str:
        """Name of the action of the tool in hand."""
        return self._tool

    @property
    def mouse(self) -> MouseMap:
        """What buttons and wheel do."""
        return self._settings.mouse

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What to call for which action."""
        return {
            "overlay": self._next_overlay,
            **{name: partial(self._switch, name) for name in _SWITCHES},
            **{name: partial(self.take_tool, name) for name in self._tools},
        }

    def remembered(self, settings: Settings) -> Settings:
        """The settings with those of viewing."""
        own = self._settings
        names = (*_SWITCHES, "overlay", "mouse", "loupe_size_px", "loupe_power")
        return replace(settings, **{name: getattr(own, name) for name in names})

    def use(self, keymap: Keymap, mouse: MouseMap) -> None:
        """Take other keys and another mouse."""
        self._keymap = keymap
        self._change(mouse=mouse)

    def take_tool(self, name: str) -> None:
        """Take a tool in hand."""
        self._tool = name
        self._apply()
        self.changed.emit()

    def _next_overlay(self) -> None:
        self._change(overlay=self._settings.overlay.following)

    def _switch(self, name: str) -> None:
        self._change(**{name: self._actions[name].isChecked()})

    def _keep_loupe(self, loupe: Loupe) -> None:
        self._change(loupe_size_px=loupe.size_px, loupe_power=loupe.power)

    def _change(self, **values: object) -> None:
        self._settings = replace(self._settings, **values)  # type: ignore[arg-type]
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        own = self._settings
        links = Links(zoom=own.link_zoom, pan=own.link_pan, window=own.link_window)
        loupe = Loupe(size_px=own.loupe_size_px, power=own.loupe_power)
        for page in self._pages:
            held = {
                spec.name: next(iter(self._keymap.keys_of(spec.name)), "")
                for spec in ACTIONS
                if spec.held and spec.page in ("", page.name)
            }
            if page.viewer is not None:
                page.viewer.set_look(overlay=own.overlay, histogram=own.histogram)
                page.viewer.set_links(links)
                page.viewer.set_mouse(own.mouse, self._tool)
                page.viewer.set_loupe(loupe)
                page.viewer.set_held_keys(held)
            if isinstance(page, CasePage):
                page.show_parts(
                    thumbnails=own.thumbnails, film_strip=own.film_strip, report=own.report
                )
        for name in _SWITCHES:
            self._actions[name].setChecked(bool(getattr(own, name)))
        self._actions[self._tool].setChecked(True)
