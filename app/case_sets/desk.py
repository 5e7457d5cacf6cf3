"""What happens to the draft of a set: built in the worker, changed, undone, kept and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTemporaryDir, QTimer, Signal

from app.background import Background, Ticket
from app.reading.case_sets.case_drawing import BlueprintDrawer, set_case_of
from app.reading.case_sets.draft import (
    AboutSet,
    CaseWords,
    Draft,
    DraftCase,
    Verdict,
    about_of,
    words_of,
)
from app.reading.case_sets.draft_store import DraftStore, opened_as_draft
from app.reading.undo import Undo
from inference.case import Case
from inference.case_sets.blueprint import Blueprint
from inference.case_sets.case_set import CaseSet, SetCase
from inference.case_sets.case_truth import CaseTruth
from inference.case_sets.flags import with_duplicates_flagged
from inference.case_sets.manifest import ModelEntry
from inference.case_sets.values import first_reason
from inference.errors import CaseSetError, MammogymError

BUILD_LANE = "build a set"
REDRAW_LANE = "draw a case of the set again"
OPEN_LANE = "open a set"
KEEP_LANE = "keep the draft"
TWINS_LANE = "near-duplicates of the draft"
KEPT_AFTER_MS = 400
FOLDER = "case set draft"


class SetsDesk(QObject):
    """Holds the draft. Each case is a job of its own, so that sliders are answered in between.

    Args:
        background: the worker.
        data: folder in which the draft is kept; None keeps it for this session alone.
        bundle_folder: gives the folder of the model.

    Signals:
        changed: the draft or its building is different now.
        failed: an exception.
        opening: so many cases of a set are opened, of so many; may come from any thread.
    """

    changed = Signal()
    failed = Signal(object)
    opening = Signal(int, int)

    def __init__(
        self,
        background: Background,
        data: Path | None,
        bundle_folder: Callable[[], Path],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._temporary = QTemporaryDir() if data is None else None
        folder = data / FOLDER if data is not None else Path(self._temporary_path())
        self.store = DraftStore(folder)
        self._bundle_folder = bundle_folder
        self._undo: Undo[Draft] | None = None
        self._drawer: tuple[Blueprint, BlueprintDrawer] | None = None
        self._building = False
        self._redrawing: str | None = None
        self._twins: tuple[frozenset[str], dict[str, str]] = frozenset(), {}
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEPT_AFTER_MS)
        self._keeping.timeout.connect(self._keep)

    @property
    def draft(self) -> Draft | None:
        """The set as it is now; None before one is begun."""
        return None if self._undo is None else self._undo.present

    @property
    def is_building(self) -> bool:
        """Whether cases are being drawn."""
        return self._building

    @property
    def redrawing(self) -> str | None:
        """The id of the case that is drawn again."""
        return self._redrawing

    @property
    def twins(self) -> Mapping[str, str]:
        """For the id of a case that of an earlier one that looks almost the same."""
        return self._twins[1]

    @property
    def can_undo(self) -> bool:
        """Whether something can be taken back."""
        return self._undo is not None and self._undo.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return self._undo is not None and self._undo.can_redo

    def begin(self, blueprint: Blueprint) -> None:
        """Begin another set, and build it."""
        self.close_draft()
        self.store.clear()
        self._take(Draft(about=about_of(blueprint), blueprint=blueprint))
        self.go_on()

    def open_kept(self) -> None:
        """Open the draft that was kept; what is missing of it is drawn when it is asked for."""
        self._open(self.store.read)

    def open_set(self, case_set: CaseSet) -> None:
        """Open a set with open answers, to change it."""
        self.close_draft()

        def read(told: Callable[[int, int], None]) -> Draft:
            self.store.clear()
            return opened_as_draft(case_set, self.store, told)

        self._open(read)

    def go_on(self) -> None:
        """Draw what is missing, a case at a time."""
        draft = self.draft
        if draft is None or draft.blueprint is None or not draft.missing:
            self._set_building(False)
            return
        self._set_building(True)
        blueprint, index = draft.blueprint, draft.missing[0]
        self._background.submit(
            BUILD_LANE,
            lambda ticket: self._draw(blueprint, index, 0, ticket),
            self._arrive,
            self._fail_to_build,
        )

    def stop(self) -> None:
        """Draw no more for now; the case that is being drawn is forgotten."""
        self._background.drop(BUILD_LANE)
        self._set_building(False)

    def redraw(self, case_id: str) -> None:
        """Draw another case in the place of one."""
        draft = self.draft
        case = draft.case(case_id) if draft is not None else None
        if draft is None or case is None or case.index is None or draft.blueprint is None:
            return
        blueprint, index, redraws = draft.blueprint, case.index, case.redraws + 1
        self._redrawing = case_id
        self._background.submit(
            REDRAW_LANE,
            lambda ticket: self._draw(blueprint, index, redraws, ticket),
            partial(self._replace, case_id, redraws),
            self._fail_to_redraw,
        )
        self.changed.emit()

    def take_drawn(self, drawn: Case, instead_of: str | None, model: ModelEntry) -> None:
        """Take a case that was drawn in Generate.

        Args:
            drawn: the case.
            instead_of: the case whose place it takes; None adds one.
            model: that drew it.
        """
        draft = self.draft or Draft(about=AboutSet(title=self.tr("My set")), model=model)
        if self._undo is None:
            self.store.clear()
            self._take(draft)
        if draft.model is not None and draft.model.hash != model.hash:
            self.failed.emit(
                CaseSetError(
                    f"The set was drawn by {draft.model.label}, and this case by {model.label}. "
                    "A set is of one model."
                )
            )
            return
        bits = 12 if draft.blueprint is None else draft.blueprint.bits
        replaced = draft.case(instead_of) if instead_of else None
        index = None if replaced is None else replaced.index

        def job(_: Ticket) -> DraftCase:
            made = set_case_of(drawn, bits)
            assert made.truth is not None  # it was just measured
            words = words_of(made.truth) if replaced is None else replaced.words
            return self.store.keep(made, model, words, index)

        def done(case: DraftCase) -> None:
            if replaced is None:
                self._add(case, model)
            else:
                self._replace(replaced.case_id, replaced.redraws, case)

        self._background.submit(None, job, done, self.failed.emit)

    def judge(self, case_id: str, verdict: Verdict) -> None:
        """Accept or reject a case; the verdict it has already is taken back."""

        def change(case: DraftCase) -> DraftCase:
            same = case.verdict is verdict
            return replace(case, verdict=Verdict.OPEN if same else verdict)

        self._change(case_id, change)

    def say(self, case_id: str, **said: Any) -> None:
        """Say something of a case: `teaching`, `reference`, `tags` or `note`."""
        draft = self.draft
        case = draft.case(case_id) if draft is not None else None
        if case is None:
            return
        try:
            words = CaseWords.model_validate({**dict(case.words), **said})
        except ValidationError as error:
            self.failed.emit(CaseSetError(f"That cannot be kept: {first_reason(error)}."))
            self.changed.emit()
            return
        self._change(case_id, lambda one: replace(one, words=words))

    def describe(self, about: AboutSet) -> None:
        """Change what the set says of itself."""
        if self.draft is not None:
            self._push(replace(self.draft, about=about))

    def move(self, case_id: str, step: int) -> None:
        """Move a case towards the end, or the beginning for a negative step."""
        if self.draft is not None:
            self._push(self.draft.moved(case_id, step))

    def undo(self) -> None:
        """Take back what was done last."""
        if self._undo is not None:
            self._set(self._undo.undone())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undo is not None:
            self._set(self._undo.redone())

    def close_draft(self) -> None:
        """Write what was not written yet, and stop the work on the draft."""
        for lane in (BUILD_LANE, REDRAW_LANE, OPEN_LANE):
            self._background.drop(lane)
        self._building, self._redrawing = False, None
        if self._keeping.isActive():
            self._keeping.stop()
            self._write()

    def _temporary_path(self) -> str:
        assert self._temporary is not None
        return self._temporary.path()

    def _open(self, read: Callable[[Callable[[int, int], None]], Draft]) -> None:
        self._undo = None  # The files of an earlier draft may be gone from now on.
        self.changed.emit()
        self._background.submit(
            OPEN_LANE, lambda _: read(self.opening.emit), self._take_opened, self.failed.emit
        )

    def _draw(self, blueprint: Blueprint, index: int, redraws: int, ticket: Ticket) -> Any:
        """Runs in the worker; a dropped job draws nothing."""
        if ticket.dropped:
            return None
        if self._drawer is None or self._drawer[0] != blueprint:
            self._drawer = blueprint, BlueprintDrawer(blueprint, self._bundle_folder())
        drawer = self._drawer[1]
        case: SetCase = drawer.case(index, redraws)
        kept = self.store.keep(case, drawer.model, words_of(case.truth or CaseTruth()), index)
        return kept, drawer.model

    def _arrive(self, drawn: tuple[DraftCase, ModelEntry]) -> None:
        self._add(*drawn)
        if self._building:
            self.go_on()

    def _add(self, case: DraftCase, model: ModelEntry) -> None:
        """A case that arrives is no step: it is there whatever is undone."""
        if self._undo is None:
            return

        def having(draft: Draft) -> Draft:
            return replace(draft.with_case(case), model=model)

        undo = self._undo
        self._set(
            replace(
                undo,
                present=having(undo.present),
                past=tuple(map(having, undo.past)),
                future=tuple(map(having, undo.future)),
            )
        )

    def _replace(
        self, case_id: str, redraws: int, drawn: DraftCase | tuple[DraftCase, ModelEntry]
    ) -> None:
        self._redrawing = None
        made = drawn[0] if isinstance(drawn, tuple) else drawn
        self._change(case_id, lambda one: replace(made, redraws=redraws))

    def _change(self, case_id: str, change: Callable[[DraftCase], DraftCase]) -> None:
        if self.draft is not None:
            self._push(self.draft.changed(case_id, change))

    def _push(self, draft: Draft) -> None:
        if self._undo is not None:
            self._set(self._undo.pushed(draft))

    def _set(self, undo: Undo[Draft]) -> None:
        self._undo = undo
        self._keeping.start()
        self._look_for_twins()
        self.changed.emit()

    def _look_for_twins(self) -> None:
        draft = self.draft
        ids = frozenset(case.case_id for case in draft.cases) if draft is not None else frozenset()
        if draft is None or self._building or ids == self._twins[0]:
            return

        def job(_: Ticket) -> dict[str, str]:
            flagged = with_duplicates_flagged([case.drawn for case in draft.cases])
            found = {one.case_id: one.truth for one in flagged}
            return {
                name: truth.flags.near_duplicate_of
                for name, truth in found.items()
                if truth is not None and truth.flags.near_duplicate_of
            }

        def done(twins: dict[str, str]) -> None:
            self._twins = ids, twins
            self.changed.emit()

        self._background.submit(TWINS_LANE, job, done, self.failed.emit)

    def _take(self, draft: Draft) -> None:
        self._set(Undo(present=draft))

    def _take_opened(self, draft: Draft) -> None:
        self._take(draft)
        self.store.sweep(draft)

    def _set_building(self, on: bool) -> None:
        self._building = on
        self._look_for_twins()
        self.changed.emit()

    def _fail_to_build(self, error: BaseException) -> None:
        self._set_building(False)
        self.failed.emit(error)

    def _fail_to_redraw(self, error: BaseException) -> None:
        self._redrawing = None
        self.changed.emit()
        self.failed.emit(error)

    def _keep(self) -> None:
        draft = self.draft
        if draft is not None:
            self._background.submit(
                KEEP_LANE, lambda _: self.store.write(draft), lambda _: None, self.failed.emit
            )

    def _write(self) -> None:
        if self.draft is not None:
            try:
                self.store.write(self.draft)
            except MammogymError as error:
                self.failed.emit(error)
