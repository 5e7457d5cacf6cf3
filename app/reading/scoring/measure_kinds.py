"""The table of measures: how each is called, counted, and what it means in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a measure is written."""

    SHARE = "share"
    """0 to 1, written in percent."""
    AREA = "area"
    """0 to 1, written with two digits."""
    NUMBER = "number"
    COUNT = "count"
    SECONDS = "seconds"
    PROBABILITY = "probability"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureKind:
    """What is measured.

    Attributes:
        name: as files name it.
        label: to be shown.
        unit: how it is written.
        meaning: in a sentence.
    """

    name: str
    label: str
    unit: Unit
    meaning: str


_ROWS = (
    (
        "auc",
        "Area under the ROC curve (AUC)",
        Unit.AREA,
        "How often a picture of the kind that is looked for is rated above one of the other kind: "
        "0.5 is guessing, 1 is perfect.",
    ),
    (
        "binormal_auc",
        "Area under the smooth ROC curve",
        Unit.AREA,
        "The same area under the curve of two normal distributions, without the corners that few "
        "steps of confidence cut off.",
    ),
    (
        "precision",
        "Precision",
        Unit.SHARE,
        "Of the pictures that were called positive, the share that was.",
    ),
    ("accuracy", "Accuracy", Unit.SHARE, "The share of all answers that were right."),
    (
        "sensitivity",
        "Sensitivity",
        Unit.SHARE,
        "Of the positive pictures or cases, the share that was called so.",
    ),
    (
        "specificity",
        "Specificity",
        Unit.SHARE,
        "Of the negative pictures or cases, the share that was called so.",
    ),
    (
        "d_prime",
        "d′",
        Unit.NUMBER,
        "How far apart the two kinds look, in standard deviations: 0 is guessing, 1 is fair, 3 is "
        "nearly perfect; leaning to one answer does not change it.",
    ),
    (
        "criterion",
        "Criterion c",
        Unit.NUMBER,
        "Which answer is leaned to: 0 is neither, above 0 yes is said too rarely, below 0 too "
        "often.",
    ),
    (
        "beta",
        "β",
        Unit.NUMBER,
        "The same leaning as a ratio of likelihoods: 1 is neither, above 1 yes is said too rarely.",
    ),
    (
        "seconds_per_answer",
        "Seconds per answer",
        Unit.SECONDS,
        "The mean time of the answers that were not interrupted.",
    ),
    (
        "seconds_per_round",
        "Seconds per round",
        Unit.SECONDS,
        "The mean time of the rounds that were not interrupted.",
    ),
    (
        "median_seconds",
        "Median seconds",
        Unit.SECONDS,
        "Half of the answers took longer, half less.",
    ),
    (
        "rounds",
        "Rounds",
        Unit.COUNT,
        "How many times the one among several was looked for until the last wrong answer.",
    ),
    (
        "share_found",
        "Share found",
        Unit.SHARE,
        "How often the one among several was found; guessing finds it once in as many rounds as "
        "there are pictures.",
    ),
    (
        "p_lasting",
        "Probability of lasting by guessing",
        Unit.PROBABILITY,
        "How probable it is to find at least as many by guessing before the wrong answers are "
        "used up.",
    ),
    (
        "right",
        "Right answers",
        Unit.SHARE,
        "How often the synthetic one of a pair was named; guessing is right in half of them.",
    ),
    (
        "p_value",
        "Binomial test, p",
        Unit.PROBABILITY,
        "How probable a number of right answers this far from half of them is when guessing.",
    ),
    (
        "afroc_merit",
        "JAFROC figure of merit",
        Unit.AREA,
        "How often a lesion that is there is rated above the worst mark of a case without any; "
        "what is not marked counts as rated lowest.",
    ),
    (
        "lroc_area",
        "Area under the LROC curve",
        Unit.AREA,
        "How often a case with a lesion is rated above one without, and the lesion marked at its "
        "place; guessed places are near 0, not 0.5.",
    ),
    (
        "located_sensitivity",
        "Sensitivity with the place",
        Unit.SHARE,
        "Of the cases with a lesion, the share in which a mark lies on it.",
    ),
    (
        "false_marks_per_case",
        "False marks per case",
        Unit.NUMBER,
        "How many marks per case lie on no lesion.",
    ),
    (
        "simple_matching",
        "Equal answers (Sokal–Michener)",
        Unit.SHARE,
        "The share of questions that were answered alike both times.",
    ),
    (
        "kappa",
        "Cohen's κ of the sides",
        Unit.NUMBER,
        "Agreement of yes and no both times beyond what chance brings about: 0 is chance, 1 is "
        "full agreement.",
    ),
    (
        "weighted_kappa",
        "Weighted κ of the ratings",
        Unit.NUMBER,
        "The same for the steps of confidence, where near misses count nearly as agreement.",
    ),
    (
        "auc_change",
        "Change of the AUC",
        Unit.NUMBER,
        "AUC of the second sitting less that of the first, by DeLong's test of paired areas.",
    ),
    (
        "p_of_change",
        "DeLong's test of the change, p",
        Unit.PROBABILITY,
        "How probable so large a change is where nothing but chance changed.",
    ),
    (
        "composition",
        "Density right",
        Unit.SHARE,
        "The share of reports with the breast composition of the case.",
    ),
    (
        "composition_kappa",
        "Weighted κ of the density",
        Unit.NUMBER,
        "Agreement with the composition of the cases beyond chance; a neighbouring class counts "
        "nearly as agreement.",
    ),
    (
        "finding",
        "Finding told or not, right",
        Unit.SHARE,
        "The share of reports that tell a finding exactly where there is one.",
    ),
    ("kind", "Kind right", Unit.SHARE, "Of the lesions, the share with the right kind."),
    ("side", "Side right", Unit.SHARE, "Of the lesions, the share told on the right side."),
    ("region", "Region right", Unit.SHARE, "Of the lesions, the share told in the right region."),
    ("shape", "Shape right", Unit.SHARE, "Of the masses, the share with the right shape."),
    ("margin", "Margin right", Unit.SHARE, "Of the masses, the share with the right margin."),
    (
        "density",
        "Density of the mass right",
        Unit.SHARE,
        "Of the masses, the share with the right density.",
    ),
    (
        "morphology",
        "Morphology right",
        Unit.SHARE,
        "Of the calcifications, the share with the right morphology.",
    ),
    (
        "distribution",
        "Distribution right",
        Unit.SHARE,
        "Of the calcifications, the share with the right distribution.",
    ),
    (
        "asymmetry",
        "Type of asymmetry right",
        Unit.SHARE,
        "Of the asymmetries, the share of the right type.",
    ),
    (
        "size_mm",
        "Size right",
        Unit.SHARE,
        "Of the lesions, the share told about as large as it is.",
    ),
    (
        "assessment",
        "Assessment right",
        Unit.SHARE,
        "The share of reports with an assessment that suits the case.",
    ),
    (
        "pooled_chi_square",
        "χ² of all answers together, p",
        Unit.PROBABILITY,
        "How probable so many or so few right answers of all readers together are when guessing.",
    ),
    (
        "each_chi_square",
        "χ² of every reader, p",
        Unit.PROBABILITY,
        "How probable it is that readers who guess are, each for themselves, this far from chance.",
    ),
    (
        "between_chi_square",
        "χ² between readers, p",
        Unit.PROBABILITY,
        "How probable it is that equally good readers differ this much.",
    ),
    (
        "goodness_of_fit",
        "χ² against the binomial distribution, p",
        Unit.PROBABILITY,
        "How probable it is that the numbers of right answers of readers who guess are spread "
        "this far from the binomial distribution.",
    ),
)

MEASURES: dict[str, MeasureKind] = {
    name: MeasureKind(name=name, label=label, unit=unit, meaning=meaning)
    for name, label, unit, meaning in _ROWS
}
"""All measures by name."""
