"""The Generate page: draws cases from recipes, the newest request first."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.background import Background
from app.generator.drawing import Drawing, Drawn, Model
from app.generator.history import History
from app.generator.panel import GeneratePanel
from app.generator.save_dialog import SaveDialog
from app.generator.saving import SavePlan, save_case
from app.page import Page
from app.reading.notes_store import NotesStore
from app.settings import Settings
from app.viewer.ready_case import ReadyCase
from inference.case_files import CaseFormat
from inference.errors import MammogymError, RecipeError
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


class GeneratePage(Page):
    """Draws what the panel wants, remembers it, copies, opens and saves it.

    Args:
        background: the worker.
        drawing: the model, used in the worker alone.
        settings: seed, truncation and folders last used.
        store: keeps what readers leave with cases; None keeps nothing.
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
        new_seed: Callable[[], int] = seed_by_chance,
        parent: QWidget | None = None,
    ) -> None:
        panel = GeneratePanel(settings.seed, settings.truncation_psi)
        super().__init__(panel, background, store, parent)
        self.panel = panel
        self._drawing = drawing
        self._settings = settings
        self._new_seed = new_seed
        self._model: Model | None = None
        self._hint = ""
        self._history = History()
        self._drawn: Drawn | None = None
        panel.recipe_tried.connect(self._draw)
        panel.recipe_chosen.connect(self._use)
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
        }

    def can(self, action: str) -> bool:
        """Nothing of this page before the model has started."""
        if action in self.handlers():
            return self._model is not None and (action != "save_case" or self._drawn is not None)
        return super().can(action)

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
            self._use(replace(self._history.current, seed=self._new_seed()))

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

    def ask_where_to_save(self) -> None:
        """Save the case in the viewer as the user wants it."""
        if self._drawn is None:
            return
        folder = self._settings.save_folder or str(Path.home())
        save_format = CaseFormat(self._settings.save_format)
        dialog = SaveDialog(self._drawn.recipe, Path(folder), save_format, self)
        if dialog.exec():
            self.save(dialog.plan)

    def save(self, plan: SavePlan) -> None:
        """Save the case in the viewer, in the worker."""
        if self._drawn is None or self._model is None:
            return
        self._settings = replace(
            self._settings, save_folder=str(plan.folder), save_format=plan.case_format.value
        )
        case, model = self._drawn.ready.case, self._model
        self._background.submit(
            None, lambda _: save_case(case, model, plan), self._tell_saved, self.fail
        )

    def _begin(self, model: Model) -> None:
        self._model = model
        self.panel.set_model(model)
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
        self.panel.set_recipe(recipe)
        self.panel.set_history(history)
        self._draw(recipe)
        self.changed.emit()

    def _draw(self, recipe: Recipe) -> None:
        self._background.submit(
            DRAW_LANE, lambda _: self._drawing.draw(recipe), self._show, self.fail
        )

    def _show(self, drawn: Drawn) -> None:
        same_seed = self._drawn is not None and self._drawn.recipe.seed == drawn.recipe.seed
        self._drawn = drawn
        # While a slider moves, cases pass by that nobody will want to see again.
        key = drawn.recipe if drawn.recipe == self._history.current else None
        self.show_ready(drawn.ready, key, keep_window=True, keep_position=same_seed)

    def _step_seed(self, step: int) -> None:
        recipe = self._history.current
        if recipe is not None:
            self._use(replace(recipe, seed=min(max(recipe.seed + step, 0), MAX_SEED)))

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
