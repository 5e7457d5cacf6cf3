"""What tests of the quiz share: a small real pool and the tiny model."""

from __future__ import annotations

from pathlib import Path

import pytest

from inference.case_generator import CaseGenerator
from inference.model_bundle import load_bundle
from inference.real_pool.pool import RealPool
from tests.phantom_pool import phantom_pool


@pytest.fixture(scope="session")
def tiny_generator(tiny_controlled_bundle: Path) -> CaseGenerator:
    return CaseGenerator(load_bundle(tiny_controlled_bundle), provider="cpu", threads=1)


@pytest.fixture(scope="session")
def small_pool(tmp_path_factory: pytest.TempPathFactory) -> RealPool:
    """Ten phantoms that stand for real pictures; do not change it."""
    return phantom_pool(tmp_path_factory.mktemp("pools") / "small", 10)
