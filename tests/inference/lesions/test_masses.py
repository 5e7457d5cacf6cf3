"""Claims about masses: size, density and margin are what the words say, alike in both views."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from inference.birads import FindingKind, MassDensity, MassMargin, MassShape
from inference.imaging.regions import label_regions
from inference.lesions.masses import render_mass
from inference.lesions.shape import Canvas, LesionShape
from inference.lesions.spec import LesionSpec
from inference.seeds import stream

PIXEL_MM = 0.45


def drawn(
    shape: str = "round",
    margin: str = "circumscribed",
    density: str = "equal_density",
    *,
    size_mm: float = 16,
    view: str = "CC",
    seed: int = 0,
    glandular: float = 0,
) -> LesionShape:
    spec = LesionSpec(
        kind=FindingKind.MASS,
        words={"shape": shape, "margin": margin, "density": density},
        size_mm=size_mm,
    )
    canvas = Canvas(
        rows=200,
        columns=180,
        pixel_mm=PIXEL_MM,
        center=(100, 90),
        view_position=view,
        numbers=stream(seed, "lesion"),
        breast=np.ones((200, 180), bool),
        glandular=np.full((200, 180), glandular, np.float32),
        nipple=(100, 180),
    )
    return render_mass(spec, canvas)


def extent_mm(outline: np.ndarray) -> float:
    points = np.argwhere(outline)
    angles = np.linspace(0, np.pi, 36, endpoint=False)
    along = points @ np.stack([np.cos(angles), np.sin(angles)])
    return float((np.ptp(along, axis=0).max() + 1) * PIXEL_MM)


def eroded(mask: np.ndarray, iterations: int) -> np.ndarray:
    return np.asarray(ndimage.binary_erosion(mask, iterations=iterations), bool)


@pytest.mark.parametrize("size_mm", [5, 16, 40])
def test_a_round_mass_is_as_wide_as_its_size(size_mm: float) -> None:
    assert extent_mm(drawn(size_mm=size_mm).outline) == pytest.approx(size_mm, rel=0.12, abs=0.6)


@pytest.mark.parametrize("shape", MassShape)
def test_no_mass_without_spicules_is_larger_than_its_size(shape: MassShape) -> None:
    for seed in range(6):
        for view in ("CC", "MLO"):
            assert extent_mm(drawn(shape, size_mm=20, view=view, seed=seed).outline) < 21.5


@pytest.mark.parametrize("margin", MassMargin)
@pytest.mark.parametrize("shape", MassShape)
def test_both_views_see_one_body(shape: MassShape, margin: MassMargin) -> None:
    cc, mlo = (drawn(shape, margin, view=view, seed=5) for view in ("CC", "MLO"))
    # The sum of Δµ·t over the picture is that over the volume: the same from everywhere.
    assert cc.attenuation.sum() == pytest.approx(mlo.attenuation.sum(), rel=0.06)
    assert not np.array_equal(cc.attenuation, mlo.attenuation)


def test_the_same_numbers_give_the_same_mass_and_others_another() -> None:
    one, again, other = (drawn("irregular", "spiculated", seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.attenuation, again.attenuation)
    assert not np.array_equal(one.attenuation, other.attenuation)


def test_a_round_mass_of_gland_in_fat_absorbs_what_the_tissues_tell() -> None:
    # 16 mm of three quarters of gland in place of fat: 0.75 · (0.0802 − 0.0456) · 16.
    middle = np.mean([drawn(seed=seed).attenuation[98:102, 88:92] for seed in range(8)])
    assert middle == pytest.approx(0.75 * 0.0346 * 16, rel=0.1)


def test_density_orders_masses_and_dense_tissue_hides_them() -> None:
    high, equal, low = (
        drawn(density=density).attenuation.sum()
        for density in (MassDensity.HIGH, MassDensity.EQUAL, MassDensity.LOW)
    )
    assert high > equal > low > 0
    assert drawn(glandular=1).attenuation.sum() < 0.6 * equal


def test_a_fat_containing_mass_holds_fat_within() -> None:
    mass = drawn(density=MassDensity.FAT_CONTAINING)
    inside = eroded(mass.outline, iterations=6)
    values = mass.attenuation[inside]
    equal = drawn().attenuation[inside]
    assert values.std() / values.mean() > 2 * equal.std() / equal.mean()


def test_an_indistinct_margin_rises_more_slowly_than_a_circumscribed_one() -> None:
    sharp, soft = (drawn(margin=margin).attenuation for margin in ("circumscribed", "indistinct"))
    steepest = [np.abs(np.diff(one[100])).max() / one.max() for one in (sharp, soft)]
    assert steepest[1] < 0.6 * steepest[0]


def test_an_obscured_mass_fades_on_one_side_alone() -> None:
    mass, whole = (drawn(margin=margin, seed=3) for margin in ("obscured", "circumscribed"))
    ratio = mass.attenuation[whole.outline] / np.maximum(whole.attenuation[whole.outline], 1e-3)
    assert np.percentile(ratio, 5) < 0.5
    assert np.percentile(ratio, 95) > 0.8


def test_spicules_reach_beyond_the_body_on_all_sides() -> None:
    body, mass = (drawn(margin=margin, seed=4) for margin in ("circumscribed", "spiculated"))
    grown = np.asarray(ndimage.binary_dilation(body.outline, iterations=4), bool)
    beyond = np.argwhere((mass.attenuation > 0.004) & ~grown) - (100, 90)
    sectors = np.degrees(np.arctan2(*beyond.T)) % 360 // 45
    assert len(set(sectors)) == 8
    assert label_regions(mass.outline)[1] <= 40


def test_microlobulated_margins_wind_more_than_circumscribed_ones() -> None:
    def winding(margin: str) -> float:
        outline = drawn(margin=margin, size_mm=24, seed=2).outline
        edge = np.count_nonzero(outline & ~eroded(outline, iterations=2))
        smooth = ndimage.gaussian_filter(outline.astype(float), 4) > 0.5
        return float(np.count_nonzero(smooth ^ outline)) / edge

    assert winding("microlobulated") > 1.5 * winding("circumscribed")


def test_a_mass_beyond_the_picture_leaves_it_empty() -> None:
    spec = LesionSpec(kind=FindingKind.MASS, size_mm=5)
    canvas = Canvas(
        rows=40,
        columns=40,
        pixel_mm=PIXEL_MM,
        center=(300.0, -200.0),
        view_position="CC",
        numbers=stream(0, "lesion"),
        breast=np.ones((40, 40), bool),
        glandular=np.zeros((40, 40), np.float32),
        nipple=(20, 40),
    )
    assert not render_mass(spec, canvas).attenuation.any()
    assert not render_mass(spec, canvas).outline.any()
