"""All of it: from a bundle without controls to one with them, and the figures of a report."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import inference
from inference.bundle_manifest import FileRole
from inference.bundle_writing import write_with_files
from inference.case_generator import DEFAULT_TRUNCATION_PSI, CaseGenerator
from inference.controls import from_files, pack_controls
from inference.errors import InputError
from inference.model_bundle import ModelBundle, load_bundle
from training.controls.drawing import Drawing, Progress
from training.controls.engine_measurement import engine_measurement
from training.controls.figures import (
    ControlFigures,
    bundle_figures,
    card_with_controls,
    locality_figures,
    to_json,
)
from training.controls.making import Effort, MadeControls, make_controls
from training.controls.measurement import Measurement
from training.controls.one_woman import Togetherness, togetherness
from training.controls.previews import Strip, draw_strips, sheet_of, usual_views, without_air
from training.controls.stored import with_previews, with_togetherness
from training.errors import TrainingError
from training.evaluation.case_consistency import (
    Likeness,
    MeasuredCases,
    draw_cases,
    likenesses,
    read_cases,
)
from training.evaluation.edit_locality import locality

PAIRS, CASES, PATIENTS = 200, 100, 250
"""Pairs of local edits, drawn cases and real patients of a full run."""

FULL = 3000
"""Samples of a full run; with fewer, there are fewer of the others."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Done:
    """What came of it.

    Attributes:
        bundle: with its controls.
        figures: of them.
        strips: what each control does.
        report: all figures as JSON.
    """

    bundle: ModelBundle
    figures: ControlFigures
    strips: Sequence[Strip]
    report: str


def control(
    folder: Path,
    out: Path,
    *,
    samples: int,
    seed: int,
    data: Path | None,
    progress: Progress,
    measurement: Measurement | None = None,
    effort: Effort | None = None,
) -> Done:
    """Make the controls of a bundle and write it with them.

    Args:
        folder: of the bundle.
        out: where the bundle with controls goes, perhaps the same folder.
        samples: views that directions are found on.
        seed: of it all.
        data: dataset file of real views, or None.
        progress: told the phases.
        measurement: what to measure; None for all that the engine can.
        effort: how much to draw; None for what follows from the samples.

    Raises:
        MammogymError: the bundle or the data cannot be used, nothing follows from w, or the bundle
            cannot be written.
    """
    measurement = measurement or engine_measurement()
    effort = effort or Effort(samples=samples)
    drawing = Drawing(load_bundle(folder), seed=seed)
    # Read now: the folder may be replaced before all is done.
    kept = {role: drawing.bundle.read(role) for role in drawing.bundle.manifest.files}
    real = _real_cases(drawing, measurement, data, effort, progress)
    made = make_controls(
        drawing,
        measurement,
        effort,
        progress,
        real=None if real is None else real.values.reshape(-1, real.values.shape[-1]),
        data=data,
    )
    views = usual_views(drawing, made.measurement, made.regression.mean, made.regression.sd)
    strips = without_air(draw_strips(drawing, made.controls, views, progress))
    figures = _figures(drawing, made, measurement, real, effort, progress)
    bundle = _write(drawing.bundle, kept, out, figures, strips)
    return Done(
        bundle=bundle,
        figures=figures,
        strips=strips,
        report=to_json(figures, bundle.name, bundle.hash),
    )


def _real_cases(
    drawing: Drawing,
    measurement: Measurement,
    data: Path | None,
    effort: Effort,
    progress: Progress,
) -> MeasuredCases | None:
    if data is None:
        return None
    rows = drawing.bundle.manifest.rows
    return read_cases(data, rows, measurement, _share(PATIENTS, effort), drawing.seed, progress)


def _share(full: int, effort: Effort) -> int:
    """How many of what a full run takes."""
    return max(8, min(full, round(full * effort.samples / FULL)))


def _figures(
    drawing: Drawing,
    made: MadeControls,
    measurement: Measurement,
    real: MeasuredCases | None,
    effort: Effort,
    progress: Progress,
) -> ControlFigures:
    names = [attribute.name for attribute in measurement.attributes]
    real_likeness = [] if real is None else likenesses(real, names, drawing.seed)
    pairs, cases = _share(PAIRS, effort), _share(CASES, effort)
    apart = _drawn_cases(drawing, made, cases, progress)
    before = likenesses(apart, made.names, drawing.seed)
    how = _together(drawing, made, apart, before, real_likeness)
    if how is not None:
        made = replace(made, controls=with_togetherness(made.controls, how))
    shares = []
    if made.parts is not None:
        found = locality(drawing, made.controls, pairs, progress)
        shares = locality_figures(found, drawing.seed)
    drawn = apart if how is None else _drawn_cases(drawing, made, cases, progress)
    return ControlFigures(
        made=made,
        locality=shares,
        drawn_likeness=likenesses(drawn, made.names, drawing.seed),
        likeness_apart=before,
        real_likeness=real_likeness,
        settings={
            "samples": effort.samples,
            "seed": drawing.seed,
            "pairs of local edits": pairs,
            "drawn cases": cases,
            "real patients": 0 if real is None else len(real.values),
            "program": f"Mammogym {inference.__version__}, Python {platform.python_version()}",
        },
    )


def _drawn_cases(
    drawing: Drawing, made: MadeControls, cases: int, progress: Progress
) -> MeasuredCases:
    generator = CaseGenerator(drawing.bundle, controls=made.controls)
    return draw_cases(generator, made.measurement, cases, drawing.seed, progress)


def _together(
    drawing: Drawing,
    made: MadeControls,
    apart: MeasuredCases,
    before: Sequence[Likeness],
    real: Sequence[Likeness],
) -> Togetherness | None:
    """How to bring views together, from cases whose views stay as w has them."""
    return togetherness(
        drawing,
        made.samples,
        made.regression,
        made.usable,
        made.names,
        apart,
        before,
        real,
        drawing.seed,
        DEFAULT_TRUNCATION_PSI,
    )


def _write(
    bundle: ModelBundle,
    kept: Mapping[FileRole, bytes],
    out: Path,
    figures: ControlFigures,
    strips: Sequence[Strip],
) -> ModelBundle:
    previews, sheet = sheet_of(strips)
    files = pack_controls(with_previews(figures.made.controls, previews))
    graph = bundle.manifest.files[FileRole.SYNTHESIS].sha256
    # What the program would refuse is not written.
    from_files(
        files[FileRole.CONTROLS],
        files[FileRole.CONTROL_ARRAYS],
        bundle.manifest,
        synthesis_sha256=graph,
    )
    files[FileRole.CONTROL_PREVIEWS] = sheet
    if FileRole.MODEL_CARD in kept:
        try:
            text = kept[FileRole.MODEL_CARD].decode()
        except UnicodeDecodeError as error:
            raise InputError(f"The model card of {bundle.folder} is no text: {error}.") from error
        files[FileRole.MODEL_CARD] = card_with_controls(text, figures).encode()
    if out.resolve() == bundle.folder.resolve() and load_bundle(out).hash != bundle.hash:
        raise TrainingError(
            f"{out} was replaced by another state of the model meanwhile: nothing was written. "
            "Make the controls again."
        )
    return write_with_files(bundle, out, {**kept, **files}, bundle_figures(figures))
