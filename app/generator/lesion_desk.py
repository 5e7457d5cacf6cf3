"""The lesions of a drawn case over its views: outlines, handles, and what is drawn meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.background import Background
from app.generator.drawing import Drawing, Drawn
from app.generator.edit_looks import EditLooks
from app.generator.lesion_edits import findings_of, is_movable, place_px
from app.generator.lesion_pointer import LesionPointer, ShownLesion, Task
from app.generator.tabs import GenerateTabs
from app.viewer.case_viewer import CaseViewer
from inference.case import View
from inference.errors import LesionError, RecipeError
from inference.lesions.spec import LesionSpec
from inference.lesions.truth import Finding
from inference.recipe import Recipe

LESIONS_LANE = "lesions"


class LesionDesk(QObject):
    """Lays lesions over the views while their tab is in front, and draws them while they change.

    Args:
        viewer: shows the views.
        tabs: the tab of lesions among them.
        looks: shows the case again after another time of a lesion.
        background: the worker.
        drawing: draws the case.
        fail: told of errors.

    Attributes:
        pointer: what mouse and keys do to the lesions.
    """

    def __init__(
        self,
        viewer: CaseViewer,
        tabs: GenerateTabs,
        looks: EditLooks,
        background: Background,
        drawing: Drawing,
        fail: Callable[[BaseException], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._tabs = tabs
        self._tab = tabs.lesions
        self._looks = looks
        self._background = background
        self._drawing = drawing
        self._fail = fail
        self._drawn: Drawn | None = None
        self._findings: tuple[Finding, ...] = ()
        self._lesions: tuple[LesionSpec, ...] = ()
        self._lies_over = False
        self.pointer = LesionPointer(self)
        self._connect()

    @property
    def is_in_front(self) -> bool:
        """Whether the tab of lesions is in front."""
        return self._tabs.tab == "lesions"

    @property
    def has_chosen(self) -> bool:
        """Whether a lesion is chosen that the keys act on."""
        return self.is_in_front and self._tab.current >= 0

    def take(self, drawn: Drawn) -> None:
        """Another case stands on the screen."""
        self._drawn = drawn
        case = drawn.ready.case
        self._findings, self._lesions = case.findings, drawn.recipe.lesions
        if self._tab.recipe == drawn.recipe:
            self._tab.set_drawn(case.views, case.findings)
        self._show()

    def _connect(self) -> None:
        tab, pointer = self._tab, self.pointer
        self._viewer.changed.connect(self._follow_viewer)
        self._tabs.tab_changed.connect(self._enter_or_leave)
        tab.lesions_tried.connect(self._draw)
        tab.looks_changed.connect(self._show)
        tab.growth.shown.connect(self._show_time)
        tab.without.pressed.connect(self._looks.show_without_lesions)
        tab.without.released.connect(self._looks.end)
        tab.form.by_click.toggled.connect(lambda on: self._take_task(Task.PLACE, on))
        tab.removals.drawing.toggled.connect(lambda on: self._take_task(Task.REMOVE, on))
        pointer.looks_changed.connect(self._show_outlines)
        pointer.task_changed.connect(self._show_task)
        pointer.chosen.connect(tab.choose)
        pointer.move_tried.connect(lambda number, view, at: tab.move(number, view, at, final=False))
        pointer.moved_to.connect(lambda number, view, at: tab.move(number, view, at, final=True))
        pointer.nudged.connect(tab.nudge)
        pointer.given_up.connect(self._give_up)
        pointer.resized.connect(tab.resize)
        pointer.placed.connect(tab.place)
        pointer.outlined.connect(tab.take_away)
        pointer.delete_asked.connect(tab.remove)
        pointer.next_asked.connect(tab.choose_next)

    def _enter_or_leave(self) -> None:
        if not self.is_in_front:
            self._tab.settle()
            self.pointer.set_task(Task.NONE)
        self._show()

    def _draw(self, recipe: Recipe) -> None:
        """Draw what is wished for, unless something newer is wished for before."""
        self._background.submit(
            LESIONS_LANE, lambda _: self._drawing.draw(recipe), self._show_live, self._fail_live
        )

    def _show_live(self, drawn: Drawn) -> None:
        """Show what was drawn while a lesion changed; the case stays what it is till it rests."""
        if not self._is_shown:
            return
        self._viewer.preview(dict(enumerate(drawn.ready.pictures)))
        self._findings, self._lesions = drawn.ready.case.findings, drawn.recipe.lesions
        self._tab.show_live(self._findings)
        self._show()

    def _fail_live(self, error: BaseException) -> None:
        """While something moves, what does not fit is said beside it and is no mistake yet."""
        if isinstance(error, LesionError | RecipeError):
            self._tab.form.show_problem(str(error))
        else:
            self._fail(error)

    def _show_time(self, recipe: Recipe | None) -> None:
        if recipe is not None:
            self._draw(recipe)
            return
        self._background.drop(LESIONS_LANE)
        self._looks.end()
        if self._drawn is not None:
            self.take(self._drawn)

    def _give_up(self) -> None:
        self._background.drop(LESIONS_LANE)
        self._tab.give_up()
        self._looks.end()
        if self._drawn is not None:
            self.take(self._drawn)

    def _take_task(self, task: Task, on: bool) -> None:
        if on:
            self._tab.settle()
            self.pointer.set_task(task)
            self._viewer.setFocus()
        elif self.pointer.task is task:
            self.pointer.set_task(Task.NONE)

    def _show_task(self, task: Task) -> None:
        self._tab.form.by_click.setChecked(task is Task.PLACE)
        self._tab.removals.drawing.setChecked(task is Task.REMOVE)
        self._tab.form.show_place()

    @property
    def _is_shown(self) -> bool:
        """Whether the case drawn last stands in the viewer, and not one exchanged for it."""
        shown = self._viewer.shown
        return (
            shown is not None and self._drawn is not None and shown.case is self._drawn.ready.case
        )

    def _follow_viewer(self) -> None:
        if self._lies_over != (self.is_in_front and self._is_shown):
            self._show()

    def _show(self) -> None:
        """Lay over the views what is known of the lesions now."""
        in_front = self.is_in_front and self._is_shown
        self._lies_over = in_front
        self._viewer.set_touch(self.pointer if in_front else None)
        found: dict[int, list[ShownLesion]] = {}
        if in_front and self._drawn is not None:
            for number, picture in enumerate(self._drawn.ready.pictures):
                found[number] = self._lesions_in(picture.view)
        self.pointer.show(found, self._tab.current)

    def _show_outlines(self) -> None:
        self._viewer.set_outlines(self.pointer.outlines(with_lines=self._tab.outlined))

    def _lesions_in(self, view: View) -> list[ShownLesion]:
        shown = []
        name = view.name.value if view.name is not None else ""
        findings = findings_of(self._lesions, self._findings)
        for number, (spec, finding) in enumerate(zip(self._lesions, findings, strict=True)):
            one = finding.in_view(name) if finding is not None else None
            anchor = place_px(spec, finding, view)
            if one is not None and anchor is not None:
                shown.append(
                    ShownLesion(
                        number=number,
                        polygons=one.outlines,
                        center=one.center,
                        anchor=anchor,
                        movable=is_movable(spec),
                    )
                )
        return shown
