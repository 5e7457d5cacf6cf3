"""How a drawn case lies in a folder: names, pictures, recipe."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Protocol

from inference.atomic_files import write_text
from inference.case import Case
from inference.errors import InputError, RecipeError
from inference.lesions.truth import truth_json
from inference.recipe import Recipe, read_recipe, write_recipe

RECIPE_NAME = "recipe.json"
TRUTH_NAME = "truth.json"
TRUTH_FOLDER = "truth"
"""Folder of the truth as DICOM objects."""

WITHOUT_NAME = "without"
"""Folder of the same views without lesions."""


class CaseFormat(StrEnum):
    """What the views of a case are written as."""

    PNG = "png"
    NPZ = "npz"
    DICOM = "dicom"

    @property
    def ending(self) -> str:
        """How the files' names end."""
        return "dcm" if self is CaseFormat.DICOM else self.value


class ModelIdentity(Protocol):
    """What is told of the model that drew a case.

    Attributes:
        name: as recipes name it.
        label: name and version.
        hash: of its bundle.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def hash(self) -> str: ...  # noqa: D102


ID_SIGNS = 6
"""How much of a case's id tells the edited cases of one seed apart."""


def stem(recipe: Recipe) -> str:
    """How the names of a case's files begin: `seed-7`, or `seed-7-3F09AC` for an edited case.

    Neither lesions nor what is taken away change the name: it would tell readers of them.
    """
    plain = recipe.without_lesions.without_removals
    if plain.is_edited:
        return f"seed-{recipe.seed}-{plain.case_id[:ID_SIGNS]}"
    return f"seed-{recipe.seed}"


def picture_names(recipe: Recipe, case_format: CaseFormat) -> list[str]:
    """The names of the files of a case's views: `seed-7_R-CC.png`."""
    return [f"{stem(recipe)}_{view}.{case_format.ending}" for view in recipe.views]


def recipe_path(recipe: Recipe, folder: Path, *, alone: bool, name: str | None = None) -> Path:
    """Where a case's recipe goes: `recipe.json`, or named as its pictures are.

    Args:
        recipe: of the case.
        folder: of the pictures.
        alone: whether it is the only case written; even then another case's recipe keeps its name.
        name: how the names of its files begin, in place of `stem`.
    """
    plain = folder / RECIPE_NAME
    if alone and _is_free_for(plain, recipe):
        return plain
    return folder / f"{name or stem(recipe)}_{RECIPE_NAME}"


def derivation_by(model: ModelIdentity) -> str:
    """How drawn pictures came about, for DerivationDescription (0008,2111)."""
    return f"Synthetic, drawn by the model {model.label}, SHA-256 {model.hash}"


def write_case_files(
    case: Case,
    folder: Path,
    *,
    case_format: CaseFormat,
    model: ModelIdentity,
    name: str | None = None,
) -> tuple[Path, ...]:
    """Write the views of a drawn case, without its recipe.

    Args:
        case: drawn.
        folder: made if it is missing.
        case_format: of the pictures.
        model: that drew it.
        name: how the names of its files begin, in place of `stem`.

    Returns:
        The files, in the order of the views.

    Raises:
        InputError: the case was not drawn from a recipe.
        OutputError: a file could not be written.
    """
    if case.recipe is None:
        raise InputError("Only drawn cases can be written so.")
    # The DICOM libraries take long to import; who looks at cases on the screen never needs them.
    if case_format is CaseFormat.DICOM:
        from inference.dicom.write import Acquisition, write_case

        return write_case(
            case,
            folder,
            stem=name or stem(case.recipe),
            derivation=derivation_by(model),
            acquisition=Acquisition(model_name=model.name),
        )
    from inference import pictures

    return pictures.write_case(
        case,
        folder,
        stem=name or stem(case.recipe),
        picture_format=pictures.PictureFormat(case_format.value),
        model=model.label,
    )


def write_case_file_set(
    case: Case, folder: Path, *, model: ModelIdentity, name: str | None = None
) -> Path:
    """Write a drawn case as a DICOM folder with a DICOMDIR, named by its seed, without its recipe.

    One that was written there before is replaced.

    Returns:
        The DICOMDIR, for example `seed-7/DICOMDIR`.

    Raises:
        InputError: the case was not drawn from a recipe, or its views are not named.
        OutputError: other things lie there, or it could not be written.
    """
    if case.recipe is None:
        raise InputError("Only drawn cases can be written so.")
    from inference.dicom.file_set import write_file_set
    from inference.dicom.write import Acquisition

    return write_file_set(
        case,
        folder / (name or stem(case.recipe)),
        derivation=derivation_by(model),
        acquisition=Acquisition(model_name=model.name),
        replace=True,
    )


def write_case_recipe(case: Case, folder: Path, *, alone: bool, name: str | None = None) -> Path:
    """Write the recipe of a drawn case beside its pictures, never over that of another case.

    Raises:
        InputError: the case was not drawn from a recipe.
        OutputError: the file could not be written.
    """
    if case.recipe is None:
        raise InputError("Only drawn cases have a recipe.")
    path = recipe_path(case.recipe, folder, alone=alone, name=name)
    write_recipe(case.recipe, path)
    return path


def truth_path(recipe: Recipe, folder: Path, *, alone: bool, name: str | None = None) -> Path:
    """Where a case's truth goes: named as its recipe is."""
    beside = recipe_path(recipe, folder, alone=alone, name=name)
    return beside.with_name(beside.name.replace(RECIPE_NAME, TRUTH_NAME))


def write_case_truth(
    case: Case,
    folder: Path,
    *,
    case_format: CaseFormat,
    model: ModelIdentity,
    alone: bool,
    name: str | None = None,
) -> tuple[Path, ...]:
    """Write which lesions are in a drawn case beside its pictures.

    It is `truth.json`, and for DICOM pictures also segmentations and reports in the folder `truth`.

    Args:
        case: drawn.
        folder: of the pictures.
        case_format: of the pictures.
        model: that drew it, as the pictures were written with.
        alone: whether it is the only case written, as for its recipe.
        name: how the names of its files begin, in place of `stem`.

    Returns:
        The files.

    Raises:
        InputError: the case was not drawn from a recipe.
        OutputError: a file could not be written.
    """
    if case.recipe is None:
        raise InputError("Only drawn cases have a truth.")
    path = truth_path(case.recipe, folder, alone=alone, name=name)
    write_text(path, truth_json(case.case_id, case.findings))
    if case_format is not CaseFormat.DICOM or not case.findings:
        return (path,)
    from inference.dicom.truth_objects import write_truth_objects
    from inference.dicom.write import Acquisition

    objects = write_truth_objects(
        case,
        folder / TRUTH_FOLDER,
        stem=name or stem(case.recipe),
        derivation=derivation_by(model),
        acquisition=Acquisition(model_name=model.name),
    )
    return (path, *objects)


def _is_free_for(path: Path, recipe: Recipe) -> bool:
    if not path.exists():
        return True
    try:
        return stem(read_recipe(path)) == stem(recipe)
    except RecipeError:
        return False
