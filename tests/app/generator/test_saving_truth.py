"""Claims about the truth of a saved or exported case: on request, and for the same pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pydicom
import pytest
from pytestqt.qtbot import QtBot

from app.exporting import Marked, export_dicom, export_truth
from app.generator.save_dialog import SaveDialog
from app.generator.saving import SavePlan, file_names, save_case
from app.viewer.marks_layer import value_words
from inference.birads import FindingKind
from inference.case import Case
from inference.case_files import CaseFormat
from inference.case_generator import CaseGenerator
from inference.lesions.spec import LesionSpec, Place
from inference.model_bundle import load_bundle
from inference.recipe import ViewName
from inference.resources import shipped_bundle


@pytest.fixture(scope="module")
def generator() -> CaseGenerator:
    return CaseGenerator(load_bundle(shipped_bundle()), provider="cpu", threads=1)


@pytest.fixture(scope="module")
def case(generator: CaseGenerator) -> Case:
    lesion = LesionSpec(kind=FindingKind.MASS, place=Place(side="L"))
    recipe = generator.recipe(7, views=(ViewName.L_CC,))
    return generator.generate(replace(recipe, lesions=(lesion,)))


def plan(folder: Path, *, with_truth: bool) -> SavePlan:
    return SavePlan(
        folder=folder, case_format=CaseFormat.DICOM, with_recipe=False, with_truth=with_truth
    )


def test_the_truth_is_saved_on_request_alone(
    case: Case, generator: CaseGenerator, tmp_path: Path
) -> None:
    assert case.recipe is not None
    model = generator.bundle
    save_case(case, model, plan(tmp_path / "a", with_truth=False))
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"seed-7_L-CC.dcm"}
    wanted = plan(tmp_path / "b", with_truth=True)
    save_case(case, model, wanted)
    assert {path.name for path in (tmp_path / "b").iterdir()} == {
        "seed-7_L-CC.dcm",
        "truth.json",
        "truth",
    }
    assert "truth.json" in file_names(case.recipe, wanted)
    assert "truth.json" not in file_names(case.recipe.without_lesions, wanted)


def test_an_exported_truth_refers_to_the_exported_pictures(
    case: Case, generator: CaseGenerator, tmp_path: Path
) -> None:
    marked = Marked(case=case, marks=(), states=(), words=value_words(), model=generator.bundle)
    export_dicom(marked, tmp_path / "pictures")
    export_truth(marked, tmp_path / "truth")
    picture = pydicom.dcmread(tmp_path / "pictures" / "IMAGES" / "IM000001")
    (mask,) = (tmp_path / "truth").glob("*_seg.dcm")
    referred = pydicom.dcmread(mask).ReferencedSeriesSequence[0].ReferencedInstanceSequence
    assert referred[0].ReferencedSOPInstanceUID == picture.SOPInstanceUID
    assert (tmp_path / "truth" / "truth.json").exists()


def test_the_dialog_offers_the_truth_of_cases_with_lesions_alone(qtbot: QtBot, case: Case) -> None:
    assert case.recipe is not None
    for recipe, offered in ((case.recipe, True), (case.recipe.without_lesions, False)):
        dialog = SaveDialog(recipe, Path("/somewhere"), CaseFormat.PNG)
        qtbot.addWidget(dialog)
        assert dialog.plan.with_truth is offered
