"""The menus of the window, filled from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from app.actions import ACTIONS, MENUS, ActionSpec, Scope, translated

CONTEXT_MENU = (
    *("tool_window", "tool_pan", "tool_zoom", "tool_ruler", "tool_rectangle", "tool_ellipse", ""),
    *("fit", "actual_pixels", "true_size", "alone", "flip_horizontal", "flip_vertical", ""),
    *("breast_window", "next_voi", "window_values", "invert", ""),
    *("name_view", "key_image", "report", "tags", "copy_view", "export_view", "", "reset"),
)
"""Actions under the right button; an empty name is a line."""

_SPECS = {spec.name: spec for spec in ACTIONS}


def fill_menu_bar(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Fill the menus at the top of the window."""
    for name in MENUS:
        menu = bar.addMenu(translated(name))
        for spec in ACTIONS:
            if spec.menu == name:
                _add(menu, spec, actions[spec.name])
                if spec.ends_group:
                    menu.addSeparator()


def context_menu(
    parent: QWidget, actions: Mapping[str, QAction], *, with_mark: bool = False
) -> QMenu:
    """What one wants at a view, under the right button.

    Args:
        parent: of the menu.
        actions: by name.
        with_mark: whether a mark lies there, which then comes first.
    """
    menu = QMenu(parent)
    for name in (*(("delete_mark", "") if with_mark else ()), *CONTEXT_MENU):
        if name:
            _add(menu, _SPECS[name], actions[name])
        else:
            menu.addSeparator()
    return menu


class _Twin(QAction):
    """Stands in a menu for an action, and shows its key without having it.

    The keys of the views are arrows, Return and the like. An action in a menu hears its keys also
    while the menu bar has the focus, and would take them from whoever walks through the menus.
    """

    def __init__(self, action: QAction, menu: QMenu) -> None:
        super().__init__(menu)
        self._action = action
        self.setObjectName(action.objectName())
        self._follow()
        action.changed.connect(self._follow)
        self.triggered.connect(action.trigger)

    def _follow(self) -> None:
        action = self._action
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setText(f"{action.text()}\t{key}" if key else action.text())
        self.setEnabled(action.isEnabled())
        self.setVisible(action.isVisible())


def _add(menu: QMenu, spec: ActionSpec, action: QAction) -> None:
    menu.addAction(_Twin(action, menu) if spec.scope is Scope.VIEWER else action)
