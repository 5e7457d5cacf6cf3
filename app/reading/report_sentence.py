"""The written report, in the English of radiology, from what a reader told."""

from __future__ import annotations

from app.reading.report import Report, ReportFinding
from inference.birads import (
    Assessment,
    BreastSide,
    Composition,
    FindingKind,
    MassDensity,
    Morphology,
)

_COMPOSITION = {
    Composition.A: "The breasts are almost entirely fatty.",
    Composition.B: "There are scattered areas of fibroglandular density.",
    Composition.C: "The breasts are heterogeneously dense, which may obscure small masses.",
    Composition.D: "The breasts are extremely dense, which lowers the sensitivity of mammography.",
}

_DENSITY = {
    MassDensity.HIGH: "high-density",
    MassDensity.EQUAL: "equal-density",
    MassDensity.LOW: "low-density",
    MassDensity.FAT_CONTAINING: "fat-containing",
}

_ASSESSMENT = {
    Assessment.LOW_SUSPICION: "suspicious, low suspicion for malignancy",
    Assessment.MODERATE_SUSPICION: "suspicious, moderate suspicion for malignancy",
    Assessment.HIGH_SUSPICION: "suspicious, high suspicion for malignancy",
}

_SIDES = (BreastSide.RIGHT, BreastSide.LEFT, BreastSide.BOTH, None)


def written_report(report: Report) -> str:
    """The whole report: composition, findings, free text, assessment and management.

    Paragraphs are parted by empty lines; what was not told is left out.
    """
    composition = _COMPOSITION[report.composition] if report.composition else ""
    paragraphs = [composition, _findings(report), _ended(report.text), _conclusion(report)]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def finding_sentence(finding: ReportFinding) -> str:
    """One finding: where it is, then what it is, then its note."""
    place = ", ".join(_place(finding))
    what = f"there {_verb(finding)} {_what(finding)}"
    sentence = f"{place}, {what}." if place else f"{what}."
    return " ".join(part for part in (_capital(sentence), _ended(finding.note)) if part)


def finding_title(finding: ReportFinding) -> str:
    """A finding in a few words for a list: `Irregular mass, right, 10 o'clock, 12 mm`."""
    words = [
        _bare(finding),
        finding.side.value if finding.side else "",
        f"{finding.clock} o'clock" if finding.clock else "",
        finding.region.label if finding.region and not finding.clock else "",
        f"{_mm(finding.size_mm)} mm" if finding.size_mm else "",
    ]
    return _capital(", ".join(word for word in words if word))


def _findings(report: Report) -> str:
    ordered = [item for side in _SIDES for item in report.findings if item.side is side]
    sentences = [finding_sentence(finding) for finding in ordered]
    if not report.findings and report.overall is Assessment.NEGATIVE:
        sentences.append(
            "There are no suspicious masses, calcifications or areas of architectural distortion."
        )
    else:
        sentences += _negative_sides(report)
    return " ".join(sentences)


def _negative_sides(report: Report) -> list[str]:
    """A sentence for a breast that was called negative while the other one was not."""
    return [
        f"In the {side.label}, there are no suspicious masses, calcifications or areas of "
        "architectural distortion."
        for side, assessment in (
            (BreastSide.RIGHT, report.right),
            (BreastSide.LEFT, report.left),
        )
        if assessment is Assessment.NEGATIVE
        and not any(item.side in (side, BreastSide.BOTH) for item in report.findings)
    ]


def _conclusion(report: Report) -> str:
    lines = []
    if report.right is not None:
        lines.append(f"Assessment, right breast: {_category(report.right)}.")
    if report.left is not None:
        lines.append(f"Assessment, left breast: {_category(report.left)}.")
    if report.overall is not None:
        both = report.right is not None and report.left is not None
        if report.assessment is not None or both:
            word = "Overall assessment" if lines else "Assessment"
            lines.append(f"{word}: {_category(report.overall)}.")
    if report.management is not None:
        lines.append(f"Management: {report.management.label}.")
    return "\n".join(lines)


def _category(assessment: Assessment) -> str:
    return f"BI-RADS {assessment}, {_ASSESSMENT.get(assessment, assessment.label)}"


def _place(finding: ReportFinding) -> list[str]:
    parts = []
    if finding.side is not None:
        both = finding.side is BreastSide.BOTH
        parts.append("in both breasts" if both else f"in the {finding.side.label}")
    if finding.region is not None:
        parts.append(finding.region.label if parts else f"in the {finding.region.label}")
    if finding.clock is not None:
        parts.append(f"{'' if parts else 'at '}{finding.clock} o'clock")
    if finding.depth is not None:
        parts.append(f"{'' if parts else 'at '}{finding.depth.label}")
    if finding.distance_mm is not None:
        parts.append(f"{_mm(finding.distance_mm)} mm from the nipple")
    return parts


def _what(finding: ReportFinding) -> str:
    words, plural = _bare(finding), _plural(finding)
    if finding.kind is FindingKind.ASSOCIATED_FEATURES:
        return _listed([each.label for each in finding.features] or ["associated features"])
    spanned = plural or finding.kind is FindingKind.ARCHITECTURAL_DISTORTION
    size = _mm(finding.size_mm) if finding.size_mm else ""
    if not spanned:
        words = _with_article(f"{size} mm {words}" if size else words)
    if finding.margin is not None:
        words += f" with {finding.margin.label} margins"
    if finding.distribution is not None:
        words += f" in {_with_article(finding.distribution.label)} distribution"
    if spanned and size:
        words += f", spanning {size} mm"
    if finding.features:
        words += f", with associated {_listed([each.label for each in finding.features])}"
    return words


def _bare(finding: ReportFinding) -> str:
    """The finding without article, size and place."""
    if finding.kind is FindingKind.MASS:
        density = _DENSITY[finding.density] if finding.density else ""
        adjectives = [finding.shape.label if finding.shape else "", density]
        return f"{', '.join(word for word in adjectives if word)} mass".strip()
    if finding.morphology is Morphology.MILK_OF_CALCIUM:
        return finding.morphology.label
    if finding.morphology is not None:
        return f"{finding.morphology.label} calcifications"
    if finding.asymmetry is not None:
        return finding.asymmetry.label
    return finding.kind.label


def _plural(finding: ReportFinding) -> bool:
    return finding.kind is FindingKind.CALCIFICATIONS


def _verb(finding: ReportFinding) -> str:
    if finding.kind is FindingKind.ASSOCIATED_FEATURES:
        features = [feature.label for feature in finding.features]
        return "is" if len(features) == 1 and not features[0].endswith("s") else "are"
    milk = finding.morphology is Morphology.MILK_OF_CALCIUM
    return "are" if _plural(finding) and not milk else "is"


def _with_article(words: str) -> str:
    """With `a` or `an`, as numbers and letters are spoken: an 8 mm, an 11 mm, a 12 mm."""
    number = words.split(" ")[0].split(".")[0]
    spoken_with_vowel = number in ("11", "18") or number.startswith("8")
    vowel = spoken_with_vowel or words[0] in "aeiou"
    return f"{'an' if vowel else 'a'} {words}"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _mm(value: float) -> str:
    """Whole millimetres, and tenths below 10 where they are told."""
    return f"{value:.0f}" if value >= 10 else f"{round(value, 1):g}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ended(words: str) -> str:
    stripped = words.strip()
    return stripped if not stripped or stripped[-1] in ".!?:" else f"{stripped}."
