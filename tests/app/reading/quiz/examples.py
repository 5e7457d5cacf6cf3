"""Questions made by hand, and the header of a sitting, for tests of the quiz."""

from __future__ import annotations

from datetime import UTC, datetime

from app.reading.quiz.rounds import FindTheLesion, RealOrSynthetic, RoundKind
from app.reading.quiz.sitting_events import SittingHeader, SittingMode
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus
from inference.birads import Composition, Depth, FindingKind, Region
from inference.lesions.spec import LesionSpec
from inference.lesions.truth import Finding, FindingInView
from inference.recipe import Recipe, ViewName

START = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
RECIPE = Recipe(bundle_name="tiny", bundle_hash="ab" * 32, seed=7, views=(ViewName.L_CC,))
SQUARE = ((10.0, 10.0), (10.0, 20.0), (20.0, 20.0), (20.0, 10.0))
MASS = LesionSpec(
    kind=FindingKind.MASS, words={"margin": "spiculated", "shape": "irregular"}, size_mm=12
)
FINDING = Finding(
    spec=MASS,
    side="L",
    region=Region.UPPER_OUTER,
    clock=2,
    depth=Depth.MIDDLE,
    distance_from_nipple_mm=41.5,
    views=(
        FindingInView(
            view="L-CC",
            center=(15.0, 15.0),
            outlines=(SQUARE,),
            diameter_mm=14.2,
            behind_nipple_mm=30.0,
            above_line_mm=12.5,
            contrast_to_noise=1.1,
        ),
    ),
)


def rating_trial(number: int, picture_class: PictureClass = PictureClass.REAL) -> QuizTrial:
    """A question of real or synthetic, of a picture that need not be there."""
    real = picture_class is PictureClass.REAL
    return QuizTrial(
        trial_id=f"T{number:04d}",
        number=number,
        kind=RoundKind.REAL_OR_SYNTHETIC,
        stimuli=(Stimulus(picture_id="00ff") if real else Stimulus(recipe=RECIPE),),
        truths=(PictureTruth(picture_class=picture_class, views=("L-CC",), pixel_mm=0.45),),
    )


def lesion_trial(number: int = 0, *, with_lesion: bool = True) -> QuizTrial:
    """A question about a lesion, whose outline is a square from 10 to 20 in both directions."""
    return QuizTrial(
        trial_id=f"L{number:04d}",
        number=number,
        kind=RoundKind.FIND_THE_LESION,
        stimuli=(Stimulus(recipe=RECIPE),),
        truths=(
            PictureTruth(
                picture_class=PictureClass.SYNTHESIZED,
                views=("L-CC",),
                technique="film",
                findings=(FINDING,) if with_lesion else (),
                pixel_mm=0.5,
                density_percent=12.0,
                composition=Composition.B,
                suspicion=0.25,
            ),
        ),
    )


def header(**changes: object) -> SittingHeader:
    """The header of a sitting of ten pictures."""
    values: dict[str, object] = {
        "sitting_id": "20260131-120000-ABCD",
        "reader_id": "r1",
        "mode": SittingMode.PRACTICE,
        "settings": RealOrSynthetic(real=5, synthesized=5, edited=0),
        "seed": 3,
        "set_hash": "cd" * 32,
        "trials": 10,
        "bundle_name": "tiny",
        "bundle_hash": "ab" * 32,
        "versions": {"mammogym": "0.1.0"},
        "started_at": "2026-01-31T12:00:00.000+00:00",
    }
    return SittingHeader(**{**values, **changes})  # pyright: ignore[reportArgumentType]


LESION_ROUND = FindTheLesion(cases=4, margin_mm=2.0)
