"""`mammogym-cases info`: which models there are, what runs them, and how fast."""

from __future__ import annotations

import argparse
import statistics
import time

import onnxruntime

from inference.case_generator import CaseGenerator
from inference.command_line import CommandParser
from inference.commands.arguments import add_model_arguments
from inference.model_bundle import ModelBundle, load_bundle
from inference.resources import resources_folder, shipped_bundles

SUMMARY = "list the models, what runs them, and the time of one image"
DESCRIPTION = "List the model bundles, what runs them and why, and the time that one image takes."
EXAMPLE = "mammogym-cases info --provider cpu --threads 2"

TIMED_IMAGES = 5


def add_arguments(parser: CommandParser) -> None:
    """Add what `info` takes."""
    add_model_arguments(parser)


def work(arguments: argparse.Namespace) -> None:
    """Print what there is.

    Raises:
        MammogymError: a bundle cannot be used.
    """
    folders = [arguments.bundle] if arguments.bundle else shipped_bundles()
    print(f"onnxruntime {onnxruntime.__version__}")
    if not folders:
        print(f"no model bundle in {resources_folder() / 'models'}")
    for folder in folders:
        bundle = load_bundle(folder)
        generator = CaseGenerator(bundle, provider=arguments.provider, threads=arguments.threads)
        print()
        for label, text in {**_about_bundle(bundle), **_about_runtime(generator)}.items():
            print(f"{label + ':':<11} {text}")


def _about_bundle(bundle: ModelBundle) -> dict[str, str]:
    manifest = bundle.manifest
    return {
        "model": f"{bundle.label} ({manifest.title})",
        "folder": str(bundle.folder),
        "hash": bundle.hash,
        "licence": manifest.licence,
        "images": f"{manifest.rows} × {manifest.columns} at {manifest.pixel_mm:g} mm",
        "views": ", ".join(manifest.conditions.view) or "CC or MLO, which cannot be chosen",
        "techniques": ", ".join(manifest.conditions.technique),
        "trained": f"{manifest.cur_nimg} images shown",
    }


def _about_runtime(generator: CaseGenerator) -> dict[str, str]:
    return {
        "provider": generator.runtime.provider,
        "why": generator.runtime.reason,
        "time": f"{milliseconds_per_image(generator):.0f} ms for one image "
        f"(median of {TIMED_IMAGES})",
    }


def milliseconds_per_image(generator: CaseGenerator) -> float:
    """How long one view takes, from recipe to pixels: the median of several seeds."""
    name = generator.view_names[0]
    times_ms = []
    for seed in range(TIMED_IMAGES):
        recipe = generator.recipe(seed, views=(name,))
        start = time.perf_counter()
        generator.generate(recipe)
        times_ms.append((time.perf_counter() - start) * 1000)
    return statistics.median(times_ms)
