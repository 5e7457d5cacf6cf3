"""The tab of lesions: what was put into the case and what was taken away, and how one grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QListWidget, QPushButton, QWidget

from app.generator.edit_tab import EditTab
from app.generator.lesion_edits import (
    SIZE_STEP,
    Point,
    at_point,
    can_grow,
    copied,
    encloses,
    findings_of,
    pinned,
    place_px,
    replaced,
    with_size,
)
from app.generator.lesion_form import LesionForm
from app.generator.lesion_growth import growth_of
from app.generator.lesion_growth_box import GrowthBox
from app.generator.lesion_removals import RemovalBox
from app.generator.lesion_words import line
from app.widgets.labels import dim, heading, side_by_side
from inference.birads import FindingKind
from inference.case import View
from inference.errors import RecipeError
from inference.lesions.contextual import NetworkKind
from inference.lesions.network_insertion import NETWORKS
from inference.lesions.removal_spec import removal_of
from inference.lesions.spec import MAX_LESIONS, LesionSpec
from inference.lesions.truth import Finding
from inference.recipe import Recipe

SETTLING_MS = 350
"""What the wheel or a key changed counts as chosen when it rested so long."""


class LesionTab(EditTab):
    """Lists the lesions of a recipe, shows one of them in a form, and wishes for others.

    Args:
        new_seed: gives seeds for lesions.

    Attributes:
        form: of the lesion that is chosen in the list.
        growth: the same lesion through time.
        removals: what is taken away, and the tool for it.
        without: the button that shows the case without its lesions while it is down.

    Signals:
        lesions_tried: a recipe to draw while lesions alone change.
        looks_changed: another lesion is chosen, or outlines are shown or not.
        lock_changed: whether a new seed keeps the lesions.
        growth_wanted: the `Growth` of the chosen lesion, and how many pictures to write.
    """

    lesions_tried = Signal(object)
    looks_changed = Signal()
    lock_changed = Signal(bool)
    growth_wanted = Signal(object, int)

    def __init__(self, new_seed: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._new_seed = new_seed
        self._views: tuple[View, ...] = ()
        self._findings: tuple[Finding | None, ...] = ()
        self._pending: tuple[LesionSpec, ...] | None = None
        self._list = QListWidget()
        self._outlined = QCheckBox(self.tr("Outlines over the picture"))
        self.without = QPushButton(self.tr("Without, while held"))
        self._locked = QCheckBox(self.tr("A new seed keeps the lesions"))
        self.form = LesionForm(new_seed)
        self.growth = GrowthBox()
        self.removals = RemovalBox()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING_MS)
        self._settling.timeout.connect(self.settle)
        self._connect()
        self._lay_out()

    @property
    def current(self) -> int:
        """Number of the lesion that is chosen; −1 for none."""
        return self._list.currentRow()

    @property
    def outlined(self) -> bool:
        """Whether outlines stand over the picture."""
        return self._outlined.isChecked()

    @property
    def lesions(self) -> tuple[LesionSpec, ...]:
        """Those of the recipe, or what they are while one of them changes."""
        if self._pending is not None:
            return self._pending
        return self._recipe.lesions if self._recipe is not None else ()

    @property
    def findings(self) -> tuple[Finding | None, ...]:
        """The truth of each lesion, as it was drawn last."""
        return self._findings

    def set_networks(self, installed: frozenset[NetworkKind]) -> None:
        """Say which networks draw lesions or take them away."""
        kinds = frozenset(kind for kind, network in NETWORKS.items() if network in installed)
        self.form.set_networks(kinds)
        self.removals.set_network(NetworkKind.REMOVAL in installed)

    def set_outlined(self, on: bool) -> None:
        """Show outlines over the picture, or none."""
        self._outlined.setChecked(on)

    def show_recipe(self, recipe: Recipe) -> None:
        """List what the recipe puts in and takes away."""
        self._settling.stop()
        self._pending = None
        more = len(recipe.lesions) > self._list.count()
        row = len(recipe.lesions) - 1 if more else self.current
        if len(self._findings) != len(recipe.lesions):
            self._findings = (None,) * len(recipe.lesions)
        self._fill(min(max(row, 0), len(recipe.lesions) - 1))
        self.removals.show_removals(recipe.removals)

    def set_drawn(self, views: Sequence[View], findings: Sequence[Finding]) -> None:
        """Take the truth of the case that was drawn of the recipe."""
        self._views = tuple(views)
        # Not of what changes meanwhile: where that lies is told from where it lay.
        self._findings = findings_of(self._recipe.lesions if self._recipe else (), findings)
        self._fill(self.current)

    def show_live(self, findings: Sequence[Finding]) -> None:
        """Show the truth of what was drawn while a lesion changed."""
        found = findings_of(self.lesions, findings)
        if 0 <= self.current < len(found) and found[self.current] is not None:
            self.form.show_truth(found[self.current])

    def choose(self, number: int) -> None:
        """Show a lesion in the form."""
        self.settle()
        self._list.setCurrentRow(number)

    def choose_next(self) -> None:
        """Show the next lesion in the form; after the last the first."""
        if self.lesions:
            self.choose((self.current + 1) % len(self.lesions))

    def add(self, specs: Sequence[LesionSpec] = ()) -> None:
        """Put lesions in; without any a usual mass, at random."""
        specs = specs or [LesionSpec(kind=FindingKind.MASS, seed=self._new_seed())]
        if self._recipe is None or self._too_many(len(specs)):
            return
        fresh = list(self.lesions)
        for spec in specs:
            fresh.append(replace(spec, seed=self._new_seed()) if spec in fresh else spec)
        self._choose(tuple(fresh))

    def duplicate(self) -> None:
        """Put another lesion like the chosen one into the same breast."""
        if self.current >= 0 and not self._too_many(1):
            spec = self.lesions[self.current]
            copy = copied(spec, self._findings[self.current], self._new_seed())
            self._choose((*self.lesions, copy))

    def remove(self) -> None:
        """Let the chosen lesion go."""
        if self.current >= 0:
            self._choose(replaced(self.lesions, self.current, None))

    def reset(self) -> None:
        """A case without lesions, of which nothing is taken away."""
        if self._recipe is not None:
            self.recipe_chosen.emit(replace(self._recipe, lesions=(), removals=()))

    def move(self, number: int, view: int, point: Point, *, final: bool) -> None:
        """Let a lesion lie at a point of a view.

        Args:
            number: of the lesion.
            view: number of the view.
            point: (row, column) in pixels of the hung view.
            final: whether it stays there.
        """
        if not 0 <= number < len(self.lesions) or not self._has_millimetres(view):
            return
        spec = at_point(self.lesions[number], self._findings[number], self._views[view], point)
        self._set(number, spec, final=final)

    def nudge(self, number: int, view: int, rows: int, columns: int) -> None:
        """Move a lesion by pixels; it counts as moved when the keys rest."""
        if not 0 <= number < len(self.lesions) or not self._has_millimetres(view):
            return
        at = place_px(self.lesions[number], self._findings[number], self._views[view])
        if at is not None:
            self.move(number, view, (at[0] + rows, at[1] + columns), final=False)
            self._settling.start()

    def resize(self, number: int, notches: float) -> None:
        """Make a lesion larger or smaller by notches of the wheel; it stays where it is."""
        if not 0 <= number < len(self.lesions):
            return
        spec = pinned(self.lesions[number], self._findings[number], self.spacing_mm)
        self._set(number, with_size(spec, spec.extent_mm * SIZE_STEP**notches), final=False)
        self._settling.start()

    def place(self, view: int, point: Point) -> None:
        """Let the chosen lesion lie at a point."""
        self.move(self.current, view, point, final=True)

    def give_up(self) -> None:
        """Forget what is being changed."""
        if self._recipe is not None:
            self.set_recipe(self._recipe)

    def settle(self) -> None:
        """What wheel and keys changed counts as chosen."""
        self._settling.stop()
        if self._pending is not None:
            self._choose(self._pending)

    def take_away(self, view: int, corners: Sequence[Point]) -> None:
        """Take away what was drawn round: a lesion whose middle lies in it, else what is seen.

        Args:
            view: number of the view.
            corners: (row, column) of the outline, in pixels of the hung view.
        """
        self.settle()
        recipe, name = self._recipe, self._views[view].name
        if recipe is None or name is None or not self._has_millimetres(view):
            return
        kept = tuple(
            spec
            for spec, finding in zip(recipe.lesions, self._findings, strict=True)
            if not _lies_within(finding, name.value, corners)
        )
        if len(kept) < len(recipe.lesions):
            self._choose(kept)
            return
        try:
            removal = removal_of(name.value, corners, self.spacing_mm, self.removals.engine)
            wanted = replace(recipe, removals=(*recipe.removals, removal))
        except RecipeError as error:
            self.problem.emit(str(error))
            return
        self.recipe_chosen.emit(wanted)

    @property
    def spacing_mm(self) -> Point:
        """(row, column) of the views."""
        spacing = self._views[0].pixel_spacing_mm if self._views else None
        return spacing or (1.0, 1.0)

    def _connect(self) -> None:
        delete = QShortcut(QKeySequence.StandardKey.Delete, self._list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove)
        self._list.currentRowChanged.connect(lambda _: self._show_current())
        self._outlined.toggled.connect(lambda _: self.looks_changed.emit())
        self._locked.toggled.connect(self.lock_changed)
        self.form.tried.connect(lambda spec: self._set(self.current, spec, final=False))
        self.form.chosen.connect(lambda spec: self._set(self.current, spec, final=True))
        self.removals.taken_back.connect(self._take_back)
        self.growth.export_wanted.connect(
            lambda growth, steps: self.growth_wanted.emit(
                growth.of_one_breast(self._findings), steps
            )
        )

    def _lay_out(self) -> None:
        self._list.setAccessibleName(self.tr("Lesions of this case"))
        self._list.setMaximumHeight(112)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._outlined.setChecked(True)
        add, copy = QPushButton(self.tr("Add")), QPushButton(self.tr("Duplicate"))
        remove = QPushButton(self.tr("Remove"))
        add.clicked.connect(lambda: self.add())
        copy.clicked.connect(self.duplicate)
        remove.clicked.connect(self.remove)
        self._of_one = (copy, remove, self.without)
        reset = QPushButton(self.tr("Remove all"))
        reset.clicked.connect(self.reset)
        hint = dim(
            self.tr(
                "Drag a lesion in either view to move it; turn the wheel over it to resize it."
            ),
            wraps=True,
        )
        self.column.addWidget(self._list)
        self.column.addLayout(side_by_side(add, copy, remove))
        self.column.addWidget(self._outlined)
        self.column.addWidget(self._locked)
        self.column.addWidget(self.without)
        self.column.addWidget(hint)
        self.column.addWidget(self.form)
        self.column.addWidget(heading(self.tr("Growth")))
        self.column.addWidget(self.growth)
        self.column.addWidget(heading(self.tr("Taken away")))
        self.column.addWidget(self.removals)
        self.column.addWidget(reset)
        self.column.addStretch(1)
        self._fill(-1)

    def _fill(self, row: int) -> None:
        """List the lesions as they are, without telling."""
        self._list.blockSignals(True)
        self._list.clear()
        for spec, finding in zip(self.lesions, self._findings, strict=True):
            text = line(spec, finding)
            self._list.addItem(text)
            self._list.item(self._list.count() - 1).setToolTip(text)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._show_current()

    def _show_current(self) -> None:
        at = self.current
        spec, finding = (self.lesions[at], self._findings[at]) if at >= 0 else (None, None)
        self.form.show_lesion(spec, finding, self.spacing_mm)
        for button in self._of_one:
            button.setEnabled(spec is not None)
        self._show_growth()
        self.looks_changed.emit()

    def _show_growth(self) -> None:
        """The growth of a lesion that was drawn and does not change just now."""
        at, recipe = self.current, self._recipe
        finding = self._findings[at] if at >= 0 and self._pending is None else None
        growth = None
        if recipe is not None and finding is not None and can_grow(finding.spec):
            with suppress(RecipeError):  # of one size alone
                growth = growth_of(recipe, at, finding, self.spacing_mm)
        self.growth.show_growth(growth)

    def _set(self, number: int, spec: LesionSpec, *, final: bool) -> None:
        if number < 0:
            return
        lesions = replaced(self.lesions, number, spec)
        if final:
            self._choose(lesions)
        elif self._recipe is not None:
            self._pending = lesions
            self.lesions_tried.emit(replace(self._recipe, lesions=lesions))

    def _choose(self, lesions: tuple[LesionSpec, ...]) -> None:
        self._settling.stop()
        self._pending = None
        if self._recipe is not None:
            self.recipe_chosen.emit(replace(self._recipe, lesions=lesions))

    def _take_back(self, number: int) -> None:
        if self._recipe is not None:
            removals = self._recipe.removals
            kept = (*removals[:number], *removals[number + 1 :])
            self.recipe_chosen.emit(replace(self._recipe, removals=kept))

    def _too_many(self, more: int) -> bool:
        if len(self.lesions) + more <= MAX_LESIONS:
            return False
        self.problem.emit(
            self.tr("A case holds up to {most} lesions. Remove one first.").format(most=MAX_LESIONS)
        )
        return True

    def _has_millimetres(self, view: int) -> bool:
        if not 0 <= view < len(self._views):
            return False
        known = self._views[view].pixel_spacing_mm is not None
        if not known:
            self.problem.emit(self.tr("This model's pictures have no millimetres, so no place."))
        return known


def _lies_within(finding: Finding | None, view: str, corners: Sequence[Point]) -> bool:
    shown = finding.in_view(view) if finding is not None else None
    return shown is not None and encloses(corners, shown.center)
