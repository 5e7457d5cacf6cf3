"""Flags on pictures that an educator should look at before they are handed out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.case import Case, View
from inference.case_sets.case_set import SetCase
from inference.case_sets.case_truth import SuspiciousPlace
from inference.lesions.truth import Finding
from inference.measurements.artefact_score import ArtefactScore, artefact_score
from inference.measurements.suspicious_foci import FociDetector
from inference.real_pool.fingerprints import LARGEST_DISTANCE, Fingerprints, fingerprint
from inference.recipe import Technique

AROUND_LESION_MM = 8.0
"""A focus so near to a lesion's outline shows the lesion."""

MOST_FOCI = 8


def facing_left(view: View) -> NDArray[np.uint8]:
    """A drawn view in 8 bits, with the chest wall at the left edge."""
    grey = (view.pixels.astype(np.uint16) >> 4).astype(np.uint8)
    right = view.name is not None and view.name.image_laterality == "R"
    return np.ascontiguousarray(grey[:, ::-1] if right else grey)


def suspicious_places(case: Case, detector: FociDetector) -> tuple[SuspiciousPlace, ...]:
    """What looks like a mass in the views of a drawn case, the most suspicious of a view first."""
    places = []
    for view in case.views:
        assert view.name is not None and view.pixel_spacing_mm is not None  # it was drawn
        right = view.name.image_laterality == "R"
        pixel_mm = view.pixel_spacing_mm[0]
        for focus in detector.find(facing_left(view), pixel_mm)[:MOST_FOCI]:
            column = view.columns - focus.column if right else focus.column
            places.append(
                SuspiciousPlace(
                    view=view.name,
                    row=round(focus.row, 1),
                    column=round(column, 1),
                    score=round(focus.score, 4),
                    within_lesion=_in_lesion(
                        (focus.row, column), case.findings, view.name, pixel_mm
                    ),
                )
            )
    return tuple(places)


def worst_artefact(case: Case, technique: Technique) -> ArtefactScore:
    """The artefact score of the view of a drawn case that has the highest."""
    scores = []
    for view in case.views:
        assert view.pixel_spacing_mm is not None  # it was drawn
        scores.append(artefact_score(facing_left(view), view.pixel_spacing_mm[0], technique))
    return max(scores, key=lambda score: score.value)


def fingerprints_of(case: Case) -> tuple[str, ...]:
    """The fingerprint of each view, by which the same picture is known again."""
    return tuple(fingerprint(facing_left(view)) for view in case.views)


def with_duplicates_flagged(cases: Sequence[SetCase]) -> tuple[SetCase, ...]:
    """The cases of a set, each flagged where a view almost equals one of an earlier case."""
    flagged: list[SetCase] = []
    known = Fingerprints()
    for case in cases:
        if case.truth is None:
            flagged.append(case)
            continue
        twin = next(
            (
                _owner(one, flagged)
                for one in case.truth.fingerprints
                if known.nearest(one) <= LARGEST_DISTANCE
            ),
            "",
        )
        for one in case.truth.fingerprints:
            known.add(one)
        flags = case.truth.flags.model_copy(update={"near_duplicate_of": twin})
        flagged.append(case.with_truth(replace(case.truth, flags=flags)))
    return tuple(flagged)


def _owner(one: str, earlier: Sequence[SetCase]) -> str:
    """The earlier case whose view is of the same picture."""
    for case in earlier:
        if case.truth is not None and Fingerprints(case.truth.fingerprints).has(one):
            return case.case_id
    return ""


def _in_lesion(
    point: tuple[float, float], findings: Sequence[Finding], view: str, pixel_mm: float
) -> bool:
    """Whether a point lies in the box about a lesion's outline, or near it."""
    for finding in findings:
        shown = finding.in_view(view)
        for outline in shown.outlines if shown is not None else ():
            corners = np.asarray(outline)
            low = corners.min(axis=0) - AROUND_LESION_MM / pixel_mm
            high = corners.max(axis=0) + AROUND_LESION_MM / pixel_mm
            if (low <= point).all() and (point <= high).all():
                return True
    return False
