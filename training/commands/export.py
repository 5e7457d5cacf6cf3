"""`mammogym-train export`: from a run to a model bundle."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from inference.command_line import CommandParser
from training.errors import TrainingError
from training.export import BundleText, export_bundle
from training.report_card import network_hash, read_report, report_figures
from training.run_state import load_g_ema
from training.training_loop import BEST, CHECKPOINT
from training.warm_start import write_warm_start

TEXT_FIELDS = ("title", "version", "licence", "credits", "data", "figures")


SUMMARY = "write a trained generator as a model bundle"
DESCRIPTION = """\
Writes the averaged generator of a run as a model bundle: ONNX with styles and noise as inputs,
arrays, model card, sample grid. Refuses if onnxruntime and torch differ by more than 0.001 at
batch 1 or 4. CARD.json holds title, version, licence, credits (a list), data (a paragraph) and
figures (an object); each may be left out."""
EXAMPLE = "mammogym-train export --run-dir runs/a --out models/mine --card card.json"


def add_arguments(parser: CommandParser) -> None:
    """Add what `export` takes."""
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="folder of the run"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="BUNDLE", help="folder to write")
    parser.add_argument(
        "--warm-start",
        type=Path,
        metavar="FILE.npz",
        help="also write both networks in half precision, for `train --warm-start`",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="REPORT.json",
        help="what `evaluate` found of this very network, for the model card",
    )
    parser.add_argument(
        "--average",
        choices=("chosen", "latest"),
        default="chosen",
        help="the average nearest to held-out views (default), or that of the checkpoint",
    )
    parser.add_argument("--card", type=Path, metavar="CARD.json", help="texts for the model card")


def work(args: argparse.Namespace) -> None:
    """Export and print where to.

    Raises:
        MammogymError: the run or the card cannot be used, or the bundle cannot be written.
    """
    chosen = args.run_dir / BEST
    latest = args.average == "latest" or not chosen.exists()
    generator, config, cur_nimg = load_g_ema(args.run_dir / CHECKPOINT if latest else chosen)
    card = _card(args.card)
    text = bundle_text(args.out.name, card)
    if args.report is not None:
        report = read_report(args.report)
        figures = {**text.figures, **report_figures(report)}
        text = replace(text, figures=figures, measured_network=network_hash(report))
    bundle = export_bundle(generator, text, cur_nimg, args.out)
    if args.warm_start is not None:
        write_warm_start(args.run_dir / CHECKPOINT, args.warm_start)
    size = sum(entry.bytes for entry in bundle.manifest.files.values()) / 1e6
    print(
        f"{args.out}: {bundle.name}, {config.shape.rows} rows, {cur_nimg} images, {size:.1f} MB, "
        f"hash {bundle.hash[:12]}"
    )


def bundle_text(name: str, card: dict[str, object]) -> BundleText:
    """The texts of a bundle from those of a card, with plain defaults.

    Raises:
        TrainingError: the card has a field of another name or type.
    """
    if unknown := sorted(set(card) - set(TEXT_FIELDS)):
        raise TrainingError(f"The card has unknown fields: {', '.join(unknown)}.")
    credits = card.get("credits", [])
    if not isinstance(credits, list):
        raise TrainingError("The card's credits have to be a list of lines.")
    return BundleText(
        name=name,
        title=str(card.get("title", name)),
        version=str(card.get("version", "1")),
        licence=str(card.get("licence", "not stated")),
        credits=tuple(str(line) for line in credits),
        data=str(card.get("data", "Not stated.")),
        figures=_figures(card),
    )


def _figures(card: dict[str, object]) -> dict[str, float | int | str]:
    figures = card.get("figures", {})
    if not isinstance(figures, dict):
        raise TrainingError("The card's figures have to be an object of names and values.")
    return figures


def _card(path: Path | None) -> dict[str, object]:
    if path is None:
        return {}
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"Could not read the card {path}: {error}.") from error
    if not isinstance(card, dict):
        raise TrainingError(f"The card {path} has to be a JSON object.")
    return card
