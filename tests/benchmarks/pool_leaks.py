"""Print how well classifiers tell real views of a pool from drawn ones by anything but tissue.

Run it from the checkout, with Mammogym's extra `training` installed:

    mammogym-cases pool import ~/corpus --pool pool
    python tests/benchmarks/pool_leaks.py --pool pool

For each real view, one of the same position and technique is drawn at ψ 0.65, and edited with
probability 0.35. Both are shown as rounds show them. The area under the ROC curve of each kind of
clue (`tests/presentation_leaks.py`) has a 95 % interval for women with several views. "border"
tells sizes and shapes of breasts too: there, a difference is one of the breasts that are drawn.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

if __name__ == "__main__":
    # A neighbour of this file would hide the package `training`.
    sys.path[0] = str(Path(__file__).parents[2])

from inference.case_generator import CaseGenerator
from inference.edits import needed_controls
from inference.model_bundle import load_bundle
from inference.random_edits import randomly_edited
from inference.real_pool.patches import cut, tissue_patches
from inference.real_pool.pool import RealPool, open_pool
from inference.real_pool.presentation import ShownPicture, present_drawn
from inference.resources import shipped_bundle
from tests.presentation_leaks import CLUES, grey_grid, in_turns, metadata, timing, told_apart

FIRST_SEED = 70_000
KINDS = {**CLUES, "timing": timing}


def main() -> None:
    """Draw, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pool", type=Path, required=True, metavar="DIR")
    parser.add_argument("--bundle", type=Path, metavar="DIR")
    arguments = parser.parse_args()
    pool = open_pool(arguments.pool)
    generator = CaseGenerator(load_bundle(arguments.bundle or shipped_bundle()), provider="cpu")
    groups = [entry.group for entry in pool.entries]
    real = [pool.picture(entry.id) for entry in pool.entries]
    drawn = [_drawn(generator, pool, number) for number in tqdm(range(len(real)))]
    print(f"{len(real)} real views of {len(set(groups))} women, {len(drawn)} drawn views")
    for name, clue in KINDS.items():
        _print(name, clue, real, drawn, groups)
    patches = _patches(real), _patches(drawn)
    count = min(len(one) for one in patches)
    for name, clue in {"patch, grey grid": grey_grid, "patch, metadata": metadata}.items():
        _print(name, clue, patches[0][:count], patches[1][:count], [str(i) for i in range(count)])


def _drawn(generator: CaseGenerator, pool: RealPool, number: int) -> ShownPicture:
    entry = pool.entries[number]
    recipe = generator.recipe(FIRST_SEED + number, technique=entry.technique, views=(entry.name,))
    controls = needed_controls(generator.controls, generator.bundle.name)
    return present_drawn(generator.generate(randomly_edited(recipe, controls)).views[0])


def _patches(pictures: list[ShownPicture]) -> list[ShownPicture]:
    return [cut(one, patch) for one in pictures for patch in tissue_patches(one)[:2]]


def _print(name, clue, real, drawn, groups) -> None:
    told, told_of_drawn = in_turns(clue, real, drawn)
    area = told_apart(told, told_of_drawn, groups)
    print(f"{name:<18} AUC {area.auc:.2f} ({area.low:.2f} to {area.high:.2f})")


if __name__ == "__main__":
    main()
