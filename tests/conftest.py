"""What tests of all rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

import inference  # noqa: F401 - first of all: keeps onnxruntime from sending telemetry


@pytest.fixture(scope="session")
def tiny_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small untrained model bundle; copy it before you change it."""
    from tests.tiny_bundle import write_tiny_bundle  # torch: only for tests that draw

    folder = tmp_path_factory.mktemp("bundles") / "tiny"
    write_tiny_bundle(folder)
    return folder


@pytest.fixture(scope="session")
def tiny_controlled_bundle(tiny_bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the tiny bundle with controls; copy it before you change it."""
    from tests.tiny_controls import write_tiny_controls

    folder = tmp_path_factory.mktemp("bundles") / "tiny-controlled"
    write_tiny_controls(tiny_bundle, folder)
    return folder
