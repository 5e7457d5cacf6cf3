from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from inference.dicom.naming import view_facts, without_view
from inference.recipe import ViewName

NOWHERE = Path("IM0001")


def header(**attributes: object) -> Dataset:
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def code(value: str, modifier: str | None = None) -> list[Dataset]:
    item = header(CodeValue=value, CodingSchemeDesignator="SCT", CodeMeaning="a view")
    item.ViewModifierCodeSequence = [header(CodeValue=modifier)] if modifier else []
    return [item]


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ({"ImageLaterality": "R", "ViewCodeSequence": code("399162004")}, ViewName.R_CC),
        ({"ImageLaterality": "L", "ViewCodeSequence": code("399368009")}, ViewName.L_MLO),
        ({"ImageLaterality": "L", "ViewCodeSequence": code("R-10242")}, ViewName.L_CC),
        ({"ImageLaterality": "R", "ViewPosition": "MLO"}, ViewName.R_MLO),
        ({"Laterality": "L", "ViewPosition": "CC"}, ViewName.L_CC),
        ({"ViewPosition": "RMLO"}, ViewName.R_MLO),
        ({"Laterality": "L", "PatientOrientation": "CC"}, ViewName.L_CC),
        ({"SeriesDescription": "R CC"}, ViewName.R_CC),
        ({"SeriesDescription": "Left Cranio-Caudal"}, ViewName.L_CC),
        ({"SeriesDescription": "left breast mediolateral oblique"}, ViewName.L_MLO),
        ({"PatientID": "Mass-Test_P_00173_LEFT_CC"}, ViewName.L_CC),
        ({"StudyDescription": "MLO LT"}, ViewName.L_MLO),
        ({"Laterality": "R", "SeriesDescription": "MLO"}, ViewName.R_MLO),
    ],
)
def test_each_step_of_the_chain_names_a_view(attributes, name):
    assert view_facts(header(**attributes), NOWHERE).name is name


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("Mass-Test_P_00173_LEFT_CC", ViewName.L_CC),
        ("22678622_MG_R_CC_ANON", ViewName.R_CC),
        ("seed-7_R-MLO", ViewName.R_MLO),
        ("case1.lmlo", ViewName.L_MLO),
        ("RCC2", ViewName.R_CC),
        ("1-132", None),
        ("success", None),
        ("LCC_and_RCC", None),
    ],
)
def test_the_name_of_the_file_comes_last(stem, name):
    assert view_facts(header(), Path(f"folder/{stem}.dcm")).name is name


def test_the_attribute_made_for_it_wins_over_a_description():
    facts = view_facts(
        header(ImageLaterality="R", ViewPosition="CC", SeriesDescription="L MLO"), Path("L_MLO.dcm")
    )
    assert facts.name is ViewName.R_CC


@pytest.mark.parametrize(
    "attributes",
    [
        {"ViewCodeSequence": code("399260004"), "SeriesDescription": "R CC"},
        {"ViewCodeSequence": code("399162004", modifier="399163009")},
        {"ViewPosition": "XCCL", "SeriesDescription": "R CC"},
        {"SeriesDescription": "R CC SPOT", "StudyDescription": "R CC"},
    ],
)
def test_another_view_keeps_its_side_and_gets_no_name(attributes):
    facts = view_facts(header(ImageLaterality="R", **attributes), NOWHERE)
    assert (facts.image_laterality, facts.view_position, facts.name) == ("R", None, None)


def test_a_view_with_the_implant_pushed_back_is_still_that_view():
    codes = code("399162004", modifier="399209000")
    assert view_facts(header(ImageLaterality="R", ViewCodeSequence=codes), NOWHERE).name


def test_a_picture_of_both_breasts_has_no_side():
    facts = view_facts(header(ImageLaterality="B", SeriesDescription="R CC"), NOWHERE)
    assert facts.image_laterality is None


@pytest.mark.parametrize(
    ("wording", "rest"),
    [
        ("Mass-Test_P_00173_LEFT_CC", "Mass-Test_P_00173"),
        ("Calc-Test_P_00038_RIGHT_MLO_1", "Calc-Test_P_00038_1"),
        ("seed-7_R-MLO", "seed-7"),
        ("LEFT_CC", ""),
        ("P_00173", None),
    ],
)
def test_a_wording_can_be_freed_of_its_view(wording, rest):
    assert without_view(wording) == rest
