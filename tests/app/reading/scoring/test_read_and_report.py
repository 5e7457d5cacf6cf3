from __future__ import annotations

from app.reading.report import Report
from app.reading.scoring.sitting_score import score_sitting
from inference.birads import Assessment, Composition, MassMargin
from tests.app.reading.scoring.made_sittings import mass, report_of_mass, reports

NORMAL = Report(composition=Composition.B, assessment=Assessment.NEGATIVE)
EXACT = report_of_mass(MassMargin.SPICULATED, Assessment.SUSPICIOUS, Composition.B)
WRONG_MARGIN = report_of_mass(MassMargin.CIRCUMSCRIBED, Assessment.BENIGN, Composition.C)


def test_each_item_is_counted_where_it_applies() -> None:
    given = [(mass(), EXACT), (mass(), WRONG_MARGIN), (mass(), NORMAL), (None, NORMAL)]
    score = score_sitting(reports("r", given)).score
    found = {one.name: (one.count, one.total) for one in score.measures if one.total}
    assert found["composition"] == (3, 4)
    assert found["finding"] == (3, 4)
    assert found["kind"] == (2, 3)
    assert found["margin"] == (1, 3)
    assert found["assessment"] == (2, 4)
    assert found["sensitivity"] == (2, 3)
    assert found["specificity"] == (1, 1)
    assert found["located_sensitivity"] == (2, 3)


def test_items_of_lesions_that_did_not_occur_are_left_out() -> None:
    names = {one.name for one in score_sitting(reports("r", [(mass(), EXACT)])).score.measures}
    assert "margin" in names
    assert "morphology" not in names


def test_one_density_alone_has_no_kappa() -> None:
    found = score_sitting(reports("r", [(None, NORMAL)] * 3)).score.measure("composition_kappa")
    assert found is not None
    assert found.value is None
