"""Cases and files for the tests of reading and writing DICOM."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inference.case import Case, PixelSpacingSource, View
from inference.imaging.greyscale import Greyscale, Window
from inference.recipe import ALL_VIEWS
from tests.inference.dicom.small_pictures import (
    breast,
    compress,
    hung_breast,
    mammogram_dataset,
)


@pytest.fixture
def synthetic_case() -> Case:
    views = tuple(
        View(
            name=name,
            pixels=hung_breast(name),
            greyscale=Greyscale(
                windows=(Window(center=2048, width=4096, explanation="Full range"),)
            ),
            pixel_spacing_mm=(0.45, 0.45),
            pixel_spacing_source=PixelSpacingSource.GENERATED,
            synthetic=True,
        )
        for name in ALL_VIEWS
    )
    return Case(case_id="0A1B2C3D4E5F", views=views)


@pytest.fixture
def save_mammogram(tmp_path: Path) -> Callable[..., Path]:
    """Give a function that writes a mammogram and returns its path."""

    def save(
        pixels: np.ndarray | None = None,
        name: str = "view.dcm",
        syntax: str | None = None,
        **attributes: object,
    ) -> Path:
        dataset = mammogram_dataset(breast() if pixels is None else pixels, **attributes)
        if syntax is not None:
            compress(dataset, syntax)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        dataset.save_as(path, enforce_file_format=True)
        return path

    return save
