"""What tests of the contextual network share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small_lesions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of drawn lesion patches; not to be changed."""
    from tests.training.lesions.small_lesions import write_small_lesions

    return write_small_lesions(tmp_path_factory.mktemp("lesions") / "lesions.h5")
