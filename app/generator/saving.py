"""Saving the case on the screen: where to, as what, and with which files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.generator.drawing import Model
from inference.case import Case
from inference.case_files import (
    TRUTH_FOLDER,
    CaseFormat,
    picture_names,
    recipe_path,
    truth_path,
    write_case_files,
    write_case_recipe,
    write_case_truth,
)
from inference.recipe import Recipe

OFFERED = (CaseFormat.PNG, CaseFormat.DICOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePlan:
    """Where and how a case is saved.

    Attributes:
        folder: made if it is missing.
        case_format: of the pictures, one of `OFFERED`.
        with_recipe: whether the recipe, which holds the answer, is written beside them.
        with_truth: whether the truth of a case with lesions is written beside them.
    """

    folder: Path
    case_format: CaseFormat
    with_recipe: bool
    with_truth: bool = False


def file_names(recipe: Recipe, plan: SavePlan) -> list[str]:
    """The names of the files that saving writes."""
    names = picture_names(recipe, plan.case_format)
    if plan.with_recipe:
        names.append(recipe_path(recipe, plan.folder, alone=True).name)
    if plan.with_truth and recipe.lesions:
        names.append(truth_path(recipe, plan.folder, alone=True).name)
        if plan.case_format is CaseFormat.DICOM:
            names.append(f"{TRUTH_FOLDER}/…_seg.dcm, …_sr.dcm")
    return names


def save_case(case: Case, model: Model, plan: SavePlan) -> tuple[Path, ...]:
    """Write a drawn case.

    Returns:
        The files.

    Raises:
        MammogymError: the case cannot be written so, or a file could not be written.
    """
    paths = write_case_files(case, plan.folder, case_format=plan.case_format, model=model)
    if plan.with_recipe:
        paths = (*paths, write_case_recipe(case, plan.folder, alone=True))
    if plan.with_truth and case.recipe is not None and case.recipe.lesions:
        truth = write_case_truth(
            case, plan.folder, case_format=plan.case_format, model=model, alone=True
        )
        paths = (*paths, *truth)
    return paths
