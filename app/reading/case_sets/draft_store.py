"""The folder in which a draft lies, so that a crash loses nothing.

Each drawn case is a case set of its own, written once. The draft's file names them in their order,
with the educator's verdicts and words, and is written anew after every change.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from app.reading.case_sets.draft import (
    AboutSet,
    CaseWords,
    Draft,
    DraftCase,
    Verdict,
    about_of,
    words_of,
)
from inference.atomic_files import make_folder, write_text
from inference.case_sets.blueprint import blueprint_from_json, blueprint_json
from inference.case_sets.case_set import CaseSet, SetCase
from inference.case_sets.files import ENDING, read_case_set, write_case_set
from inference.case_sets.manifest import ModelEntry
from inference.case_sets.plan import case_id_of
from inference.case_sets.values import MAX_CASES, Values, validated
from inference.errors import CaseSetError

FORMAT = 1
NAME = "draft.json"
MOST_BYTES = 300_000_000

Told = Callable[[int, int], None]
"""Is told how many cases are done, of how many."""


class _CaseRecord(Values):
    file: Annotated[str, Field(pattern=r"^[0-9A-F-]{1,60}\.mgset$")]
    words: CaseWords
    index: Annotated[int, Field(ge=0, le=MAX_CASES)] | None = None
    redraws: Annotated[int, Field(ge=0)] = 0
    verdict: Annotated[Verdict, Field(strict=False)] = Verdict.OPEN


class _DraftRecord(Values):
    format: Literal[1] = FORMAT
    about: AboutSet
    blueprint: str = ""
    model: ModelEntry | None = None
    cases: Annotated[tuple[_CaseRecord, ...], Field(max_length=2 * MAX_CASES)] = ()


class DraftStore:
    """Keeps one draft in a folder.

    Args:
        folder: of the draft; it is made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def has_draft(self) -> bool:
        """Whether a draft lies here."""
        return (self.folder / NAME).is_file()

    def keep(
        self, case: SetCase, model: ModelEntry | None, words: CaseWords, index: int | None = None
    ) -> DraftCase:
        """Write a drawn case; its pictures are read from there from now on.

        Raises:
            OutputError: it could not be written.
            CaseSetError: it was damaged while it was written.
        """
        make_folder(self.folder)
        file = f"{case.case_id}-{secrets.token_hex(3).upper()}{ENDING}"
        path = self.folder / file
        write_case_set(CaseSet(title="-", cases=(case,), model=model), path)
        (kept,) = read_case_set(path).cases
        return DraftCase(drawn=kept, file=file, words=words, index=index)

    def write(self, draft: Draft) -> None:
        """Write the draft as it is now.

        Raises:
            OutputError: it could not be written.
        """
        record = _DraftRecord(
            about=draft.about,
            blueprint="" if draft.blueprint is None else blueprint_json(draft.blueprint),
            model=draft.model,
            cases=tuple(
                _CaseRecord(
                    file=case.file,
                    words=case.words,
                    index=case.index,
                    redraws=case.redraws,
                    verdict=case.verdict,
                )
                for case in draft.cases
            ),
        )
        make_folder(self.folder)
        write_text(self.folder / NAME, record.model_dump_json(indent=1) + "\n")

    def read(self, told: Told = lambda done, total: None) -> Draft:
        """The draft as it was written last; cases whose file is damaged are left out.

        Raises:
            CaseSetError: there is none, or its file is damaged.
        """
        path = self.folder / NAME
        try:
            if path.stat().st_size > MOST_BYTES:
                raise CaseSetError(f"{path} is too large for a draft. Begin a new set.")
            record = validated(_DraftRecord, path.read_bytes())
        except (OSError, ValueError) as error:
            raise CaseSetError(
                f"The draft {path} cannot be read: {error}. Begin a new set."
            ) from error
        cases = []
        for number, one in enumerate(record.cases, 1):
            with contextlib.suppress(CaseSetError):
                cases.append(self._case(one))
            told(number, len(record.cases))
        blueprint = record.blueprint
        return Draft(
            about=record.about,
            cases=tuple(cases),
            blueprint=blueprint_from_json(blueprint, "Its blueprint") if blueprint else None,
            model=record.model,
        )

    def clear(self) -> None:
        """Remove the draft and its cases, and nothing else."""
        with contextlib.suppress(OSError):
            (self.folder / NAME).unlink(missing_ok=True)
            for path in self.folder.glob(f"*{ENDING}"):
                path.unlink(missing_ok=True)

    def sweep(self, draft: Draft) -> None:
        """Remove the files of cases that the draft no longer has, once nothing can be undone."""
        needed = {case.file for case in draft.cases}
        for path in self.folder.glob(f"*{ENDING}"):
            if path.name not in needed:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _case(self, record: _CaseRecord) -> DraftCase:
        (drawn,) = read_case_set(self.folder / record.file).cases
        return DraftCase(
            drawn=drawn,
            file=record.file,
            words=record.words,
            index=record.index,
            redraws=record.redraws,
            verdict=record.verdict,
        )


def opened_as_draft(
    case_set: CaseSet, store: DraftStore, told: Told = lambda done, total: None
) -> Draft:
    """A draft of a set with open answers, its cases copied into the draft's folder.

    Raises:
        MammogymError: the answers are not open, a case is damaged, or could not be written.
    """
    blueprint = blueprint_from_json(case_set.blueprint) if case_set.blueprint else None
    model = case_set.model
    numbers = {}
    if blueprint is not None and model is not None:
        ids = (case_id_of(blueprint, model.hash, index) for index in range(blueprint.cases))
        numbers = {case_id: index for index, case_id in enumerate(ids)}
    cases = []
    for number, case in enumerate(case_set.cases, 1):
        if case.truth is None:
            raise CaseSetError("The answers of the set are not open. Unlock them first.")
        words, index = words_of(case.truth), numbers.get(case.case_id)
        cases.append(store.keep(case, model, words, index))
        told(number, len(case_set.cases))
    return Draft(about=about_of(case_set), cases=tuple(cases), blueprint=blueprint, model=model)
