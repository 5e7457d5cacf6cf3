from __future__ import annotations

import sys

import numpy as np
import pytest

from inference.machine import peak_memory_mib, processor


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell")
def test_the_peak_memory_counts_what_was_used_in_mebibytes() -> None:
    block = np.ones(200 * 2**20, np.uint8)
    peak = peak_memory_mib()
    assert peak is not None and peak > 200 * block.max()
    del block
    after = peak_memory_mib()
    assert after is not None and after >= peak  # it is a peak


def test_the_processor_is_named_with_its_cores() -> None:
    assert "logical cores" in processor()
