"""What was found, as it is stored: the engine's `Controls`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inference.bundle_manifest import FileRole
from inference.controls import Controls
from inference.controls_manifest import (
    FORMAT,
    AttributeControl,
    ComponentCondition,
    Components,
    ControlsManifest,
    Parts,
    Previews,
    Step,
    ViewPosition,
)
from training.controls.calibration import Calibration, Reference
from training.controls.components import COUNT, PrincipalComponents, layer_ranges
from training.controls.directions import Directions
from training.controls.drawing import Drawing
from training.controls.found_parts import FoundParts
from training.controls.measurement import Measurement
from training.controls.one_woman import Togetherness
from training.controls.regression import Regression


def described(
    drawing: Drawing,
    measurement: Measurement,
    regression: Regression,
    reference: Reference,
    directions: Directions,
    calibrations: dict[int, Calibration],
    components: tuple[PrincipalComponents, ...],
    parts: FoundParts | None,
) -> Controls:
    """The controls of a bundle, without previews.

    Args:
        drawing: the model.
        measurement: what was measured.
        regression: of the attributes on w.
        reference: what is usual of them.
        directions: of all attributes.
        calibrations: of those with a slider, by number.
        components: of each condition and of all.
        parts: or None.
    """
    manifest = drawing.bundle.manifest
    count = min(COUNT, *(len(each.sd) for each in components))
    first = [each.first(count) for each in components]
    none = np.zeros((0, manifest.styles_size))
    numbers = list(calibrations)
    description = ControlsManifest(
        format=FORMAT,
        synthesis_sha256=manifest.files[FileRole.SYNTHESIS].sha256,
        attributes=tuple(
            _attribute(measurement, number, regression, reference, calibrations)
            for number in numbers
        ),
        components=Components(
            count=count,
            conditions=(
                *(
                    ComponentCondition(
                        view_position=_view_position(each.view_position),
                        technique=each.technique,
                    )
                    for each in drawing.conditions
                ),
                ComponentCondition(view_position=None, technique=None),
            ),
            layer_ranges=layer_ranges(manifest),
        ),
        parts=_parts(parts),
        previews=None,
    )
    return Controls(
        manifest=description,
        attribute_directions=np.stack(
            [directions.changes[number] / one.scale for number, one in calibrations.items()]
        ),
        component_mean=np.stack([each.mean for each in first]),
        components=np.stack([each.vectors for each in first]),
        component_sd=np.stack([each.sd for each in first]),
        part_centroids=np.zeros((0, 0)) if parts is None else parts.centroids,
        part_queries=none if parts is None else parts.queries,
        style_energies=None if parts is None else parts.style_energies,
    )


def _parts(parts: FoundParts | None) -> Parts | None:
    if parts is None:
        return None
    rows, columns = parts.style_energies.shape[1:]
    return Parts(tap=parts.tap, rows=rows, columns=columns, names=parts.names)


def _attribute(
    measurement: Measurement,
    number: int,
    regression: Regression,
    reference: Reference,
    calibrations: dict[int, Calibration],
) -> AttributeControl:
    attribute, found = measurement.attributes[number], calibrations[number]
    names = [each.name for each in measurement.attributes]
    pairs = zip(found.positions, found.values, strict=True)
    return AttributeControl(
        name=attribute.name,
        label=attribute.label,
        unit=attribute.unit,
        view_positions=attribute.view_positions,
        mean=rounded(reference.mean[number]),
        sd=rounded(reference.sd[number]),
        low=found.low,
        high=found.high,
        steps=tuple(Step(position=float(p), value=rounded(value)) for p, value in pairs),
        leakage={
            names[other]: round(float(found.slopes[other]), 3)
            for other in range(len(names))
            if other != number
        },
        moves=tuple(name for name in attribute.moves if name in names),
        r2=round(float(regression.r2[number]), 3),
    )


def _view_position(name: str | None) -> ViewPosition | None:
    return "CC" if name == "CC" else "MLO" if name == "MLO" else None


def rounded(value: float) -> float:
    """A figure as it is stored, to five digits."""
    return float(f"{value:.5g}")


def with_togetherness(controls: Controls, how: Togetherness) -> Controls:
    """The controls with what brings the views of a case together."""
    return replace(
        controls,
        manifest=controls.manifest.model_copy(update={"one_woman": how.described}),
        woman_gradients=how.gradients,
        woman_changes=how.changes,
    )


def with_previews(controls: Controls, previews: Previews) -> Controls:
    """The controls with a description of where their previews lie."""
    return replace(controls, manifest=controls.manifest.model_copy(update={"previews": previews}))
