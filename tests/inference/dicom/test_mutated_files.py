"""Thousands of damaged files: each is shown or refused with a sentence, within bounds."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inference.case import View
from inference.dicom.read import read_facts, read_view
from inference.errors import ImageFileError
from inference.imaging.greyscale import to_grey
from tests.inference.dicom.fuzzed_samples import samples
from tests.inference.dicom.mutations import mutated

SAMPLES = samples()
EACH = 300
"""How many damaged files are made of each sample; with eleven samples they take some seconds."""

PLACES = st.floats(0, 1, exclude_max=True)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "insert", "remove", "end"]), PLACES, st.binary(max_size=12)
    ),
    min_size=1,
    max_size=6,
)


def shown_or_refused(path: Path) -> bool:
    """Whether a file was shown; a refusal names it, and anything else fails the test."""
    try:
        view = read_view(path)
    except ImageFileError as error:
        assert path.name in str(error)
        assert str(error).endswith(".")
        return False
    assert isinstance(view, View)
    assert np.isfinite(view.pixels).all()
    for voi in (*view.greyscale.windows, *view.greyscale.voi_luts):
        grey = to_grey(view.pixels, view.greyscale, voi)
        assert grey.min() >= 0
        assert grey.max() <= 1
    return True


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_is_sound(tmp_path, name):
    path = tmp_path / "view.dcm"
    path.write_bytes(SAMPLES[name])
    assert shown_or_refused(path)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mutated_file_is_shown_or_refused(tmp_path, name):
    path = tmp_path / "view.dcm"
    seen: Counter[bool] = Counter()
    for number in range(EACH):
        path.write_bytes(mutated(SAMPLES[name], random.Random(f"{name} {number}")))
        seen[shown_or_refused(path)] += 1
    # Both happen: the damage is neither too much nor too little to try the reader.
    assert min(seen[True], seen[False]) > EACH // 20


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(sorted(SAMPLES)), edits=EDITS)
def test_a_file_edited_anywhere_is_shown_or_refused(tmp_path, name, edits):
    data = bytearray(SAMPLES[name])
    for kind, share, value in edits:
        place = int(share * len(data))
        if kind == "set":
            data[place : place + len(value)] = value
        elif kind == "cut":
            del data[place:]
        elif kind == "insert":
            data[place:place] = value
        elif kind == "remove":
            del data[place : place + len(value)]
        else:
            data += value
    path = tmp_path / "view.dcm"
    path.write_bytes(data)
    shown_or_refused(path)


@pytest.mark.parametrize("name", ["explicit", "deflated"])
def test_the_header_of_a_mutated_file_is_read_or_refused(tmp_path, name):
    path = tmp_path / "view.dcm"
    for number in range(EACH // 2):
        path.write_bytes(mutated(SAMPLES[name], random.Random(f"header {name} {number}")))
        try:
            facts = read_facts(path)
        except ImageFileError as error:
            assert path.name in str(error)
        else:
            assert facts.rows > 0
