from __future__ import annotations

import json

import numpy as np

from training.evaluation.evaluation import Evaluation
from training.evaluation.measure import Better, Measure
from training.evaluation.report_content import Distribution, ReportContent, Samples


def evaluation() -> Evaluation:
    return Evaluation(
        settings={"seed": 3, "data": "views.h5"},
        content=ReportContent(
            title="t",
            bundle_name="b",
            bundle_hash="h",
            settings={},
            measures=(
                Measure(name="recall", value=0.4, floor=0.8, better=Better.HIGHER),
                Measure(name="precision", value=float("nan"), better=Better.HIGHER),
            ),
            moments=(
                Distribution(
                    name="mean grey", real=np.array([1 / 3, np.nan]), drawn=np.array([2.0])
                ),
            ),
            samples=(
                Samples(
                    condition="CC film",
                    truncation_psi=1.0,
                    pictures=np.zeros((1, 5, 4), np.uint8),
                ),
            ),
            left_out=("No test for copies: …",),
        ),
    )


def test_figures_and_curves_are_kept_and_pictures_are_not() -> None:
    found = json.loads(evaluation().to_json())
    assert found["bundle"] == {"name": "b", "hash": "h"}
    assert found["settings"] == {"seed": 3, "data": "views.h5"}
    assert found["left_out"] == ["No test for copies: …"]
    assert found["measures"][0]["ratio"] == 0.5
    assert found["measures"][0]["better"] == "higher"
    assert found["moments"][0]["real"] == [0.33333, None]
    assert "samples" not in found


def test_what_is_no_number_is_null_and_an_aim_without_it_is_not_measured() -> None:
    found = json.loads(evaluation().to_json())
    assert found["measures"][1]["value"] is None
    outcomes = {each["aim"]["name"]: each["outcome"] for each in found["aims"]}
    assert outcomes["precision"] == "not measured"
    assert outcomes["recall"].startswith("reached")


def test_each_figure_stands_on_a_line_of_its_own() -> None:
    lines = evaluation().to_json().splitlines()
    assert sum(line.startswith('{"name": "recall"') for line in lines) == 1
