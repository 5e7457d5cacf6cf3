"""Which measures belong together, and what each group of them says in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from training.evaluation.measure import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Measures that answer one question.

    Attributes:
        title: of the group.
        words: one of them occurs in the name of each measure of the group, in lower case.
        text: what the figures say, what would be bad, and what they cannot see.
        source: where the measure comes from.
    """

    title: str
    words: tuple[str, ...]
    text: str
    source: str = ""


GROUPS = (
    Group(
        title="Can a classifier tell them apart?",
        words=("two-sample", "two sample", "classifier"),
        text=(
            "A network learns to tell real from drawn views on some patients and is asked about "
            "others. An AUC of 0.5 is chance, 1 means that it always knows. Two controls belong to "
            "it: real views blurred by 0.7 pixels must be found out (0.95 or more), or the network "
            "is too weak to say anything, and real against real must stay at chance, or it learns "
            "patients. It sees what no eye sees, so that an AUC near 1 does not mean that readers "
            "would notice."
        ),
        source="Lopez-Paz and Oquab 2017, Revisiting Classifier Two-Sample Tests",
    ),
    Group(
        title="Artefacts and suspicious foci",
        words=("artefact", "foci", "focus", "suspicious"),
        text=(
            "The artefact score rises where a view has what real views do not have: texture unlike "
            "any real patch, fine patterns, seams, ragged or doubled outlines. Its threshold is "
            "set so that 2.8 % of real views are beyond it, the share that readers found fault "
            "with in MammoGAN's study. Foci are masses that a detector finds in views which should "
            "have none; a generator that draws more of them than real normal views have would "
            "teach false alarms."
        ),
        source="Korkinof et al. 2021, MammoGAN",
    ),
    Group(
        title="Does it copy its training views?",
        words=("memor", "nearest", "neighbour", "copied", "copies"),
        text=(
            "Each drawn view is compared with all training views, and so is each held-out real "
            "one. If drawn views lay nearer to the training views than held-out views do, the "
            "generator would repeat people it has seen. A small p-value of the one-sided rank test "
            "is the warning, or says that pictures have so little detail that they are near to all "
            "views; distances relative to those of further neighbours do not count that. Look at "
            "the pairs too."
        ),
        source="Meehan, Chaudhuri and Dasgupta 2020, A Non-Parametric Test to Detect Data-Copying",
    ),
    Group(
        title="Distance of features",
        words=("fréchet", "frechet", "kernel"),
        text=(
            "Both compare clouds of features that a network trained on photographs gives: the "
            "Fréchet distance their means and covariances, the kernel distance all moments up to "
            "the third without a bias from the number of views. 0 is equal. What counts is the "
            "ratio to the floor, which is the distance of real views from other real views. They "
            "see texture and shading well, and rare failures hardly at all."
        ),
        source="Heusel et al. 2017 (Fréchet); Bińkowski et al. 2018 (kernel)",
    ),
    Group(
        title="Fidelity and coverage",
        words=("precision", "recall", "density", "coverage"),
        text=(
            "Precision is the share of drawn views that lie among real ones: low means bad "
            "pictures. Recall is the share of real views that lie among drawn ones: low means that "
            "kinds of breasts are missing. Density and coverage ask the same and are harder for "
            "single odd views to sway. Truncation (a lower ψ) buys precision with recall."
        ),
        source="Kynkäänniemi et al. 2019; Naeem et al. 2020",
    ),
    Group(
        title="Patches at each scale",
        words=("wasserstein",),
        text=(
            "Sliced Wasserstein distance of 7 × 7 patches at each level of a Laplacian pyramid, "
            "times 1000. Coarse levels see shape and shading, fine ones grain and sharpness. It "
            "tells at which size of detail pictures are wrong."
        ),
        source="Karras et al. 2018, section 5",
    ),
    Group(
        title="Greys",
        words=("grey", "moment", "skew", "kurtosis", "deviation", "histogram", "variance"),
        text=(
            "The first moments of the greys inside each breast, and how often each grey occurs. "
            "Means that differ show wrong brightness or density, narrow distributions show "
            "that drawn breasts are too alike."
        ),
        source="Korkinof et al. 2018, MammoGAN, moment plots",
    ),
    Group(
        title="Spectrum",
        words=("spectral", "spectrum", "power"),
        text=(
            "The power of a mammogram's interior falls with spatial frequency f as f^−β. Real "
            "mammograms have β near 3.17 in CC and 3.30 in MLO at full resolution; here "
            "the real views of the same size and preparation are the yardstick. A β that is too "
            "high means smooth pictures, one too low grain, and a bump at one frequency a grid."
        ),
        source="Burgess et al. 2001; Chen et al. 2012",
    ),
    Group(
        title="Texture",
        words=("texture", "glcm", "lbp", "co-occurrence", "binary pattern", "contrast",
               "homogeneity", "energy", "correlation", "entropy"),
        text=(
            "Statistics of neighbouring pixels inside the breast: how different they are, how "
            "regular, and which small patterns occur. They notice grain and smoothness that the "
            "eye takes for sharpness."
        ),
        source="Haralick 1973 (co-occurrence); Ojala et al. 2002 (local binary patterns)",
    ),
    Group(
        title="Outline",
        words=("outline", "area", "height", "width", "perimeter", "roundness", "solidity",
               "thickness", "extent", "compact", "ragged", "chest wall", "nipple"),
        text=(
            "Size and shape of the breast on the picture. Drawn breasts should be as large, as "
            "small and as varied as real ones."
        ),
    ),
)  # fmt: skip

OTHER = Group(title="Other figures", words=(), text="")


def grouped(measures: Sequence[Measure]) -> tuple[tuple[Group, tuple[Measure, ...]], ...]:
    """Groups that have measures, in the order of `GROUPS`, each with its measures by name."""
    names = dict.fromkeys(measure.name for measure in measures)
    found: dict[str, list[Measure]] = {}
    for name in names:
        members = [measure for measure in measures if measure.name == name]
        found.setdefault(group_of(name).title, []).extend(members)
    return tuple(
        (group, tuple(found[group.title])) for group in (*GROUPS, OTHER) if group.title in found
    )


def group_of(name: str) -> Group:
    """The group that a measure belongs to by its name."""
    lower = name.lower()
    return next((group for group in GROUPS if any(word in lower for word in group.words)), OTHER)
