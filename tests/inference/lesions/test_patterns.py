from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import ndimage

from inference.birads import AssociatedFeature, AsymmetryType, FindingKind
from inference.errors import LesionError
from inference.lesions.asymmetry import SIZES_MM, render_asymmetry, render_trabecular_thickening
from inference.lesions.dilated_duct import render_dilated_duct
from inference.lesions.distortion import render_distortion
from inference.lesions.features import LesionFeature
from inference.lesions.implant import render_implant
from inference.lesions.lymph_node import render_adenopathy, render_lymph_node
from inference.lesions.models import lesion_model
from inference.lesions.shape import FAT_PER_MM, GLAND_PER_MM, LesionModel
from inference.lesions.skin import (
    EDGE_RADIUS_MM,
    depth_mm,
    render_nipple_retraction,
    render_skin_thickening,
    shell_mm,
)
from inference.lesions.spec import LesionSpec
from tests.inference.lesions.lesion_canvas import (
    breast_canvas,
    extent_mm,
    feature,
    tissue_canvas,
)

DISTORTION = LesionSpec(kind=FindingKind.ARCHITECTURAL_DISTORTION, size_mm=30)
NODE = LesionSpec(kind=FindingKind.INTRAMAMMARY_LYMPH_NODE, size_mm=10)
DUCT = LesionSpec(kind=FindingKind.SOLITARY_DILATED_DUCT, size_mm=30)
SKIN = feature("skin_thickening", 60)
NIPPLE = feature("nipple_retraction", 30)
SILICONE = feature("silicone_implant", 100)
SALINE = feature("saline_implant", 100)
TRABECULAE = feature("trabecular_thickening", 50)
ADENOPATHY = feature("axillary_adenopathy", 25)


def asymmetry(kind: str, size_mm: float) -> LesionSpec:
    return LesionSpec(kind=FindingKind.ASYMMETRY, words={"type": kind}, size_mm=size_mm)


FOCAL = asymmetry("focal", 30)
ALL = [
    (render_distortion, DISTORTION),
    (render_asymmetry, FOCAL),
    (render_asymmetry, asymmetry("global", 80)),
    (render_trabecular_thickening, TRABECULAE),
    (render_lymph_node, NODE),
    (render_adenopathy, ADENOPATHY),
    (render_dilated_duct, DUCT),
    (render_skin_thickening, SKIN),
    (render_nipple_retraction, NIPPLE),
    (render_implant, SILICONE),
    (render_implant, SALINE),
]


@pytest.mark.parametrize(("render", "spec"), ALL)
@pytest.mark.parametrize("view_position", ["CC", "MLO"])
def test_nothing_reaches_farther_than_the_margin_of_the_outline(
    render: LesionModel, spec: LesionSpec, view_position: str
) -> None:
    for seed in range(3):
        canvas = breast_canvas(0.9, view_position, seed)
        shape = render(spec, canvas)
        touched = shape.attenuation != 0
        if shape.displacement is not None:
            touched |= shape.displacement.any(axis=0)
        away = np.asarray(ndimage.distance_transform_edt(~shape.outline))
        near = away * canvas.pixel_mm <= 3.9
        assert np.isfinite(shape.attenuation).all()
        assert not (touched & ~near).any() or not shape.outline.any()


@pytest.mark.parametrize(("render", "spec"), ALL)
def test_equal_random_numbers_give_equal_shapes(render: LesionModel, spec: LesionSpec) -> None:
    one, same, other = (
        render(spec, breast_canvas(0.9, "MLO", seed)).attenuation for seed in (3, 3, 4)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("pixel_mm", [0.45, 0.225])
def test_a_distortion_draws_strands_in_and_moves_nothing_at_its_edge(pixel_mm: float) -> None:
    canvas = tissue_canvas(pixel_mm)
    shape = render_distortion(DISTORTION, canvas)
    assert shape.displacement is not None
    row, column = np.indices((canvas.rows, canvas.columns)) + 0.5
    away = np.stack([row - canvas.center[0], column - canvas.center[1]])
    far = np.hypot(*away) * pixel_mm
    assert not shape.displacement[:, far >= 15].any()
    assert not shape.attenuation[far >= 15].any()
    outward = (shape.displacement * away).sum(axis=0)
    assert outward.min() >= -1e-4
    moved = np.hypot(*shape.displacement) * pixel_mm
    assert 0.08 * 15 * 0.5 <= moved.max() <= 0.17 * 15 * 1.5
    assert extent_mm(shape.outline, pixel_mm) == pytest.approx(30, abs=2 * pixel_mm)


def test_a_distortion_folds_nothing() -> None:
    for seed in range(8):
        canvas = tissue_canvas(0.3, seed=seed)
        shape = render_distortion(DISTORTION, canvas)
        assert shape.displacement is not None
        middle = canvas.rows // 2
        from_column = np.arange(canvas.columns) + shape.displacement[1, middle]
        assert (np.diff(from_column[middle + 1 :]) > 0).all()


def test_spicules_radiate_and_there_is_no_mass() -> None:
    canvas = tissue_canvas(0.1, side_mm=32)
    shape = render_distortion(DISTORTION, canvas)
    row, column = np.mgrid[: canvas.rows, : canvas.columns] + 0.5
    far = np.hypot(row - canvas.center[0], column - canvas.center[1]) * 0.1
    ring = shape.attenuation[(far > 4) & (far < 9)]
    assert 0.08 < (ring > 0.01).mean() < 0.6
    # In the middle there is less than a mass of a third of its size would add.
    assert shape.attenuation[far < 2].mean() < 10 * (GLAND_PER_MM - FAT_PER_MM)


@pytest.mark.parametrize("kind", list(AsymmetryType))
def test_an_asymmetry_is_bright_and_no_larger_than_its_size(kind: AsymmetryType) -> None:
    least, _ = SIZES_MM[kind]
    spec = asymmetry(kind.value, least * 1.5)
    shapes = [
        render_asymmetry(spec, tissue_canvas(0.6, view, side_mm=90)) for view in ("CC", "MLO")
    ]
    shown = [shape for shape in shapes if shape.outline.any()]
    assert len(shown) == (1 if kind is AsymmetryType.ASYMMETRY else 2)
    for shape in shown:
        assert shape.attenuation.min() >= 0
        assert 0.5 * spec.extent_mm < extent_mm(shape.outline, 0.6) <= spec.extent_mm + 2.5


def test_an_asymmetry_shows_fat_between_its_tissue() -> None:
    shape = render_asymmetry(FOCAL, tissue_canvas(0.3))
    inside = shape.attenuation[shape.outline]
    assert np.percentile(inside, 10) < 0.3 * inside.max()


def test_a_size_that_is_none_of_the_type_is_refused_with_the_sizes_that_are() -> None:
    with pytest.raises(LesionError, match="global asymmetry measures 40 to 120 mm, not 20 mm"):
        render_asymmetry(asymmetry("global", 20), tissue_canvas())
    with pytest.raises(LesionError, match="10 to 60 mm, not 5 mm"):
        render_adenopathy(feature("axillary_adenopathy", 5), tissue_canvas())
    with pytest.raises(LesionError, match="implant measures 50 to 160 mm"):
        render_implant(feature("silicone_implant", 30), breast_canvas())


def test_tissue_keeps_off_the_skin() -> None:
    canvas = breast_canvas(0.9)
    near_skin = replace(canvas, center=(canvas.center[0], canvas.center[1] - 12))
    shape = render_asymmetry(FOCAL, near_skin)
    assert not shape.attenuation[depth_mm(canvas) < 2].any()


def test_a_node_has_a_lucent_hilum_to_one_side() -> None:
    lucent = 0
    for seed in range(6):
        shape = render_lymph_node(NODE, tissue_canvas(0.1, seed=seed, side_mm=20))
        row, column = np.nonzero(shape.outline)
        whole = np.array([row.mean(), column.mean()])
        row, column = np.mgrid[: shape.outline.shape[0], : shape.outline.shape[1]]
        weight = shape.attenuation / shape.attenuation.sum()
        heavy = np.array([(row * weight).sum(), (column * weight).sum()])
        lucent += float(np.linalg.norm(heavy - whole)) * 0.1 > 0.3
        assert extent_mm(shape.outline, 0.1) <= 10.3
        assert shape.attenuation.min() >= 0
    assert lucent >= 5


def test_an_enlarged_node_shows_in_mlo_alone_and_is_denser() -> None:
    assert not render_adenopathy(ADENOPATHY, tissue_canvas(0.3, "CC")).outline.any()
    enlarged = render_adenopathy(ADENOPATHY, tissue_canvas(0.3, "MLO"))
    healthy = render_lymph_node(replace(NODE, size_mm=20.0), tissue_canvas(0.3, "MLO"))
    assert extent_mm(enlarged.outline, 0.3) == pytest.approx(25, abs=4)
    per_mm = [shape.attenuation.max() / size for shape, size in ((enlarged, 25), (healthy, 20))]
    assert per_mm[0] > 1.3 * per_mm[1]


@pytest.mark.parametrize("pixel_mm", [0.45, 0.2])
def test_a_dilated_duct_measures_its_length_and_runs_to_the_nipple(pixel_mm: float) -> None:
    for view in ("CC", "MLO"):
        shape = render_dilated_duct(DUCT, tissue_canvas(pixel_mm, view))
        rows, columns = np.nonzero(shape.outline)
        assert np.ptp(columns) * pixel_mm == pytest.approx(30, abs=3)
        assert np.ptp(rows) * pixel_mm < 12


def test_the_path_through_skin_is_that_through_a_shell() -> None:
    depth = np.array([0.0, 1.0, 4.0, EDGE_RADIUS_MM, 40.0])
    paths = shell_mm(depth, np.full(5, 4.0))
    radius = EDGE_RADIUS_MM
    tangent = 2 * np.sqrt(radius**2 - (radius - 4) ** 2)
    assert paths == pytest.approx(
        [0, 2 * np.sqrt(radius**2 - (radius - 1) ** 2), tangent, 8, 8], abs=1e-6
    )


def test_thick_skin_lies_at_the_skin_and_reaches_its_size() -> None:
    for view in ("CC", "MLO"):
        canvas = breast_canvas(0.45, view)
        shape = render_skin_thickening(SKIN, canvas)
        depth = depth_mm(canvas)
        assert shape.attenuation.min() >= 0
        assert not shape.attenuation[~canvas.breast].any()
        assert 2.0 < depth[shape.attenuation == shape.attenuation.max()].mean() < 8
        assert extent_mm(shape.outline, 0.45) == pytest.approx(60, abs=5)
        assert not shape.attenuation[depth > 13].any()


def test_a_retracted_nipple_is_drawn_inward() -> None:
    canvas = breast_canvas()
    shape = render_nipple_retraction(NIPPLE, canvas)
    assert shape.displacement is not None
    tip = int(canvas.nipple[0]), int(canvas.nipple[1]) - 1
    # It shows what lay in front of it: air.
    assert shape.displacement[1][tip] * canvas.pixel_mm == pytest.approx(6, abs=1.2)
    from_column = np.arange(canvas.columns) + shape.displacement[1, tip[0]]
    assert (np.diff(from_column) > 0).all()


@pytest.mark.parametrize("spec", [SILICONE, SALINE])
def test_an_implant_lies_at_the_chest_wall_with_its_width(spec: LesionSpec) -> None:
    for view in ("CC", "MLO"):
        canvas = breast_canvas(0.9, view)
        shape = render_implant(spec, canvas)
        assert shape.outline[canvas.rows // 2, 0]
        assert np.ptp(np.flatnonzero(shape.outline[:, 1])) * 0.9 == pytest.approx(100, abs=6)
        assert (shape.outline & (depth_mm(canvas) < 3)).sum() == 0
        assert shape.attenuation.min() >= 0


def test_silicone_is_whiter_than_saline_and_a_small_breast_refuses_either() -> None:
    silicone, saline = (render_implant(spec, breast_canvas()) for spec in (SILICONE, SALINE))
    middle = np.s_[180:220, 20:40]
    assert silicone.attenuation[middle].min() > 2 * saline.attenuation[middle].mean()
    with pytest.raises(LesionError, match=r"at most about 1\d\d mm would"):
        render_implant(feature("silicone_implant", 150), breast_canvas())


def test_every_associated_feature_that_can_be_put_in_has_its_id_of_birads() -> None:
    drawn = {feature.value for feature in LesionFeature if feature.editions}
    assert drawn <= {feature.value for feature in AssociatedFeature}
    for one in LesionFeature:
        model, _ = lesion_model(feature(one.value, 60))
        assert callable(model)
