"""The Generate page: draws cases from recipes, the newest request first."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.background import Background
from app.case_page import CasePage
from app.generator.drawing import Drawing, Drawn, DrawnView, Model
from app.generator.edit_looks import EditLooks
from app.generator.history import History
from app.generator.lesion_desk import LesionDesk
from app.generator.lesion_edits import findings_of, for_another_breast
from app.generator.lesion_pointer import Task
from app.generator.panel import GeneratePanel
from app.generator.parts_desk import PartsDesk
from app.generator.save_dialog import SaveDialog
from app.generator.saving import SavePlan, save_case
from app.generator.series_desk import SeriesDesk
from app.generator.tabs import GenerateTabs
from app.reading.notes_store import NotesStore
from app.settings import Settings
from app.viewer.ready_case import ReadyCase
from inference.case import Case
from inference.case_files import CaseFormat
from inference.errors import LesionError, MammogymError, RecipeError
from inference.lesions.spec import LesionSpec
from inference.recipe import (
    MAX_FILE_BYTES,
    Recipe,
    Technique,
    from_json,
    read_recipe,
    to_json,
)
from inference.seeds import MAX_SEED

DRAW_LANE = "draw"
RECIPE = "recipe"
CHANCE_SEEDS = 1_000_000_000
"""Seeds by chance stay short enough to be read aloud."""


def seed_by_chance() -> int:
    """A seed nobody chose."""
    return secrets.randbelow(CHANCE_SEEDS)


class GeneratePage(CasePage):
    """Draws what the panel wants, remembers it, copies, opens and saves it.

    Args:
        background: the worker.
        drawing: the model, used in the worker alone.
        settings: seed, truncation and folders last used.
        store: keeps what readers leave with cases; None keeps nothing.
        data: folder for presets and names; None keeps them for this session alone.
        new_seed: gives seeds for new cases.
    """

    name = "generate"
    title = str(QT_TRANSLATE_NOOP("Page", "Generate"))

    def __init__(
        self,
        background: Background,
        drawing: Drawing,
        settings: Settings,
        store: NotesStore | None = None,
        data: Path | None = None,
        new_seed: Callable[[], int] = seed_by_chance,
        parent: QWidget | None = None,
    ) -> None:
        panel = GeneratePanel(settings.seed, settings.truncation_psi)
        self.tabs = GenerateTabs(panel, data, new_seed)
        super().__init__(self.tabs, background, store, parent)
        self.panel = panel
        self._drawing = drawing
        self._settings = settings
        self._new_seed = new_seed
        self._model: Model | None = None
        self._hint = ""
        self._history = History()
        self._drawn: Drawn | None = None
        self._asked_seed: int | None = None
        self.looks = EditLooks(
            self.viewer, background, drawing, self.fail, self._compared_with, self
        )
        self.parts = PartsDesk(self.viewer, self.tabs, background, drawing, self.fail, self)
        self.lesions = LesionDesk(
            self.viewer, self.tabs, self.looks, background, drawing, self.fail, self
        )
        self.series = SeriesDesk(
            self, background, drawing, lambda: self._settings.save_folder, self.fail
        )
        self.series.note.connect(self.note)
        self.tabs.tab_changed.connect(self._follow_tab)
        self.tabs.lesions.looks_changed.connect(self.changed)
        self.tabs.recipe_tried.connect(self._try)
        self.tabs.recipe_chosen.connect(self._choose)
        self.tabs.problem.connect(self.problem)
        self.tabs.between.export_wanted.connect(self.series.ask_for_journey)
        self.tabs.lesions.growth_wanted.connect(self.series.ask_for_growth)
        panel.new_case_asked.connect(self.new_case)
        panel.typed.connect(self.viewer.setFocus)
        panel.position_chosen.connect(lambda at: self._go(self._history.at(at)))

    @property
    def model(self) -> Model | None:
        """The model in use, once it has started."""
        return self._model

    @property
    def drawn(self) -> Drawn | None:
        """What stands in the viewer."""
        return self._drawn

    @property
    def history(self) -> History:
        """The recipes of this session."""
        return self._history

    @property
    def status(self) -> str:
        """Which model draws, where, and how fast."""
        if self._model is None:
            return self._hint
        text = f"{self._model.label}  ·  {self._model.provider.upper()}"
        if self._drawn is not None:
            text += f"  ·  {self._drawn.milliseconds:.0f} ms"
        return text

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What this page does for which action."""
        return {
            "new_case": self.new_case,
            "next_seed": lambda: self._step_seed(1),
            "previous_seed": lambda: self._step_seed(-1),
            "copy_recipe": self.copy_recipe,
            "paste_recipe": self.paste_recipe,
            "open_recipe": self.ask_for_recipe,
            "save_case": self.ask_where_to_save,
            "difference": self.looks.toggle_difference,
            "original": self.looks.show_original,
            "reset_edits": self.reset_edits,
            "without_lesions": self.looks.show_without_lesions,
            "add_lesion": self.add_lesion,
            "another_lesion": self.tabs.lesions.form.another,
            "duplicate_lesion": self.tabs.lesions.duplicate,
            "lesion_outlines": self._toggle_outlines,
            "remove_finding": self.draw_round,
            "export_growth": self.tabs.lesions.growth.ask_for_export,
        }

    def can(self, action: str) -> bool:
        """Nothing of this page before the model has started."""
        if action == "delete_mark" and self.lesions.has_chosen:
            return True
        if action == "case_into_set":
            return self._drawn is not None and self._model is not None
        if action in self.handlers():
            chosen = self.lesions.has_chosen
            special = {
                "without_lesions": self.looks.has_lesions,
                "another_lesion": chosen,
                "duplicate_lesion": chosen,
                "lesion_outlines": self.lesions.is_in_front,
                "export_growth": chosen and self.tabs.lesions.growth.growth is not None,
                "save_case": self._drawn is not None,
                "difference": self.looks.is_edited,
                "original": self.looks.is_edited,
                "reset_edits": self.looks.is_edited,
            }
            return self._model is not None and special.get(action, True)
        return super().can(action)

    @property
    def _steps_scope(self) -> str:
        """One order for all cases: undoing a recipe leads back to the case before."""
        return ""

    def undo_kind(self, kind: str) -> None:
        """Take back a mark, or draw the recipe before."""
        if kind == RECIPE:
            self._go(self._history.undone())
        super().undo_kind(kind)

    def redo_kind(self, kind: str) -> None:
        """Do a mark again, or draw the recipe that was taken back."""
        if kind == RECIPE:
            self._go(self._history.redone())
        super().redo_kind(kind)

    def reopen(self, key: Recipe) -> None:
        """Draw a case of the session again."""
        self._use(key)

    def loader(self, key: Recipe) -> Callable[[], ReadyCase]:
        """What draws a case of the session once more."""
        return lambda: self._drawing.draw(key).ready

    def step_case(self, step: int) -> None:
        """The next or previous seed."""
        self._step_seed(step)

    def remembered(self, settings: Settings) -> Settings:
        """With the recipe in use, and where it was saved."""
        recipe = self._history.current
        kept = replace(
            settings,
            save_folder=self._settings.save_folder,
            save_format=self._settings.save_format,
        )
        if recipe is None:
            return kept
        return replace(kept, seed=recipe.seed, truncation_psi=float(recipe.truncation_psi))

    def start(self) -> None:
        """Start the model in the worker and draw the first case."""
        self._say(self.tr("Starting the model …"))
        self._background.submit(
            DRAW_LANE, lambda _: self._drawing.start(), self._begin, self._fail_to_start
        )

    def new_case(self) -> None:
        """Draw a case of a seed by chance."""
        if self._history.current is not None:
            self._use_seed(self._new_seed())

    def reset_edits(self) -> None:
        """The case as its seed draws it."""
        if self._history.current is not None:
            self._use(self._history.current.unedited)

    def add_lesions(self, specs: Sequence[LesionSpec]) -> None:
        """Put lesions into the case in front, and show them in their tab.

        Args:
            specs: of the lesions; too many are refused with a sentence.
        """
        self.tabs.show_tab("lesions")
        self.tabs.lesions.add(specs)

    def add_lesion(self) -> None:
        """Put a usual mass into the case, to be changed in its tab."""
        self.tabs.show_tab("lesions")
        self.tabs.lesions.add()

    def draw_round(self) -> None:
        """Take the tool in hand that takes away what is drawn round."""
        self.tabs.show_tab("lesions")
        self.lesions.pointer.set_task(Task.REMOVE)
        self.viewer.setFocus()

    def copy_recipe(self) -> None:
        """Put the recipe in use on the clipboard, as JSON."""
        if self._history.current is not None:
            QGuiApplication.clipboard().setText(to_json(self._history.current))
            self.note.emit(self.tr("The recipe is on the clipboard."))

    def paste_recipe(self) -> None:
        """Draw the recipe on the clipboard; a bad one changes nothing."""
        text = QGuiApplication.clipboard().text()

        def read() -> Recipe:
            if not text.strip():
                raise RecipeError("The clipboard holds no text. Copy a recipe first.")
            if len(text) > MAX_FILE_BYTES:
                raise RecipeError("What is on the clipboard is too long for a recipe.")
            return from_json(text, where=self.tr("What is on the clipboard"))

        self._use_foreign(read)

    def ask_for_recipe(self) -> None:
        """Draw a recipe from a file that the user chooses."""
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a recipe"),
            self._settings.save_folder,
            self.tr("Recipes (*.json);;All files (*)"),
        )
        if chosen:
            self.open_recipe(Path(chosen))

    def open_recipe(self, path: Path) -> None:
        """Draw a recipe from a file; a bad one changes nothing."""
        self._use_foreign(lambda: read_recipe(path))

    def use(self, recipe: Recipe) -> None:
        """Draw a recipe of another page; one that the model cannot draw changes nothing."""
        self._use_foreign(lambda: recipe)

    def ask_where_to_save(self) -> None:
        """Save the case in the viewer as the user wants it."""
        if self._drawn is None:
            return
        folder = self._settings.save_folder or str(Path.home())
        save_format = CaseFormat(self._settings.save_format)
        recipe = self._case_in_front().recipe or self._drawn.recipe
        dialog = SaveDialog(recipe, Path(folder), save_format, self)
        if dialog.exec():
            self.save(dialog.plan)

    def save(self, plan: SavePlan) -> None:
        """Save the case in the viewer, in the worker."""
        if self._drawn is None or self._model is None:
            return
        self._settings = replace(
            self._settings, save_folder=str(plan.folder), save_format=plan.case_format.value
        )
        case, model = self._case_in_front(), self._model
        self._background.submit(
            None, lambda _: save_case(case, model, plan), self._tell_saved, self.fail
        )

    def _case_in_front(self) -> Case:
        """The case that stands in the viewer: after an exchange it is not the one drawn last."""
        assert self._drawn is not None
        shown = self.viewer.shown
        if shown is not None and shown.case.recipe is not None:
            return shown.case
        return self._drawn.ready.case

    def _begin(self, model: Model) -> None:
        self._model = model
        self.tabs.set_model(model)
        digital = Technique.DIGITAL in model.techniques
        self._use(
            Recipe(
                bundle_name=model.name,
                bundle_hash=model.hash,
                seed=self._settings.seed,
                truncation_psi=self._settings.truncation_psi,
                technique=Technique.DIGITAL if digital else model.techniques[0],
                views=model.views,
            )
        )
        if model.controls is not None and model.controls.manifest.parts is not None:
            self.tabs.parts.ask_for_references()

    def _use(self, recipe: Recipe) -> None:
        before = self._history
        self._go(before.pushed(recipe))
        if before.current is not None and recipe != before.current:
            self.did(RECIPE)

    def _use_foreign(self, read: Callable[[], Recipe]) -> None:
        """Draw a recipe from outside once the model has agreed to it."""
        try:
            recipe = read()
            self._drawing.check(recipe)
        except MammogymError as error:
            self.problem.emit(str(error))
            return
        self._use(recipe)

    def _go(self, history: History) -> None:
        """Take a place in the history and draw its recipe."""
        self._history = history
        recipe = history.current
        if recipe is None:
            return
        self.tabs.set_recipe(recipe)
        self.panel.set_history(history)
        self._draw(recipe)
        self.changed.emit()

    def _draw(self, recipe: Recipe) -> None:
        self._background.submit(
            DRAW_LANE,
            lambda _: self._drawing.draw(recipe),
            self._show,
            lambda error: self._fail_to_draw(recipe, error),
        )

    def _fail_to_draw(self, recipe: Recipe, error: BaseException) -> None:
        """Say why; where a lesion does not fit, the case stays as it was drawn last."""
        self.fail(error)
        drawn, history = self._drawn, self._history
        if not isinstance(error, LesionError) or drawn is None or recipe != history.current:
            return
        before = history.at(history.position - 1)
        if history.can_redo or before.current != drawn.recipe or self._steps_now.to_undo != RECIPE:
            self._go(history.pushed(drawn.recipe))
            return
        self.forget_last(RECIPE)
        self._go(replace(before, recipes=before.recipes[: before.position + 1]))

    def _try(self, recipe: Recipe) -> None:
        """While a control moves, the view in front is enough."""
        shown = self.viewer.shown
        view = self.viewer.active_view
        name = shown.pictures[view].view.name if shown and view is not None else None
        if name is None or name not in recipe.views:
            self._draw(recipe)
            return
        self._background.submit(
            DRAW_LANE,
            lambda _: self._drawing.draw_view(recipe, name),
            self._show_view,
            self.fail,
        )

    def _show_view(self, drawn: DrawnView) -> None:
        shown = self.viewer.shown
        names = [picture.view.name for picture in shown.pictures] if shown else []
        if drawn.name in names:
            self.viewer.preview({names.index(drawn.name): drawn.picture})

    def _show(self, drawn: Drawn) -> None:
        same_seed = self._drawn is not None and self._drawn.recipe.seed == drawn.recipe.seed
        self._drawn = drawn
        self._asked_seed = None
        # While a slider moves, cases pass by that nobody will want to see again.
        key = drawn.recipe if drawn.recipe == self._history.current else None
        self.show_ready(drawn.ready, key, keep_window=True, keep_position=same_seed)
        self.parts.take(drawn)
        self.looks.take(drawn)
        self.lesions.take(drawn)
        self.changed.emit()

    def _choose(self, recipe: Recipe) -> None:
        """Take what a tab wants; with another seed only what is locked stays."""
        current = self._history.current
        if current is not None and recipe.seed != current.seed and not recipe.interpolation:
            recipe = self._reseeded(recipe, recipe.seed)
        self._use(recipe)

    def _use_seed(self, seed: int) -> None:
        if self._history.current is not None:
            self._use(self._reseeded(self._history.current, seed))

    def _reseeded(self, recipe: Recipe, seed: int) -> Recipe:
        """The recipe of a new seed, with what is locked; points mean nothing in another breast."""
        findings = self._drawn.ready.case.findings if self._drawn is not None else ()
        told = findings_of(recipe.lesions, findings)
        lesions = tuple(
            for_another_breast(spec, finding)
            for spec, finding in zip(recipe.lesions, told, strict=True)
        )
        return self.tabs.sliders.locks.reseeded(replace(recipe, lesions=lesions), seed)

    def _step_seed(self, step: int) -> None:
        recipe = self._history.current
        if recipe is None:
            return
        # A seed whose breasts have no room for the lesions is passed over by the next step.
        last = recipe.seed if self._asked_seed is None else self._asked_seed
        seed = min(max(last + step, 0), MAX_SEED)
        self._use_seed(seed)
        self._asked_seed = seed

    def _compared_with(self, recipe: Recipe) -> Recipe:
        """What the difference is told against: the tab of lesions asks what lesions did."""
        if self.tabs.tab == "lesions":
            return recipe.without_lesions.without_removals
        return recipe.unedited

    def _follow_tab(self) -> None:
        self.looks.refresh()
        self.changed.emit()

    def _toggle_outlines(self) -> None:
        self.tabs.lesions.set_outlined(not self.tabs.lesions.outlined)

    def _tell_saved(self, paths: tuple[Path, ...]) -> None:
        self.note.emit(
            self.tr("{count} files were saved in {folder}.").format(
                count=len(paths), folder=paths[0].parent
            )
        )

    def _fail_to_start(self, error: BaseException) -> None:
        self._say(self.tr("No model is at work, so no case can be drawn."))
        self.fail(error)

    def _say(self, hint: str) -> None:
        self._hint = hint
        self.viewer.set_hint(hint)
        self.changed.emit()
