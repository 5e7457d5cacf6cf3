"""The whole evaluation of a bundle, step by step."""

from __future__ import annotations

import copy
import platform
import time
from contextlib import suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import torch

import inference
from inference.bundle_manifest import FileRole
from inference.case_generator import DEFAULT_TRUNCATION_PSI
from inference.generator import Generator
from inference.machine import peak_memory_mib, processor
from inference.model_bundle import load_bundle
from training.evaluation import curves, plain_measures
from training.evaluation.evaluated_views import (
    EvaluatedViews,
    Progress,
    ViewFeatures,
    collect_views,
    features_of,
)
from training.evaluation.evaluation import NETWORK_HASH, Evaluation, Found
from training.evaluation.judge_steps import (
    artefact_step,
    foci_step,
    memorisation_step,
    two_sample_step,
)
from training.evaluation.plain_measures import Figures, usable_parts
from training.evaluation.report_content import ReportContent
from training.evaluation.samples import real_samples, sample_grids
from training.evaluation.two_sample import TwoSampleSettings
from training.evaluation.view_analysis import analyse_views
from training.feature_network import feature_network

MEASURING_NETWORK = "lite2"
"""Never the one that may have helped to train."""

PACKAGES = ("torch", "numpy", "scipy", "scikit-image", "scikit-learn", "onnxruntime")


def evaluate(
    bundle_folder: Path,
    data: Path,
    *,
    seed: int,
    pictures: int,
    progress: Progress = lambda *_: None,
) -> Evaluation:
    """Measure how far the pictures of a bundle are from real views.

    Args:
        bundle_folder: the model bundle.
        data: dataset file with the views it learnt from and views of held-out women.
        seed: of what is drawn, chosen and split.
        pictures: how many drawn views are compared with as many real ones.
        progress: told what is being done and how far it is.

    Raises:
        MammogymError: the bundle or the data cannot be used, or a package is missing.
    """
    started = time.monotonic()
    # A copy, as the network of a name is shared and stays on the CPU.
    network = copy.deepcopy(feature_network(MEASURING_NETWORK)).to(_device())
    generator = Generator(load_bundle(bundle_folder))
    views = collect_views(generator, data, pictures=pictures, seed=seed, progress=progress)
    features = features_of(network, views, progress)
    found = (
        _features(views, features, seed, progress),
        _scales(views, seed, progress),
        _figures_of_views(views, seed, progress),
        two_sample_step(views, TwoSampleSettings(seed=seed), progress),
        memorisation_step(views, features, progress),
        artefact_step(network, views, seed, progress),
        foci_step(data, views, progress),
        _samples(generator, views, seed, progress),
    )
    settings = {
        **_settings(generator, data, views, seed),
        "seconds": round(time.monotonic() - started),
    }
    content = ReportContent(
        title=f"Evaluation of {generator.bundle.manifest.title}",
        bundle_name=generator.bundle.label,
        bundle_hash=generator.bundle.hash,
        settings={name: str(value) for name, value in settings.items()},
        measures=tuple(measure for each in found for measure in each.measures),
        left_out=tuple(sentence for each in found for sentence in each.left_out),
        **{name: value for each in found for name, value in each.content.items()},
    )
    return Evaluation(content=content, settings=settings)


def _features(
    views: EvaluatedViews, features: ViewFeatures, seed: int, progress: Progress
) -> Found:
    measures = plain_measures.feature_measures(
        (features.training[: len(views.compared)], features.drawn, features.held_out),
        views.compared,
        views.held_out,
        seed=seed,
        step=partial(progress, "comparing features"),
    )
    return Found(measures=measures)


def _scales(views: EvaluatedViews, seed: int, progress: Progress) -> Found:
    measures, scales = plain_measures.scale_distances(
        views.compared, views.drawn, seed=seed, step=partial(progress, "comparing patches")
    )
    return Found(measures=measures, content={"scales": tuple(scales)})


def _figures_of_views(views: EvaluatedViews, seed: int, progress: Progress) -> Found:
    real, drawn = (
        analyse_views(each.pictures, views.pixel_mm, partial(progress, f"measuring {kind} views"))
        for each, kind in ((views.compared, "real"), (views.drawn, "drawn"))
    )
    figures = Figures.of(real, drawn)
    parts = usable_parts(views.compared)
    return Found(
        measures=plain_measures.figure_measures(
            figures,
            (real, drawn),
            views.compared,
            seed=seed,
            step=partial(progress, "comparing figures of views"),
        ),
        content={
            "moments": curves.distributions(figures.moments, parts),
            "textures": curves.distributions((figures.slope, *figures.textures), parts),
            "outlines": curves.distributions(figures.outlines, parts),
            "spectra": curves.spectra(real, drawn, parts, views.pixel_mm),
            "histograms": curves.histograms(real, drawn, parts),
        },
    )


def _samples(generator: Generator, views: EvaluatedViews, seed: int, progress: Progress) -> Found:
    return Found(
        content={
            "samples": sample_grids(generator, seed=seed, progress=progress),
            "real_views": real_samples(views.held_out or views.compared),
        }
    )


def _device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def _settings(
    generator: Generator, data: Path, views: EvaluatedViews, seed: int
) -> dict[str, str | int | float]:
    manifest = generator.bundle.manifest
    memory = peak_memory_mib()
    return {
        "model": generator.bundle.label,
        NETWORK_HASH: manifest.files[FileRole.SYNTHESIS].sha256,
        "pictures": f"{manifest.rows} × {manifest.columns}, 8 bits, 0 outside the breast",
        "pixel size, mm": views.pixel_mm,
        "images the model was trained on": manifest.cur_nimg,
        "data": data.name,
        "training views": len(views.training),
        "real views compared": len(views.compared),
        "drawn views": len(views.drawn),
        "held-out views": 0 if views.held_out is None else len(views.held_out),
        "ψ of the measures": 1.0,
        "ψ of artefacts and foci": DEFAULT_TRUNCATION_PSI,
        "seed": seed,
        "features": "EfficientNet-Lite2, 1280 pooled, at full height",
        "features computed on": str(_device()),
        "drawn on": generator.runtime.provider,
        "processor": processor(),
        "threads": torch.get_num_threads(),
        "peak memory, MiB": "not known" if memory is None else round(memory),
        "Mammogym": inference.__version__,
        "Python": platform.python_version(),
        **{name: _version(name) for name in PACKAGES},
    }


def _version(package: str) -> str:
    """The version of a package that may be installed in one of several builds."""
    for name in (package, f"{package}-gpu"):
        with suppress(PackageNotFoundError):
            return version(name)
    return "not known"
