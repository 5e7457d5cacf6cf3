"""`mammogym-train lesion-experiment`: do drawn lesions help a classifier that learns from them?"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from inference.atomic_files import make_folder, write_bytes, write_text
from inference.command_line import CommandParser
from training.allocator import keep_freed_memory
from training.commands.phases import Phases
from training.errors import TrainingError
from training.lesions.run_state import CHECKPOINT

SUMMARY = "measure what drawn lesions are good for"
DESCRIPTION = """\
Trains patch classifiers with 0, 10, 25, 50, 75 and 100 % of their malignant masses drawn by a
network, and judges them on real patches of patients from whom neither they nor the network learned;
trains others to tell drawn masses from real ones. The network's run says who is held out: train it
with --held-out-percent 40 or so. Finished classifiers are kept in OUT, so that the same command
goes on. OUT then holds lesion-experiment.json, .html and two plots."""
EXAMPLE = (
    "mammogym-train lesion-experiment --data data/lesions.h5 --run-dir runs/mass-40 "
    "--out reports/lesions"
)
NAME = "lesion-experiment"


def add_arguments(parser: CommandParser) -> None:
    """Add what `lesion-experiment` takes."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="PATCHES.h5", help="lesion patches"
    )
    parser.add_argument(
        "--run-dir", type=Path, required=True, metavar="DIR", help="of a network for masses"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="folder")
    parser.add_argument("--samples", type=int, help="of a classifier (default: 20000)")
    parser.add_argument("--seeds", type=int, help="classifiers for each share (default: 3)")
    parser.add_argument("--pool", type=int, help="different windows of a kind (default: 3000)")


def work(args: argparse.Namespace) -> None:
    """Do what is left of the experiment, and write its report.

    Raises:
        MammogymError: the data or the network cannot be used, or nothing can be written.
    """
    keep_freed_memory()
    # Only here: plots need packages that no other command does.
    try:
        from training.lesions.experiment.experiment import ExperimentPlan, run_experiment
        from training.lesions.experiment.figures import figures_of, to_plain
        from training.lesions.experiment.plots import feature_plot, share_plot
        from training.lesions.experiment.report import page
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        raise TrainingError(
            f"The package {package} is missing, which the experiment needs. "
            "Install it with: pip install mammogym[training]"
        ) from error
    plan = ExperimentPlan()
    if args.samples is not None:
        plan = replace(plan, schedule=replace(plan.schedule, samples=args.samples))
    given = {name: getattr(args, name) for name in ("seeds", "pool") if getattr(args, name)}
    plan = replace(plan, **given)
    make_folder(args.out)
    with Phases() as phases:
        result = run_experiment(args.data, args.run_dir / CHECKPOINT, args.out, plan, phases.show)
    figures = figures_of(result)
    plots = {"areas": share_plot(figures), "features": feature_plot(result.projected, 0)}
    for name, png in plots.items():
        write_bytes(args.out / f"{NAME}-{name}.png", png)
    plain = json.dumps(to_plain(figures, plan), indent=1, ensure_ascii=False)
    write_text(args.out / f"{NAME}.json", plain + "\n")
    captions = {
        "Area under the curve by the share of drawn lesions": plots["areas"],
        "Features of held-out patches, as the last layer of one classifier sees them": plots[
            "features"
        ],
    }
    write_text(args.out / f"{NAME}.html", page(figures, plan, captions))
    best = max(figures.shares[1:], key=lambda one: one.difference)
    print(
        f"{args.out / NAME}.html: AUC {figures.shares[0].area.auc:.3f} without drawn lesions; "
        f"{best.difference:+.3f} with {best.share:.0%} (p = {best.p_value:.2g}) is the best"
    )
