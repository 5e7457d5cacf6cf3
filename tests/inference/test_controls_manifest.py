"""The description of controls: what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from inference.controls_manifest import AttributeControl, Components, LayerRange


def slider(**changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": "density",
        "label": "Density",
        "unit": "%",
        "view_positions": ("CC", "MLO"),
        "mean": 15.0,
        "sd": 5.0,
        "low": -2.0,
        "high": 2.0,
        "steps": (
            {"position": -2.0, "value": 6.0},
            {"position": 0.0, "value": 15.0},
            {"position": 2.0, "value": 24.0},
        ),
        "leakage": {"contrast": 0.1},
        "moves": (),
        "r2": 0.6,
    }
    return {**values, **changes}


def test_a_sound_slider_is_read():
    assert AttributeControl.model_validate(slider()).steps[2].value == 24


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": "Density"}, "pattern"),
        ({"sd": 0.0}, "greater than 0"),
        ({"low": 1.0}, "less than or equal to 0"),
        ({"high": float("inf")}, "finite"),
        ({"steps": ({"position": 0.0, "value": 1.0},)}, "at least 2"),
        (
            {"steps": ({"position": 0.0, "value": 2.0}, {"position": 1.0, "value": 1.0})},
            "values of its steps fall",
        ),
        (
            {"steps": ({"position": 0.0, "value": 2.0}, {"position": 0.0, "value": 3.0})},
            "positions of its steps do not rise",
        ),
        (
            {"steps": ({"position": 1.0, "value": 2.0}, {"position": 2.0, "value": 3.0})},
            "no step at 0",
        ),
        ({"colour": "red"}, "Extra inputs"),
    ],
)
def test_an_unsound_slider_is_refused(changes: dict[str, Any], complaint: str):
    with pytest.raises(ValidationError, match=complaint):
        AttributeControl.model_validate(slider(**changes))


def test_a_range_of_layers_does_not_end_before_it_begins():
    with pytest.raises(ValidationError, match="last layer lies before"):
        LayerRange(name="fine", first_layer=3, last_layer=2)


def test_the_last_set_of_components_is_of_all_conditions():
    known = {"view_position": "CC", "technique": "digital"}
    all_of_them = {"view_position": None, "technique": None}
    values = {"count": 5, "conditions": [known, all_of_them], "layer_ranges": []}
    assert Components.model_validate_json(json.dumps(values)).count == 5
    values["conditions"] = [all_of_them, known]
    with pytest.raises(ValidationError, match="not of all conditions"):
        Components.model_validate_json(json.dumps(values))
