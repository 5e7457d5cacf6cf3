"""What the rounds are called, what they ask, and how sure one can be."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.reading.quiz.rounds import RoundKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundWords:
    """What is said of a round, not yet translated.

    Attributes:
        title: its name.
        about: what one does in it, and what for.
        question: above each question.
        least: what the lowest confidence says; empty where none is asked.
        most: what the highest one says.
    """

    title: str
    about: str
    question: str
    least: str = ""
    most: str = ""


ORDER = (
    RoundKind.FIND_THE_LESION,
    RoundKind.READ_AND_REPORT,
    RoundKind.ODD_ONE_OUT,
    RoundKind.REAL_OR_SYNTHETIC,
    RoundKind.PAIRS,
    RoundKind.FIND_THE_SYNTHETIC,
)
"""Rounds that need no real pictures come first."""

_WORDS = {
    RoundKind.FIND_THE_LESION: RoundWords(
        title=str(QT_TRANSLATE_NOOP("Quiz", "Find the lesion")),
        about=str(
            QT_TRANSLATE_NOOP(
                "Quiz",
                "Cases with and without a lesion. Mark what you see, and say how sure you are.",
            )
        ),
        question=str(QT_TRANSLATE_NOOP("Quiz", "Is there a lesion? Mark it.")),
        least=str(QT_TRANSLATE_NOOP("Quiz", "surely none")),
        most=str(QT_TRANSLATE_NOOP("Quiz", "surely a lesion")),
    ),
    RoundKind.READ_AND_REPORT: RoundWords(
        title=str(QT_TRANSLATE_NOOP("Quiz", "Read and report")),
        about=str(
            QT_TRANSLATE_NOOP(
                "Quiz",
                "Fill in a report in BI-RADS terms. Each item is compared with what is there.",
            )
        ),
        question=str(QT_TRANSLATE_NOOP("Quiz", "Report this case.")),
    ),
    RoundKind.ODD_ONE_OUT: RoundWords(
        title=str(QT_TRANSLATE_NOOP("Quiz", "Odd one out")),
        about=str(
            QT_TRANSLATE_NOOP(
                "Quiz", "Six views at once, one with a lesion, until three answers were wrong."
            )
        ),
        question=str(QT_TRANSLATE_NOOP("Quiz", "Which view has a lesion?")),
    ),
    RoundKind.REAL_OR_SYNTHETIC: RoundWords(
        title=str(QT_TRANSLATE_NOOP("Quiz", "Real or synthetic")),
        about=str(
            QT_TRANSLATE_NOOP(
                "Quiz",
                "One picture at a time: was it taken of a woman, or drawn by the model? "
                "The discrimination test of MammoGANesis.",
            )
        ),
        question=str(QT_TRANSLATE_NOOP("Quiz", "Is this picture real or synthetic?")),
        least=str(QT_TRANSLATE_NOOP("Quiz", "surely real")),
        most=str(QT_TRANSLATE_NOOP("Quiz", "surely synthetic")),
    ),
    RoundKind.PAIRS: RoundWords(
        title=str(QT_TRANSLATE_NOOP("Quiz", "Pairs")),
        about=str(
            QT_TRANSLATE_NOOP(
                "Quiz", "A real picture beside a synthetic one. The test of MammoGAN."
            )
        ),
        question=str(QT_TRANSLATE_NOOP("Quiz", "Which picture is synthetic?")),
    ),
    RoundKind.FIND_THE_SYNTHETIC: RoundWords(
        title=str(QT_TRANSLATE_NOOP("Quiz", "Find the synthetic one")),
        about=str(
            QT_TRANSLATE_NOOP(
                "Quiz", "Six pictures at once, five of them real, until three answers were wrong."
            )
        ),
        question=str(QT_TRANSLATE_NOOP("Quiz", "Which picture is synthetic?")),
    ),
}


def words_of(kind: RoundKind) -> RoundWords:
    """What is said of a round, in the user's language."""
    plain = _WORDS[kind]
    return RoundWords(
        title=_translated(plain.title),
        about=_translated(plain.about),
        question=_translated(plain.question),
        least=_translated(plain.least) if plain.least else "",
        most=_translated(plain.most) if plain.most else "",
    )


def _translated(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)
