"""Sittings made by hand: answers with a known score, as a log would hold them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.reading.quiz.answers import Answer, Choice, Marking, RatedMark, Rating, Reading
from app.reading.quiz.judging import judged
from app.reading.quiz.rounds import (
    FindTheLesion,
    FindTheSynthetic,
    Pairs,
    ReadAndReport,
    RealOrSynthetic,
    RoundSettings,
)
from app.reading.quiz.sitting_events import (
    Answered,
    EndReason,
    EventKind,
    Noted,
    SittingHeader,
    SittingMode,
)
from app.reading.quiz.sitting_log import SittingLog, SittingRecord
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus
from app.reading.report import Report, ReportFinding
from inference.birads import Assessment, Composition, FindingKind, MassMargin
from inference.lesions.spec import LesionSpec
from inference.lesions.truth import Finding, FindingInView
from inference.recipe import Recipe, ViewName

RECIPE = Recipe(bundle_name="tiny", bundle_hash="ab" * 32, seed=7, views=(ViewName.L_CC,))
SQUARE = ((10.0, 10.0), (10.0, 20.0), (20.0, 20.0), (20.0, 10.0))
TEST_SET, SEARCH_SET, PAIRS_SET, LESION_SET, REPORT_SET = (c * 64 for c in "12345")


def sitting(
    reader: str,
    settings: RoundSettings,
    set_hash: str,
    given: Sequence[tuple[QuizTrial, Answer]],
    *,
    name: str = "",
    day: int = 1,
    seconds: float = 20.0,
    mode: SittingMode = SittingMode.EXAM,
    trials: int = 0,
    end: EndReason | None = EndReason.ALL_ANSWERED,
) -> SittingRecord:
    """A record of answers that were judged as the program judges them."""
    time = f"2026-03-{day:02}T12:00:00+00:00"
    header = SittingHeader(
        sitting_id=name or f"{reader}-{set_hash[0]}-{day}",
        reader_id=reader,
        mode=mode,
        settings=settings,
        seed=1,
        set_hash=set_hash,
        trials=trials or len(given),
        bundle_name="tiny",
        bundle_hash="ab" * 32,
        versions={"mammogym": "0"},
        started_at=time,
    )
    events: list[Answered | Noted] = []
    for number, (trial, answer) in enumerate(given):
        found = judged(trial, answer, settings)
        events.append(
            Answered(
                trial=trial,
                answer=answer,
                seconds=seconds,
                interrupted=False,
                correct=found.correct,
                located=found.located,
                at=time,
                elapsed_s=seconds * (number + 1),
            )
        )
    if end is not None:
        elapsed = seconds * len(given)
        events.append(Noted(kind=EventKind.FINISHED, at=time, elapsed_s=elapsed, reason=end))
    return SittingRecord(header=header, events=tuple(events))


def write_log(folder: Path, record: SittingRecord) -> Path:
    """Write a record as the program writes it."""
    with SittingLog.create(folder, record.header) as log:
        for event in record.events:
            log.append(event)
        return log.path


def picture_trial(number: int, picture_class: PictureClass, view: str = "L-CC") -> QuizTrial:
    """A question of `real or synthetic`."""
    real = picture_class is PictureClass.REAL
    return QuizTrial(
        trial_id=f"T{number:03}",
        number=number,
        kind=RealOrSynthetic.kind,
        stimuli=(Stimulus(picture_id="00ff") if real else Stimulus(recipe=RECIPE),),
        truths=(PictureTruth(picture_class=picture_class, views=(view,)),),
    )


def turing_test(
    reader: str, real: Sequence[int], synthesized: Sequence[int], edited: Sequence[int] = (), **more
) -> SittingRecord:
    """A sitting of `real or synthetic` with these confidences, of 1 to 6."""
    steps = more.pop("steps", 6)
    classes = (
        [PictureClass.REAL] * len(real)
        + [PictureClass.SYNTHESIZED] * len(synthesized)
        + [PictureClass.EDITED] * len(edited)
    )
    settings = RealOrSynthetic(
        real=len(real), synthesized=len(synthesized), edited=len(edited), steps=steps
    )
    views = ("L-CC", "R-MLO")
    given = [
        (picture_trial(number, kind, views[number % 2]), Rating(rating=rating))
        for number, (kind, rating) in enumerate(
            zip(classes, [*real, *synthesized, *edited], strict=True)
        )
    ]
    return sitting(reader, settings, more.pop("set_hash", TEST_SET), given, **more)


def yes_or_no_test(reader: str, hits: int, false_alarms: int, **more) -> SittingRecord:
    """The test of the paper: 52 real, 31 synthesized and 17 edited images, called one or other."""
    synthetic = [2] * hits + [1] * (48 - hits)
    real = [2] * false_alarms + [1] * (52 - false_alarms)
    return turing_test(reader, real, synthetic[:31], synthetic[31:], steps=2, **more)


def choice_trial(number: int, target: int, pictures: int, settings: RoundSettings) -> QuizTrial:
    """A question with one synthetic picture among real ones."""
    drawn = [place == target for place in range(pictures)]
    return QuizTrial(
        trial_id=f"C{number:03}",
        number=number,
        kind=settings.kind,
        stimuli=tuple(
            Stimulus(recipe=RECIPE) if one else Stimulus(picture_id="00ff") for one in drawn
        ),
        truths=tuple(
            PictureTruth(
                picture_class=PictureClass.SYNTHESIZED if one else PictureClass.REAL,
                views=("L-CC",),
            )
            for one in drawn
        ),
        target=target,
    )


def search(reader: str, right: Sequence[bool], seconds: float = 20.0, **more) -> SittingRecord:
    """A search among six, answer by answer right or wrong."""
    settings = FindTheSynthetic()
    given = []
    for number, hit in enumerate(right):
        target = number % 6
        trial = choice_trial(number, target, 6, settings)
        given.append((trial, Choice(chosen=target if hit else (target + 1) % 6)))
    more = {"trials": 100, "end": EndReason.WRONG_ANSWERS, **more}
    return sitting(reader, settings, SEARCH_SET, given, seconds=seconds, **more)


def pairs(reader: str, right: int, total: int = 10, **more) -> SittingRecord:
    """Pairs, of which the first so many are answered rightly."""
    settings = Pairs(pairs=total)
    given = []
    for number in range(total):
        target = number % 2
        chosen = target if number < right else 1 - target
        given.append((choice_trial(number, target, 2, settings), Choice(chosen=chosen)))
    return sitting(reader, settings, PAIRS_SET, given, **more)


def mass(size_mm: float = 12, contrast_to_noise: float = 1.1) -> Finding:
    """A spiculated mass, whose outline is a square from 10 to 20 in both directions."""
    return Finding(
        spec=LesionSpec(kind=FindingKind.MASS, words={"margin": "spiculated"}, size_mm=size_mm),
        side="L",
        region=None,
        clock=None,
        depth=None,
        distance_from_nipple_mm=None,
        views=(
            FindingInView(
                view="L-CC",
                center=(15.0, 15.0),
                outlines=(SQUARE,),
                diameter_mm=size_mm,
                behind_nipple_mm=30.0,
                above_line_mm=0.0,
                contrast_to_noise=contrast_to_noise,
            ),
        ),
    )


def case_trial(
    number: int,
    settings: RoundSettings,
    finding: Finding | None,
    composition: Composition = Composition.B,
) -> QuizTrial:
    """A case with or without a lesion, 0.5 mm to the pixel."""
    return QuizTrial(
        trial_id=f"L{number:03}",
        number=number,
        kind=settings.kind,
        stimuli=(Stimulus(recipe=RECIPE),),
        truths=(
            PictureTruth(
                picture_class=PictureClass.SYNTHESIZED,
                views=("L-CC",),
                findings=() if finding is None else (finding,),
                pixel_mm=0.5,
                density_percent=12.0,
                composition=composition,
            ),
        ),
    )


HIT, NEAR, FAR = (15.0, 15.0), (23.0, 15.0), (90.0, 90.0)
"""Places in the lesion, 1.5 mm beside it, and far from it."""


def marking(rating: int, *places: tuple[float, float]) -> Marking:
    """Marks of one rating at these places."""
    marks = tuple(RatedMark(view=0, row=r, column=c, rating=rating) for r, c in places)
    return Marking(rating=rating, marks=marks)


def lesion_hunt(
    reader: str, given: Sequence[tuple[Finding | None, Marking]], **more
) -> SittingRecord:
    """A sitting of `find the lesion` with a margin of 2 mm; every other breast is dense."""
    settings = FindTheLesion(cases=len(given), margin_mm=2.0)
    densities = (Composition.B, Composition.D)
    answered = [
        (case_trial(number, settings, finding, densities[number // 2 % 2]), answer)
        for number, (finding, answer) in enumerate(given)
    ]
    return sitting(reader, settings, LESION_SET, answered, **more)


def reports(reader: str, given: Sequence[tuple[Finding | None, Report]], **more) -> SittingRecord:
    """A sitting of `read and report`; a report with a finding marks its place."""
    settings = ReadAndReport(cases=len(given), margin_mm=2.0)
    mark = RatedMark(view=0, row=HIT[0], column=HIT[1], rating=1)
    answered = [
        (
            case_trial(number, settings, finding),
            Reading(report=report, marks=(mark,) if report.findings else ()),
        )
        for number, (finding, report) in enumerate(given)
    ]
    return sitting(reader, settings, REPORT_SET, answered, **more)


def report_of_mass(margin: MassMargin, assessment: Assessment, composition: Composition) -> Report:
    """A report of one mass."""
    return Report(
        composition=composition,
        findings=(ReportFinding(kind=FindingKind.MASS, margin=margin),),
        assessment=assessment,
    )
