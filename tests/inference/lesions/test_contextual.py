from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.errors import InputError
from inference.lesions.contextual import ContextualNetwork, NetworkEntry, NetworkKind
from inference.runtime import Runtime

SIDE = 256


@dataclass
class DiskSession:
    """A session that draws a disk of 10.5 mm, and remembers the patch."""

    sign: float = 1.0
    patches: list[NDArray[np.float32]] = field(default_factory=list)

    def get_providers(self) -> list[str]:
        return ["CPUExecutionProvider"]

    def run(self, output_names: Any, input_feed: Any) -> list[NDArray[np.float32]]:
        assert output_names == ["lesion"]
        self.patches.append(input_feed["patch"])
        y, x = np.ogrid[:SIDE, :SIDE]
        disk = (y - 127.5) ** 2 + (x - 127.5) ** 2 <= 84**2
        return [(self.sign * 0.4 * disk[None, None]).astype(np.float32)]


def network(session: DiskSession, kind: NetworkKind = NetworkKind.MASS) -> ContextualNetwork:
    entry = NetworkEntry(
        kind=kind, file="a.onnx", sha256="0" * 64, side=SIDE, pixel_mm=0.125, scalars=15, cur_nimg=0
    )
    return ContextualNetwork(
        entry=entry, runtime=Runtime(session=session, provider="cpu", reason="asked for")
    )


def view(rows: int = 320, columns: int = 256) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    y, x = np.mgrid[:rows, :columns]
    breast = x < columns - 60
    return np.where(breast, 60 + (y + x) // 6, 0).astype(np.uint8), breast


def test_the_lesion_lies_where_it_was_asked_for_at_its_size_in_mm() -> None:
    pixels, breast = view()
    found = network(DiskSession()).lesion_in_view(pixels, breast, (150.0, 90.0), 0.45, seed=1)
    assert found is not None
    rows, columns = np.nonzero(found.outline)
    assert rows.mean() + 0.5 == pytest.approx(150, abs=0.3)
    assert columns.mean() + 0.5 == pytest.approx(90, abs=0.3)
    area_mm2 = found.outline.sum() * 0.45**2
    assert area_mm2 == pytest.approx(np.pi * 10.5**2, rel=0.03)
    assert found.difference[150, 90] == pytest.approx(0.4 * 127.5, abs=1)


def test_the_patch_is_the_tissue_round_the_place() -> None:
    pixels, breast = view()
    session = DiskSession()
    network(session).lesion_in_view(pixels, breast, (150.0, 90.0), 0.45, seed=1)
    patch = (session.patches[0][0, 0] + 1) * 127.5
    assert patch.shape == (SIDE, SIDE)
    assert patch[127:129, 127:129].mean() == pytest.approx(60 + 239 / 6, abs=1)
    # 32 mm are 71 pixels of the view: its greys rise by 1/6 a pixel in each direction.
    assert patch[-1, 0] == pytest.approx(patch[0, -1], abs=1.5)
    assert patch[-1, -1] - patch[0, 0] == pytest.approx(2 * 71 / 6, abs=2)


def test_away_from_the_lesion_nothing_changes() -> None:
    pixels, breast = view()
    found = network(DiskSession()).lesion_in_view(pixels, breast, (150.0, 90.0), 0.45, seed=1)
    assert found is not None
    changed = np.nonzero(found.difference)
    half = 16 / 0.45 + 1
    assert np.abs(changed[0] + 0.5 - 150).max() <= half
    assert np.abs(changed[1] + 0.5 - 90).max() <= half


def test_a_place_at_the_edge_of_the_breast_is_refused_with_a_sentence() -> None:
    pixels, breast = view()
    with pytest.raises(InputError, match="of the 32 mm round that place show tissue"):
        network(DiskSession()).lesion_in_view(pixels, breast, (150.0, 190.0), 0.45, seed=1)


@pytest.mark.parametrize("place", [(-90.0, 90.0), (150.0, 400.0), (1e6, 1e6), (-1e6, 10.0)])
def test_a_place_outside_the_view_is_refused_with_a_sentence(place: tuple[float, float]) -> None:
    pixels, breast = view()
    with pytest.raises(InputError, match="outside the view"):
        network(DiskSession()).lesion_in_view(pixels, breast, place, 0.45, seed=1)


def test_a_removal_darkens_and_what_does_not_survive_is_none() -> None:
    pixels, breast = view()
    place = (150.0, 90.0)
    removal = network(DiskSession(sign=-1), NetworkKind.REMOVAL)
    found = removal.lesion_in_view(pixels, breast, place, 0.45, seed=1)
    assert found is not None
    assert found.difference.min() < -45
    assert found.difference.max() <= 0
    mass = network(DiskSession(sign=-1))
    assert mass.lesion_in_view(pixels, breast, place, 0.45, seed=1) is None
