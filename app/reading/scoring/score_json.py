"""Scores as JSON: everything that the scores hold, with the number of the format first."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import inference
from app.reading.quiz.round_values import round_to_plain
from app.reading.scoring.averages import Average
from app.reading.scoring.measure_kinds import MEASURES
from app.reading.scoring.measures import Measure, RoundScore, Sentence
from app.reading.scoring.retest import Retest
from app.reading.scoring.sitting_score import SittingScore
from app.reading.scoring.study import QuestionScore, Results, StudyScore
from app.reading.scoring.table_two import study_table
from inference.statistics.estimate import CONFIDENCE

FORMAT = 1
"""Number of the format of the file."""


def results_json(results: Results) -> str:
    """All scores as JSON text."""
    plain = results_to_plain(results)
    return json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def results_to_plain(results: Results) -> dict[str, Any]:
    """All scores as plain values; a number that does not exist is None."""
    table = study_table(results)
    return {
        "format": FORMAT,
        "program": f"Mammogym {inference.__version__}",
        "confidence": CONFIDENCE,
        "measures": {
            kind.name: {"label": kind.label, "unit": kind.unit.value, "meaning": kind.meaning}
            for kind in MEASURES.values()
        },
        "studies": [_study(study) for study in results.studies],
        "table_two": None if table is None else asdict(table),
        "notes": _notes(results.notes),
    }


def _study(study: StudyScore) -> dict[str, Any]:
    return {
        "round": round_to_plain(study.settings),
        "set_hash": study.set_hash,
        "readers": [_sitting(one) for one in study.readers],
        "averages": [_average(one) for one in study.averages],
        "pooled": [_measure(one) for one in study.pooled],
        "retests": [_retest(one) for one in study.retests],
        "questions": [_question(one) for one in study.questions],
        "notes": _notes(study.notes),
    }


def _sitting(sitting: SittingScore) -> dict[str, Any]:
    header = sitting.header
    return {
        "reader": header.reader_id,
        "sitting": header.sitting_id,
        "mode": header.mode.value,
        "started_at": header.started_at,
        "answers": sitting.answers,
        "end": None if sitting.end is None else sitting.end.value,
        **_score(sitting.score),
    }


def _score(score: RoundScore) -> dict[str, Any]:
    return {
        "measures": [_measure(one) for one in score.measures],
        "groups": [
            {
                "by": group.by,
                "label": group.label,
                "answers": group.answers,
                "measures": [_measure(one) for one in group.measures],
            }
            for group in score.groups
        ],
        "curves": [asdict(curve) for curve in score.curves],
        "notes": _notes(score.notes),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "name": measure.name,
        "value": measure.value,
        "low": measure.low,
        "high": measure.high,
    }
    if measure.total is not None:
        plain |= {"count": measure.count, "total": measure.total}
    if measure.verdict is not None:
        plain["verdict"] = measure.verdict.value
    if measure.published:
        plain["published"] = [asdict(one) for one in measure.published]
    return plain


def _average(average: Average) -> dict[str, Any]:
    return {**_measure(average.measure), "method": average.method}


def _retest(retest: Retest) -> dict[str, Any]:
    return {
        "reader": retest.reader,
        "first": retest.first,
        "second": retest.second,
        "questions": retest.questions,
        "measures": [_measure(one) for one in retest.measures],
        "notes": _notes(retest.notes),
    }


def _question(question: QuestionScore) -> dict[str, Any]:
    item = question.item
    return {
        "trial_id": question.trial_id,
        "truth": question.truth,
        "right": None if item.right is None else item.right.count,
        "answers": None if item.right is None else item.right.total,
        "low": None if item.right is None else item.right.low,
        "high": None if item.right is None else item.right.high,
        "discrimination": item.discrimination,
        "correlation": item.correlation,
    }


def _notes(notes: tuple[Sentence, ...]) -> list[str]:
    return [note.text for note in notes]
