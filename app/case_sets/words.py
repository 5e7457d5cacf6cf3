"""Case sets in words of the user's language."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.generator.lesion_words import kind_words, place_words
from app.report.words import word
from inference.case_sets.balance import BalanceRow
from inference.case_sets.case_set import TruthState
from inference.case_sets.case_truth import SURE_FOCUS, CaseTruth, Flags

CONTEXT = "CaseSets"

GROUPS = {
    "cases": QT_TRANSLATE_NOOP("CaseSets", "Cases"),
    "abnormal": QT_TRANSLATE_NOOP("CaseSets", "Abnormal"),
    "density": QT_TRANSLATE_NOOP("CaseSets", "Density"),
    "lesion": QT_TRANSLATE_NOOP("CaseSets", "Lesion"),
    "difficulty": QT_TRANSLATE_NOOP("CaseSets", "Difficulty"),
    "technique": QT_TRANSLATE_NOOP("CaseSets", "Technique"),
    "doubtful": QT_TRANSLATE_NOOP("CaseSets", "Doubtful"),
}
STATES = {
    TruthState.OPEN: QT_TRANSLATE_NOOP("CaseSets", "The answers are in the file."),
    TruthState.LOCKED: QT_TRANSLATE_NOOP("CaseSets", "The answers are locked with a passphrase."),
    TruthState.LEFT_OUT: QT_TRANSLATE_NOOP("CaseSets", "The set comes without answers."),
}

TEXTS = (
    QT_TRANSLATE_NOOP("CaseSets", "{size:.0f} mm"),
    QT_TRANSLATE_NOOP("CaseSets", "No lesion"),
    QT_TRANSLATE_NOOP("CaseSets", "Density: {composition}"),
    QT_TRANSLATE_NOOP(
        "CaseSets",
        "The picture looks unusual: {sign} (score {score:.1f}; real views stay below 1).",
    ),
    QT_TRANSLATE_NOOP("CaseSets", "artefact"),
    QT_TRANSLATE_NOOP("CaseSets", "Tissue in {views} looks like a mass that nobody put in."),
    QT_TRANSLATE_NOOP("CaseSets", "It looks almost like case {number}."),
    QT_TRANSLATE_NOOP("CaseSets", "It looks almost like another case of the set."),
    QT_TRANSLATE_NOOP("CaseSets", "Asked for and not reached: {what}."),
    QT_TRANSLATE_NOOP("CaseSets", "normal"),
    QT_TRANSLATE_NOOP("CaseSets", "abnormal"),
    QT_TRANSLATE_NOOP("CaseSets", "all"),
    QT_TRANSLATE_NOOP("CaseSets", "with a lesion"),
    QT_TRANSLATE_NOOP("CaseSets", "flagged"),
)
"""What is said here, where the tool that collects texts to translate finds it."""


def truth_words(truth: CaseTruth) -> list[str]:
    """What is true of a case, a line each."""
    lines = []
    for finding in truth.findings:
        kind = kind_words(finding.spec)
        size = in_words("{size:.0f} mm").format(size=finding.spec.extent_mm)
        lines.append(f"{kind[:1].upper()}{kind[1:]}, {size}, {place_words(finding)}")
    if not lines:
        lines.append(in_words("No lesion"))
    composition = truth.reference.composition or truth.composition
    if composition is not None:
        lines.append(in_words("Density: {composition}").format(composition=word(composition)))
    return lines


def flag_words(flags: Flags, twin: int | None = None) -> list[str]:
    """Why a case is doubtful, a sentence each; none where it is not.

    Args:
        flags: of the case.
        twin: number of an earlier case that looks almost the same; None without.
    """
    lines = []
    if flags.artefact_score is not None and flags.artefact_score > 1:
        unusual = in_words(
            "The picture looks unusual: {sign} (score {score:.1f}; real views stay below 1)."
        )
        sign = flags.artefact_sign or in_words("artefact")
        lines.append(unusual.format(sign=sign, score=flags.artefact_score))
    sure = [one for one in flags.foci if one.score >= SURE_FOCUS and not one.within_lesion]
    if sure:
        views = ", ".join(sorted({one.view.value for one in sure}))
        lines.append(
            in_words("Tissue in {views} looks like a mass that nobody put in.").format(views=views)
        )
    if twin is not None:
        lines.append(in_words("It looks almost like case {number}.").format(number=twin))
    elif flags.near_duplicate_of:
        lines.append(in_words("It looks almost like another case of the set."))
    lines += [
        in_words("Asked for and not reached: {what}.").format(what=one) for one in flags.unmet
    ]
    return lines


def name_of(truth: CaseTruth | None) -> str:
    """A case in a few words, below its picture."""
    if truth is None:
        return ""
    if not truth.findings:
        return in_words("normal") if not truth.abnormal else in_words("abnormal")
    return truth.asked.lesion.replace("_", " ") or word(truth.findings[0].kind)


def row_words(row: BalanceRow) -> tuple[str, str, str]:
    """A line of the balance: what, how many there are, and how many were asked for."""
    name = {
        "all": in_words("all"),
        "with a lesion": in_words("with a lesion"),
        "flagged": in_words("flagged"),
    }.get(row.name, row.name.replace("_", " "))
    asked = "" if row.asked is None else str(row.asked)
    return f"{in_words(GROUPS[row.group])}: {name}", str(row.present), asked


def state_words(state: TruthState) -> str:
    """Whether the answers of a set can be had."""
    return in_words(STATES[state])


def in_words(text: object) -> str:
    """A text of these words in the user's language."""
    return QCoreApplication.translate(CONTEXT, str(text))
