"""The attributes of a view: what can be measured of its picture, in units a person knows."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """What an attribute is.

    Attributes:
        name: of the field of `Attributes`.
        label: for people.
        unit: of the value, empty for a plain number.
        view_positions: where it can be told.
        meaning: what it measures, as a sentence for people.
    """

    name: str
    label: str
    unit: str
    meaning: str
    view_positions: tuple[str, ...] = ("CC", "MLO")


ATTRIBUTES = (
    AttributeSpec(
        name="breast_area",
        label="Breast area",
        unit="cm²",
        meaning="Area of the breast in the picture, without the pectoral muscle.",
    ),
    AttributeSpec(
        name="breast_height",
        label="Breast height",
        unit="cm",
        meaning="How much of the chest wall the breast covers, in MLO with the axilla.",
    ),
    AttributeSpec(
        name="breast_depth",
        label="Breast depth",
        unit="cm",
        meaning="How far the nipple stands out from the chest wall's edge of the picture.",
    ),
    AttributeSpec(
        name="breast_position",
        label="Breast position",
        unit="cm",
        meaning="How far the centre of the breast lies above the middle of the picture.",
    ),
    AttributeSpec(
        name="density",
        label="Density",
        unit="%",
        meaning="Dense share of the breast's area, without skin and pectoral muscle.",
    ),
    AttributeSpec(
        name="density_class",
        label="Density class",
        unit="",
        meaning="Composition that the density stands for: 1 (a, fatty) to 4 (d, extremely dense).",
    ),
    AttributeSpec(
        name="brightness",
        label="Brightness",
        unit="%",
        meaning="Mean grey of the tissue, from black (0 %) to white (100 %).",
    ),
    AttributeSpec(
        name="contrast",
        label="Contrast",
        unit="%",
        meaning="Standard deviation of the tissue's greys, as a share of the range of greys.",
    ),
    AttributeSpec(
        name="texture_slope",
        label="Texture slope",
        unit="",
        meaning="Exponent β of the spectrum 1 / f^β: high for smooth tissue, low for grainy.",
    ),
    AttributeSpec(
        name="strand_strength",
        label="Strand strength",
        unit="%",
        meaning="How strongly ligaments, ducts and vessels stand out as bright lines.",
    ),
    AttributeSpec(
        name="pectoral_angle",
        label="Pectoral angle",
        unit="°",
        meaning="Angle between the edge of the pectoral muscle and the chest wall.",
        view_positions=("MLO",),
    ),
    AttributeSpec(
        name="pectoral_length",
        label="Pectoral length",
        unit="cm",
        meaning="Length of the edge of the pectoral muscle, from the top to the chest wall.",
        view_positions=("MLO",),
    ),
    AttributeSpec(
        name="nipple_height",
        label="Nipple height",
        unit="cm",
        meaning="How far the nipple lies above the centre of the breast.",
    ),
    AttributeSpec(
        name="skin_visibility",
        label="Skin visibility",
        unit="%",
        meaning="Mean grey of the skin, compared with that of the fat behind it.",
    ),
)
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributes:
    """The attributes of one view, in the units of `ATTRIBUTES`; None where one cannot be told.

    Attributes:
        breast_area: `inference.measurements.breast_shape.area_cm2`.
        breast_height: `inference.measurements.breast_shape.height_cm`.
        breast_depth: `inference.measurements.breast_shape.depth_cm`.
        breast_position: `inference.measurements.breast_shape.position_cm`.
        density: `inference.measurements.dense_tissue.density`.
        density_class: 1 to 4, `inference.measurements.dense_tissue.density_class`.
        brightness: `inference.measurements.tissue_look.brightness`.
        contrast: `inference.measurements.tissue_look.contrast`.
        texture_slope: `inference.measurements.texture.spectral_slope`.
        strand_strength: `inference.measurements.tissue_look.strand_strength`.
        pectoral_angle: `inference.measurements.breast_shape.pectoral_angle_deg`.
        pectoral_length: `inference.measurements.breast_shape.pectoral_length_cm`.
        nipple_height: `inference.measurements.breast_shape.nipple_height_cm`.
        skin_visibility: `inference.measurements.tissue_look.skin_visibility`.
    """

    breast_area: float | None = None
    breast_height: float | None = None
    breast_depth: float | None = None
    breast_position: float | None = None
    density: float | None = None
    density_class: float | None = None
    brightness: float | None = None
    contrast: float | None = None
    texture_slope: float | None = None
    strand_strength: float | None = None
    pectoral_angle: float | None = None
    pectoral_length: float | None = None
    nipple_height: float | None = None
    skin_visibility: float | None = None

    def values(self) -> dict[str, float | None]:
        """The attributes by name, in the order of `ATTRIBUTES`."""
        return asdict(self)
