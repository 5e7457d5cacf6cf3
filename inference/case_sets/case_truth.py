"""What is true of a case of a set, and what its educator says about it: never for readers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field, field_validator

from inference.birads import Assessment, Composition, Management
from inference.case_sets.finding_records import FindingRecord, record_of
from inference.case_sets.values import MAX_TAGS, Line, Tag, Text, Values
from inference.errors import RecipeError
from inference.lesions.truth import Finding
from inference.recipe import Recipe, ViewName, from_json, to_json

MAX_FINDINGS = 8
MAX_FOCI = 40

SURE_FOCUS = 0.94
"""The score from which on a place that is no lesion makes a case doubtful. The detector's own
threshold is lower: it finds a place in most cases, as it does in real views."""

Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""See `inference.real_pool.fingerprints`."""


class ReferenceAnswer(Values):
    """The answer that the educator holds to be right.

    Attributes:
        abnormal: whether something should be reported; None leaves it to the lesions.
        composition: of the breasts.
        assessment: BI-RADS category.
        management: what is recommended.
        text: the answer in words, for example a model report.
    """

    abnormal: bool | None = None
    composition: Composition | None = None
    assessment: Assessment | None = None
    management: Management | None = None
    text: Text = ""


class SuspiciousPlace(Values):
    """A place that looks like a mass to the detector, whether or not there is a lesion.

    Attributes:
        view: where it lies.
        row: in pixels of the view as it hangs.
        column: likewise.
        score: 0 to 1.
        within_lesion: whether a lesion was put in there.
    """

    view: ViewName
    row: Annotated[float, Field(ge=0, le=10_000)]
    column: Annotated[float, Field(ge=0, le=10_000)]
    score: Annotated[float, Field(ge=0, le=1)]
    within_lesion: bool


class Flags(Values):
    """Why a picture may be doubtful, for the educator to look at.

    Attributes:
        artefact_score: of the worst view: 2.8 % of real views are beyond 1; None where nobody
            looked.
        artefact_sign: what that view shows, in words.
        foci: suspicious places that are no lesions; those in lesions too.
        near_duplicate_of: another case of the set that looks almost the same; empty without one.
        unmet: what the blueprint asked for and the case does not have, in words.
    """

    artefact_score: Annotated[float, Field(ge=-100, le=1000)] | None = None
    artefact_sign: Line = ""
    foci: Annotated[tuple[SuspiciousPlace, ...], Field(max_length=MAX_FOCI)] = ()
    near_duplicate_of: Annotated[str, Field(pattern=r"^([0-9A-F]{12})?$")] = ""
    unmet: Annotated[tuple[Line, ...], Field(max_length=8)] = ()

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at the case before it is handed out."""
        score = self.artefact_score
        unusual = score is not None and score > 1
        chance = any(focus.score >= SURE_FOCUS and not focus.within_lesion for focus in self.foci)
        return unusual or chance or bool(self.near_duplicate_of or self.unmet)


class Asked(Values):
    """What the blueprint asked of a case.

    Attributes:
        lesion: name of the blueprint's lesion; empty for a case without.
        difficulty: of the lesion, in the blueprint's word; empty where none was asked.
        density: class of the breasts; None where any will do.
    """

    lesion: Line = ""
    difficulty: Line = ""
    density: Composition | None = None


class CaseTruthRecord(Values):
    """The truth of a case as it is written; see `CaseTruth`."""

    recipe: dict[str, Any] | None = None
    findings: Annotated[tuple[FindingRecord, ...], Field(max_length=MAX_FINDINGS)] = ()
    density: Annotated[float, Field(ge=0, le=100)] | None = None
    composition: Composition | None = None
    teaching: Text = ""
    reference: ReferenceAnswer = ReferenceAnswer()
    tags: Annotated[tuple[Tag, ...], Field(max_length=MAX_TAGS)] = ()
    note: Text = ""
    flags: Flags = Flags()
    asked: Asked = Asked()
    fingerprints: Annotated[tuple[Fingerprint, ...], Field(max_length=4)] = ()

    @field_validator("recipe")
    @classmethod
    def _is_a_recipe(cls, values: dict[str, Any] | None) -> dict[str, Any] | None:
        try:
            if values is not None:
                from_json(json.dumps(values))
        except RecipeError as error:
            raise ValueError(str(error)) from None
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(f"it is no recipe ({error})") from None
        return values

    def truth(self) -> CaseTruth:
        """The truth as programs use it."""
        return CaseTruth(
            recipe=None if self.recipe is None else from_json(json.dumps(self.recipe)),
            findings=tuple(record.finding() for record in self.findings),
            **{name: getattr(self, name) for name in _SAME},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTruth:
    """What is true of a case, and what its educator says about it.

    Attributes:
        recipe: of the case; with the model that drew it, it draws the case again.
        findings: the lesions that were put in.
        density: mean of its views, in %; None where it was not measured.
        composition: the class that the density stands for.
        teaching: what a reader should learn from it.
        reference: the answer that is held to be right.
        tags: to find it by.
        note: the educator's own.
        flags: why it may be doubtful.
        asked: what the blueprint asked of it.
        fingerprints: of its views, by which the same picture is known again.
    """

    recipe: Recipe | None = None
    findings: tuple[Finding, ...] = ()
    density: float | None = None
    composition: Composition | None = None
    teaching: str = ""
    reference: ReferenceAnswer = field(default_factory=ReferenceAnswer)
    tags: tuple[str, ...] = ()
    note: str = ""
    flags: Flags = field(default_factory=Flags)
    asked: Asked = field(default_factory=Asked)
    fingerprints: tuple[str, ...] = ()

    @property
    def abnormal(self) -> bool:
        """Whether something should be reported: as the reference says, or where a lesion is."""
        told = self.reference.abnormal
        return bool(self.findings) if told is None else told

    def record(self) -> CaseTruthRecord:
        """The truth as it is written.

        Raises:
            ValidationError: a text is too long or holds control characters.
        """
        return CaseTruthRecord(
            recipe=None if self.recipe is None else json.loads(to_json(self.recipe)),
            findings=tuple(record_of(finding) for finding in self.findings),
            **{name: getattr(self, name) for name in _SAME},
        )


_SAME = (
    "density",
    "composition",
    "teaching",
    "reference",
    "tags",
    "note",
    "flags",
    "asked",
    "fingerprints",
)
"""Fields that are the same in memory and in a file."""
