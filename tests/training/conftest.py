"""What tests of training share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset file of a few drawn films, 40 rows high; not to be changed."""
    from tests.training.small_dataset import write_small_dataset

    return write_small_dataset(tmp_path_factory.mktemp("data") / "films.h5")
