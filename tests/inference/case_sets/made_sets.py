"""Case sets that no model drew: small pictures with findings put in by hand."""

from __future__ import annotations

import numpy as np

from inference.birads import Composition, Depth, FindingKind, Region
from inference.case import Case, PixelSpacingSource, View
from inference.case_sets.case_set import CaseSet, SetCase, drawn_set_case
from inference.case_sets.case_truth import Asked, CaseTruth, ReferenceAnswer
from inference.case_sets.coded_pictures import Bits
from inference.case_sets.manifest import ModelEntry
from inference.drawn_view import FULL_RANGE
from inference.lesions.spec import LesionSpec
from inference.lesions.truth import Finding, FindingInView
from inference.recipe import Recipe, ViewName

IDS = ("0A1B2C3D4E5F", "F00000000001", "7777AAAA8888", "123456789ABC", "ABCDEFABCDEF")
PASSPHRASE = "four words and öne"


def small_view(seed: int, name: ViewName, rows: int = 40, columns: int = 32) -> View:
    """A smooth spot with grain, as wide values as 12 bits hold."""
    numbers = np.random.RandomState(seed)
    y, x = np.mgrid[:rows, :columns]
    smooth = 4095 * np.exp(-((y - rows / 2) ** 2 + x**2) / (rows * 8))
    values = np.clip(smooth + numbers.normal(0, 40, smooth.shape), 0, 4095)
    values[x > columns * 0.8] = 0
    return View(
        name=name,
        pixels=values.astype(np.uint16),
        greyscale=FULL_RANGE,
        pixel_spacing_mm=(0.45, 0.45),
        pixel_spacing_source=PixelSpacingSource.GENERATED,
        synthetic=True,
    )


def finding(view: ViewName = ViewName.L_CC) -> Finding:
    """A mass in one view."""
    spec = LesionSpec(kind=FindingKind.MASS, words={"margin": "spiculated"}, size_mm=12.0)
    outline = ((10.0, 5.0), (10.0, 9.0), (14.0, 9.0), (14.0, 5.0))
    shown = FindingInView(
        view=view.value,
        center=(12.0, 7.0),
        outlines=(outline,),
        diameter_mm=2.55,
        behind_nipple_mm=30.25,
        above_line_mm=-4.5,
        contrast_to_noise=0.8125,
    )
    return Finding(
        spec=spec,
        side="L",
        region=Region.UPPER_OUTER,
        clock=2,
        depth=Depth.MIDDLE,
        distance_from_nipple_mm=30.5,
        views=(shown,),
    )


def made_case(number: int, *, bits: Bits = 12) -> SetCase:
    """A case; those with an even number have a lesion."""
    names = (ViewName.L_CC, ViewName.L_MLO)
    case = Case(
        case_id="drawn",
        views=tuple(small_view(10 * number + i, name) for i, name in enumerate(names)),
    )
    sick = number % 2 == 0
    truth = CaseTruth(
        recipe=Recipe(bundle_name="tiny", bundle_hash="0" * 64, seed=number),
        findings=(finding(),) if sick else (),
        density=12.5 + number,
        composition=Composition.B,
        teaching="Look at the edge.\nThen at the other view." if sick else "Nothing to find.",
        reference=ReferenceAnswer(composition=Composition.B, text="=SUM(A1) <b>plain</b>"),
        tags=("spiculated",) if sick else (),
        asked=Asked(lesion="masses" if sick else "", density=Composition.B),
    )
    return drawn_set_case(case, case_id=IDS[number], bits=bits, truth=truth)


def made_set(count: int = 3, *, bits: Bits = 12) -> CaseSet:
    """A set of small cases."""
    return CaseSet(
        title="Small set",
        author="Nobody",
        description="Two views each.",
        cases=tuple(made_case(number, bits=bits) for number in range(count)),
        model=ModelEntry(name="tiny", label="tiny 1", hash="0" * 64),
        blueprint='{"cases":3}',
    )
