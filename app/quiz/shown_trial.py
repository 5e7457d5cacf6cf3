"""A question made ready for the screen: its pictures as one case for the viewer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from app.reading.quiz.plan import ReadyTrial
from app.reading.quiz.trial import PictureTruth
from app.viewer.ready_case import ReadyCase, make_ready
from inference.case import Case, View


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ShownTrial:
    """A question ready for the screen.

    Attributes:
        ready: the question and its pictures.
        case: what is shown; several pictures at once hang as views of one case, numbered from 1.
        twin: the same without lesions; None where there is nothing to compare.
        told: the same pictures, each with what it is; None where all are synthetic and say so.
    """

    ready: ReadyTrial
    case: ReadyCase
    twin: ReadyCase | None
    told: ReadyCase | None = None


def shown_trial(ready: ReadyTrial) -> ShownTrial:
    """Make a question ready for the screen; it takes as long as its pictures are large."""
    twins = [twin or case for twin, case in zip(ready.twins, ready.cases, strict=True)]
    has_twin = any(twin is not None for twin in ready.twins)
    case = make_ready(_as_one(ready.cases))
    return ShownTrial(
        ready=ready,
        case=case,
        twin=make_ready(_as_one(tuple(twins))) if has_twin else None,
        told=_told(case, ready.trial.truths) if ready.trial.kind.needs_real_pictures else None,
    )


def _told(case: ReadyCase, truths: tuple[PictureTruth, ...]) -> ReadyCase:
    """The pictures with what they are: SYNTHETIC, or real."""
    pictures = tuple(
        replace(picture, view=_named_view(picture.view, truth))
        for picture, truth in zip(case.pictures, truths, strict=True)
    )
    views = tuple(picture.view for picture in pictures)
    return ReadyCase(case=replace(case.case, views=views), pictures=pictures)


def _named_view(view: View, truth: PictureTruth) -> View:
    if truth.picture_class.synthetic:
        return replace(view, synthetic=True)
    real = _tr("real")
    return replace(view, description=f"{view.description} · {real}" if view.description else real)


def _as_one(cases: tuple[Case, ...]) -> Case:
    """One case of all pictures. Its views have numbers for names, so that they hang in order."""
    if len(cases) == 1:
        views = tuple(
            view if view.name is not None else replace(view, description=_tr("Square of tissue"))
            for view in cases[0].views
        )
        return replace(cases[0], case_id="", views=views)
    views = tuple(
        replace(case.views[0], name=None, description=str(number))
        for number, case in enumerate(cases, start=1)
    )
    return replace(cases[0], case_id="", views=views)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Quiz", text)
