"""A reader's report of a case in BI-RADS terms, and its plain form for files."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from inference.birads import (
    LATEST,
    Assessment,
    AssociatedFeature,
    AsymmetryType,
    BreastSide,
    Composition,
    Depth,
    Distribution,
    Edition,
    FindingKind,
    Management,
    MassDensity,
    MassMargin,
    MassShape,
    Morphology,
    Region,
    Term,
    concern,
)
from inference.errors import InputError

MAX_FINDINGS = 40
MAX_TEXT = 4000
"""Signs of a note or of the free text."""
MAX_MARKS = 50
MAX_MM = 400.0
"""Longest size or distance: more than any breast."""

_MARK_ID = re.compile(r"[A-Za-z0-9-]{1,16}")

Value = TypeVar("Value")


class ReportError(InputError):
    """A report cannot be used."""


FIELDS_OF_KIND: dict[FindingKind, tuple[str, ...]] = {
    FindingKind.MASS: ("shape", "margin", "density", "features"),
    FindingKind.CALCIFICATIONS: ("morphology", "distribution", "features"),
    FindingKind.ARCHITECTURAL_DISTORTION: ("features",),
    FindingKind.ASYMMETRY: ("asymmetry", "features"),
    FindingKind.INTRAMAMMARY_LYMPH_NODE: (),
    FindingKind.SKIN_LESION: (),
    FindingKind.SOLITARY_DILATED_DUCT: (),
    FindingKind.ASSOCIATED_FEATURES: ("features",),
}
"""Which terms describe a finding of each kind; location, size and note describe all."""

TERM_FIELDS: dict[str, type[Term]] = {
    "shape": MassShape,
    "margin": MassMargin,
    "density": MassDensity,
    "morphology": Morphology,
    "distribution": Distribution,
    "asymmetry": AsymmetryType,
}
"""The terms a finding has one of, and of which kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFinding:
    """One thing that was found; None is what was not told.

    Attributes:
        kind: what it is.
        shape: of a mass.
        margin: of a mass.
        density: of a mass.
        morphology: of calcifications.
        distribution: of calcifications.
        asymmetry: kind of asymmetry.
        features: that accompany it, in the vocabulary's order.
        side: in which breast.
        region: quadrant, half or named region.
        clock: 1 to 12, facing the patient.
        depth: third between nipple and chest wall.
        distance_mm: from the nipple, 0 to `MAX_MM`.
        size_mm: largest extent, above 0 to `MAX_MM`.
        mark_ids: of the marks from which location and size were taken.
        note: free words.

    Raises:
        ReportError: a value is out of range, or a term does not fit the kind.
    """

    kind: FindingKind
    shape: MassShape | None = None
    margin: MassMargin | None = None
    density: MassDensity | None = None
    morphology: Morphology | None = None
    distribution: Distribution | None = None
    asymmetry: AsymmetryType | None = None
    features: tuple[AssociatedFeature, ...] = ()
    side: BreastSide | None = None
    region: Region | None = None
    clock: int | None = None
    depth: Depth | None = None
    distance_mm: float | None = None
    size_mm: float | None = None
    mark_ids: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        fitting = FIELDS_OF_KIND[self.kind]
        for name in (*TERM_FIELDS, "features"):
            if getattr(self, name) and name not in fitting:
                raise ReportError(f"{self.kind.label} cannot have a {name}.")
        if len(set(self.features)) != len(self.features):
            raise ReportError("An associated feature is named twice.")
        if self.clock is not None and not 1 <= self.clock <= 12:
            raise ReportError(f"There is no {self.clock} o'clock; the clock goes from 1 to 12.")
        _check_mm("The distance from the nipple", self.distance_mm, least=0.0)
        _check_mm("The size", self.size_mm, least=0.1)
        _check_text("The note of a finding", self.note)
        if len(self.mark_ids) > MAX_MARKS or not all(map(_MARK_ID.fullmatch, self.mark_ids)):
            raise ReportError(f"A finding is taken from at most {MAX_MARKS} marks, named like m1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A reader's report of a case.

    Attributes:
        edition: of BI-RADS, whose terms it uses.
        composition: of the breasts.
        findings: at most `MAX_FINDINGS`, in the order in which they were told.
        assessment: of the examination; None where it is given for each breast.
        right: assessment of the right breast.
        left: assessment of the left breast.
        management: what is recommended.
        text: free words.

    Raises:
        ReportError: too many findings or words.
    """

    edition: Edition = LATEST
    composition: Composition | None = None
    findings: tuple[ReportFinding, ...] = ()
    assessment: Assessment | None = None
    right: Assessment | None = None
    left: Assessment | None = None
    management: Management | None = None
    text: str = ""

    def __post_init__(self) -> None:
        if len(self.findings) > MAX_FINDINGS:
            raise ReportError(f"A report has at most {MAX_FINDINGS} findings.")
        _check_text("The free text", self.text)

    @property
    def overall(self) -> Assessment | None:
        """The assessment of the examination: its own, else the one with the most to be done."""
        given = [each for each in (self.right, self.left) if each is not None]
        return self.assessment or max(given, key=concern, default=None)

    @property
    def empty(self) -> bool:
        """Whether nothing was told."""
        return self == Report(edition=self.edition)


def cleaned_text(text: str) -> str:
    """What a reader typed as a report may carry it: printable lines, cut to `MAX_TEXT` signs."""
    signs = (sign if sign == "\n" or sign.isprintable() else " " for sign in text)
    return "".join(signs)[:MAX_TEXT]


def report_to_plain(report: Report) -> dict[str, Any]:
    """The report as plain values for JSON; what was not told is left out."""
    plain: dict[str, Any] = {"edition": report.edition.value}
    for name in ("composition", "assessment", "right", "left", "management"):
        if (term := getattr(report, name)) is not None:
            plain[name] = term.value
    plain["findings"] = [_finding_to_plain(finding) for finding in report.findings]
    if report.text:
        plain["text"] = report.text
    return plain


def report_from_plain(values: object) -> Report:
    """Read a report from plain values.

    Args:
        values: what `report_to_plain` gave, from a file nobody vouches for.

    Raises:
        ReportError: a field is unknown, of the wrong type, out of range, or no term.
    """
    given = _fields_of("The report", values, Report)
    findings = given.pop("findings", [])
    if not isinstance(findings, list) or len(findings) > MAX_FINDINGS:
        raise ReportError(f"The findings of a report are a list of at most {MAX_FINDINGS}.")
    if "edition" not in given:
        raise ReportError("The report does not name the edition of BI-RADS it uses.")
    return Report(
        edition=_one_of(Edition, "edition", given["edition"]),
        composition=_optional(Composition, given, "composition"),
        findings=tuple(_finding_from_plain(finding) for finding in findings),
        assessment=_optional(Assessment, given, "assessment"),
        right=_optional(Assessment, given, "right"),
        left=_optional(Assessment, given, "left"),
        management=_optional(Management, given, "management"),
        text=_text("text", given.get("text", "")),
    )


def _finding_to_plain(finding: ReportFinding) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": finding.kind.value}
    for item in fields(finding):
        value = getattr(finding, item.name)
        if value is None or value == () or value == "" or item.name == "kind":
            continue
        if isinstance(value, tuple):
            value = [str(each) for each in value]
        plain[item.name] = value.value if isinstance(value, Term) else value
    return plain


def _finding_from_plain(values: object) -> ReportFinding:
    given = _fields_of("A finding", values, ReportFinding)
    read: dict[str, Any] = {
        name: _optional(kind, given, name)
        for name, kind in (
            *TERM_FIELDS.items(),
            ("side", BreastSide),
            ("region", Region),
            ("depth", Depth),
        )
    }
    return ReportFinding(
        kind=_one_of(FindingKind, "kind", given.get("kind")),
        features=tuple(
            _one_of(AssociatedFeature, "features", each)
            for each in _list("features", given, len(AssociatedFeature))
        ),
        clock=_number("clock", given, int),
        distance_mm=_number("distance_mm", given, float),
        size_mm=_number("size_mm", given, float),
        mark_ids=tuple(_text("mark_ids", each) for each in _list("mark_ids", given, MAX_MARKS)),
        note=_text("note", given.get("note", "")),
        **read,
    )


def _fields_of(what: str, values: object, kind: type) -> dict[str, Any]:
    if not isinstance(values, dict):
        raise ReportError(f"{what} has to be a set of named values.")
    unknown = sorted(str(key)[:40] for key in set(values) - {item.name for item in fields(kind)})
    if unknown:
        raise ReportError(f"{what} has fields this program does not know: {', '.join(unknown)}.")
    return dict(values)


def _optional(kind: type[Value], given: dict[str, Any], name: str) -> Value | None:
    value = given.get(name)
    return None if value is None else _one_of(kind, name, value)


def _one_of(kind: type[Value], name: str, value: object) -> Value:
    if isinstance(value, str):
        try:
            return kind(value)  # pyright: ignore[reportCallIssue]
        except ValueError:
            pass
    raise ReportError(f"{name} of a report cannot be {str(value)[:40]!r}.")


def _list(name: str, given: dict[str, Any], most: int) -> list[Any]:
    value = given.get(name, [])
    if not isinstance(value, list) or len(value) > most:
        raise ReportError(f"{name} of a finding has to be a list of at most {most}.")
    return value


def _number(name: str, given: dict[str, Any], kind: type[Value]) -> Value | None:
    value = given.get(name)
    if value is None:
        return None
    allowed = (int,) if kind is int else (int, float)
    # Exactly these types: to Python, True would be a number as well.
    if type(value) not in allowed or abs(value) > 1e9:
        raise ReportError(f"{name} of a finding cannot be {str(value)[:40]}.")
    return kind(value)  # pyright: ignore[reportCallIssue]


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise ReportError(f"{name} of a report has to be text.")
    return value


def _check_text(what: str, text: str) -> None:
    if text != cleaned_text(text):
        raise ReportError(f"{what} has to be printable and at most {MAX_TEXT} signs long.")


def _check_mm(what: str, value: float | None, *, least: float) -> None:
    if value is None:
        return
    if not math.isfinite(value) or not least <= value <= MAX_MM:
        raise ReportError(f"{what} lies between {least:g} and {MAX_MM:g} mm, not at {value} mm.")
