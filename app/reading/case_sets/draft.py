"""A set that is being put together: cases with a verdict, and what the educator says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from inference.case_sets.blueprint import Blueprint, blueprint_json
from inference.case_sets.case_set import CaseSet, SetCase
from inference.case_sets.case_truth import CaseTruth, ReferenceAnswer
from inference.case_sets.flags import with_duplicates_flagged
from inference.case_sets.manifest import ModelEntry
from inference.case_sets.quiz_settings import QuizSettings
from inference.case_sets.values import MAX_TAGS, Line, Tag, Text, Values
from inference.errors import CaseSetError


class Verdict(StrEnum):
    """What the educator holds of a case."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    """It stays on the wall, and does not go into the set."""


class CaseWords(Values):
    """What an educator says of a case.

    Attributes:
        teaching: what a reader should learn from it.
        reference: the answer that is held to be right.
        tags: to find it by.
        note: the educator's own.
    """

    teaching: Text = ""
    reference: ReferenceAnswer = ReferenceAnswer()
    tags: Annotated[tuple[Tag, ...], Field(max_length=MAX_TAGS)] = ()
    note: Text = ""


class AboutSet(Values):
    """What a set says of itself.

    Attributes:
        title: of the set.
        author: who makes it.
        licence: under which it may be handed on.
        description: shown before the first case; it tells no answer.
        quiz: how it is to be read.
    """

    title: Annotated[Line, Field(min_length=1)]
    author: Line = ""
    licence: Line = ""
    description: Text = ""
    quiz: QuizSettings = QuizSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCase:
    """A case of a draft.

    Attributes:
        drawn: its pictures and truth, as they were drawn.
        file: where they lie in the draft's folder.
        words: what the educator says of it.
        index: of the blueprint's case that it is, or stands for; None for one added by hand.
        redraws: how often it was drawn again.
        verdict: what the educator holds of it.
    """

    drawn: SetCase
    file: str
    words: CaseWords
    index: int | None = None
    redraws: int = 0
    verdict: Verdict = Verdict.OPEN

    @property
    def case_id(self) -> str:
        """Of its pictures."""
        return self.drawn.case_id

    @property
    def truth(self) -> CaseTruth:
        """What is true of it, with the educator's words."""
        words = self.words
        return replace(
            self.drawn.truth or CaseTruth(),
            teaching=words.teaching,
            reference=words.reference,
            tags=words.tags,
            note=words.note,
        )

    @property
    def finished(self) -> SetCase:
        """The case as it goes into the set."""
        return self.drawn.with_truth(self.truth)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A set that is being put together.

    Attributes:
        about: what it says of itself.
        cases: in reading order, rejected ones too.
        blueprint: by which it is drawn; None for a set put together by hand.
        model: that draws it.
    """

    about: AboutSet
    cases: tuple[DraftCase, ...] = ()
    blueprint: Blueprint | None = None
    model: ModelEntry | None = None

    @property
    def kept(self) -> tuple[DraftCase, ...]:
        """The cases that go into the set."""
        return tuple(case for case in self.cases if case.verdict is not Verdict.REJECTED)

    @property
    def missing(self) -> tuple[int, ...]:
        """Indices of the blueprint's cases that are not drawn yet."""
        if self.blueprint is None:
            return ()
        known = {case.index for case in self.cases}
        return tuple(index for index in range(self.blueprint.cases) if index not in known)

    def case(self, case_id: str) -> DraftCase | None:
        """The case of an id."""
        return next((case for case in self.cases if case.case_id == case_id), None)

    def with_case(self, arrived: DraftCase) -> Draft:
        """With a case that was drawn: at its place in the blueprint's order, else at the end."""
        index, place = arrived.index, len(self.cases)
        if index is not None:
            later = (
                number
                for number, case in enumerate(self.cases)
                if case.index is not None and case.index > index
            )
            place = next(later, place)
        return replace(self, cases=(*self.cases[:place], arrived, *self.cases[place:]))

    def changed(self, case_id: str, change: Callable[[DraftCase], DraftCase]) -> Draft:
        """With one case changed."""
        return replace(
            self,
            cases=tuple(change(case) if case.case_id == case_id else case for case in self.cases),
        )

    def moved(self, case_id: str, step: int) -> Draft:
        """With a case some places later, or earlier for a negative step."""
        cases = list(self.cases)
        at = next((n for n, case in enumerate(cases) if case.case_id == case_id), None)
        if at is None:
            return self
        case = cases.pop(at)
        cases.insert(min(max(at + step, 0), len(cases)), case)
        return replace(self, cases=tuple(cases))

    def case_set(self) -> CaseSet:
        """The set as it is handed out, with open answers and near-duplicates flagged.

        Raises:
            CaseSetError: no case is left.
        """
        if not self.kept:
            raise CaseSetError("Every case was rejected, or none is drawn yet. Accept one first.")
        about = self.about
        return CaseSet(
            title=about.title,
            author=about.author,
            licence=about.licence,
            description=about.description,
            quiz=about.quiz,
            model=self.model,
            blueprint="" if self.blueprint is None else blueprint_json(self.blueprint),
            cases=with_duplicates_flagged([case.finished for case in self.kept]),
        )


def words_of(truth: CaseTruth) -> CaseWords:
    """What is said of a case."""
    return CaseWords(
        teaching=truth.teaching, reference=truth.reference, tags=truth.tags, note=truth.note
    )


def about_of(source: Blueprint | CaseSet) -> AboutSet:
    """What a blueprint or a set says of itself."""
    return AboutSet(
        title=source.title,
        author=source.author,
        licence=source.licence,
        description=source.description,
        quiz=source.quiz,
    )
