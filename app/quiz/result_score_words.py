"""All that `app.reading.scoring` says of a score, for the translators; it knows no Qt itself."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES = (
    QT_TRANSLATE_NOOP("Score", "Area under the ROC curve (AUC)"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How often a picture of the kind that is looked for is rated above one of the other "
        "kind: 0.5 is guessing, 1 is perfect.",
    ),
    QT_TRANSLATE_NOOP("Score", "Area under the smooth ROC curve"),
    QT_TRANSLATE_NOOP(
        "Score",
        "The same area under the curve of two normal distributions, without the corners that "
        "few steps of confidence cut off.",
    ),
    QT_TRANSLATE_NOOP("Score", "Precision"),
    QT_TRANSLATE_NOOP("Score", "Of the pictures that were called positive, the share that was."),
    QT_TRANSLATE_NOOP("Score", "Accuracy"),
    QT_TRANSLATE_NOOP("Score", "The share of all answers that were right."),
    QT_TRANSLATE_NOOP("Score", "Sensitivity"),
    QT_TRANSLATE_NOOP("Score", "Of the positive pictures or cases, the share that was called so."),
    QT_TRANSLATE_NOOP("Score", "Specificity"),
    QT_TRANSLATE_NOOP("Score", "Of the negative pictures or cases, the share that was called so."),
    QT_TRANSLATE_NOOP("Score", "d′"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How far apart the two kinds look, in standard deviations: 0 is guessing, 1 is fair, 3 "
        "is nearly perfect; leaning to one answer does not change it.",
    ),
    QT_TRANSLATE_NOOP("Score", "Criterion c"),
    QT_TRANSLATE_NOOP(
        "Score",
        "Which answer is leaned to: 0 is neither, above 0 yes is said too rarely, below 0 too "
        "often.",
    ),
    QT_TRANSLATE_NOOP("Score", "β"),
    QT_TRANSLATE_NOOP(
        "Score",
        "The same leaning as a ratio of likelihoods: 1 is neither, above 1 yes is said too rarely.",
    ),
    QT_TRANSLATE_NOOP("Score", "Seconds per answer"),
    QT_TRANSLATE_NOOP("Score", "The mean time of the answers that were not interrupted."),
    QT_TRANSLATE_NOOP("Score", "Seconds per round"),
    QT_TRANSLATE_NOOP("Score", "The mean time of the rounds that were not interrupted."),
    QT_TRANSLATE_NOOP("Score", "Median seconds"),
    QT_TRANSLATE_NOOP("Score", "Half of the answers took longer, half less."),
    QT_TRANSLATE_NOOP("Score", "Rounds"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How many times the one among several was looked for until the last wrong answer.",
    ),
    QT_TRANSLATE_NOOP("Score", "Share found"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How often the one among several was found; guessing finds it once in as many rounds as "
        "there are pictures.",
    ),
    QT_TRANSLATE_NOOP("Score", "Probability of lasting by guessing"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How probable it is to find at least as many by guessing before the wrong answers are "
        "used up.",
    ),
    QT_TRANSLATE_NOOP("Score", "Right answers"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How often the synthetic one of a pair was named; guessing is right in half of them.",
    ),
    QT_TRANSLATE_NOOP("Score", "Binomial test, p"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How probable a number of right answers this far from half of them is when guessing.",
    ),
    QT_TRANSLATE_NOOP("Score", "JAFROC figure of merit"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How often a lesion that is there is rated above the worst mark of a case without any; "
        "what is not marked counts as rated lowest.",
    ),
    QT_TRANSLATE_NOOP("Score", "Area under the LROC curve"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How often a case with a lesion is rated above one without, and the lesion marked at "
        "its place; guessed places are near 0, not 0.5.",
    ),
    QT_TRANSLATE_NOOP("Score", "Sensitivity with the place"),
    QT_TRANSLATE_NOOP("Score", "Of the cases with a lesion, the share in which a mark lies on it."),
    QT_TRANSLATE_NOOP("Score", "False marks per case"),
    QT_TRANSLATE_NOOP("Score", "How many marks per case lie on no lesion."),
    QT_TRANSLATE_NOOP("Score", "Equal answers (Sokal–Michener)"),
    QT_TRANSLATE_NOOP("Score", "The share of questions that were answered alike both times."),
    QT_TRANSLATE_NOOP("Score", "Cohen's κ of the sides"),
    QT_TRANSLATE_NOOP(
        "Score",
        "Agreement of yes and no both times beyond what chance brings about: 0 is chance, 1 is "
        "full agreement.",
    ),
    QT_TRANSLATE_NOOP("Score", "Weighted κ of the ratings"),
    QT_TRANSLATE_NOOP(
        "Score",
        "The same for the steps of confidence, where near misses count nearly as agreement.",
    ),
    QT_TRANSLATE_NOOP("Score", "Change of the AUC"),
    QT_TRANSLATE_NOOP(
        "Score",
        "AUC of the second sitting less that of the first, by DeLong's test of paired areas.",
    ),
    QT_TRANSLATE_NOOP("Score", "DeLong's test of the change, p"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How probable so large a change is where nothing but chance changed.",
    ),
    QT_TRANSLATE_NOOP("Score", "Density right"),
    QT_TRANSLATE_NOOP("Score", "The share of reports with the breast composition of the case."),
    QT_TRANSLATE_NOOP("Score", "Weighted κ of the density"),
    QT_TRANSLATE_NOOP(
        "Score",
        "Agreement with the composition of the cases beyond chance; a neighbouring class counts "
        "nearly as agreement.",
    ),
    QT_TRANSLATE_NOOP("Score", "Finding told or not, right"),
    QT_TRANSLATE_NOOP(
        "Score",
        "The share of reports that tell a finding exactly where there is one.",
    ),
    QT_TRANSLATE_NOOP("Score", "Kind right"),
    QT_TRANSLATE_NOOP("Score", "Of the lesions, the share with the right kind."),
    QT_TRANSLATE_NOOP("Score", "Side right"),
    QT_TRANSLATE_NOOP("Score", "Of the lesions, the share told on the right side."),
    QT_TRANSLATE_NOOP("Score", "Region right"),
    QT_TRANSLATE_NOOP("Score", "Of the lesions, the share told in the right region."),
    QT_TRANSLATE_NOOP("Score", "Shape right"),
    QT_TRANSLATE_NOOP("Score", "Of the masses, the share with the right shape."),
    QT_TRANSLATE_NOOP("Score", "Margin right"),
    QT_TRANSLATE_NOOP("Score", "Of the masses, the share with the right margin."),
    QT_TRANSLATE_NOOP("Score", "Density of the mass right"),
    QT_TRANSLATE_NOOP("Score", "Of the masses, the share with the right density."),
    QT_TRANSLATE_NOOP("Score", "Morphology right"),
    QT_TRANSLATE_NOOP("Score", "Of the calcifications, the share with the right morphology."),
    QT_TRANSLATE_NOOP("Score", "Distribution right"),
    QT_TRANSLATE_NOOP("Score", "Of the calcifications, the share with the right distribution."),
    QT_TRANSLATE_NOOP("Score", "Type of asymmetry right"),
    QT_TRANSLATE_NOOP("Score", "Of the asymmetries, the share of the right type."),
    QT_TRANSLATE_NOOP("Score", "Size right"),
    QT_TRANSLATE_NOOP("Score", "Of the lesions, the share told about as large as it is."),
    QT_TRANSLATE_NOOP("Score", "Assessment right"),
    QT_TRANSLATE_NOOP("Score", "The share of reports with an assessment that suits the case."),
    QT_TRANSLATE_NOOP("Score", "χ² of all answers together, p"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How probable so many or so few right answers of all readers together are when guessing.",
    ),
    QT_TRANSLATE_NOOP("Score", "χ² of every reader, p"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How probable it is that readers who guess are, each for themselves, this far from chance.",
    ),
    QT_TRANSLATE_NOOP("Score", "χ² between readers, p"),
    QT_TRANSLATE_NOOP("Score", "How probable it is that equally good readers differ this much."),
    QT_TRANSLATE_NOOP("Score", "χ² against the binomial distribution, p"),
    QT_TRANSLATE_NOOP(
        "Score",
        "How probable it is that the numbers of right answers of readers who guess are spread "
        "this far from the binomial distribution.",
    ),
    QT_TRANSLATE_NOOP("Score", "Better than guessing."),
    QT_TRANSLATE_NOOP("Score", "Worse than guessing: the answers may have been turned round."),
    QT_TRANSLATE_NOOP("Score", "So few answers cannot be told from guessing."),
    QT_TRANSLATE_NOOP("Score", "There is no answer yet, so that there is nothing to score."),
    QT_TRANSLATE_NOOP(
        "Score",
        "{answers} of {trials} questions were answered; the measures are of these.",
    ),
    QT_TRANSLATE_NOOP("Score", "The last line of the log was half written; that answer is lost."),
    QT_TRANSLATE_NOOP(
        "Score",
        "{count} answers in the middle of the scale take no side and count for the AUC alone.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "All pictures are of one kind, so that nothing measures how well two are told apart.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "In the study of Korkinof et al. 2021, the answers of 117 readers to ten pairs each "
        "were spread as by guessing (χ² against the binomial distribution, p = 0.999).",
    ),
    QT_TRANSLATE_NOOP("Score", "The round was left before its wrong answers were used up."),
    QT_TRANSLATE_NOOP(
        "Score",
        "The sittings are of {count} different sets of questions. Each set is scored by itself: "
        "sittings of different sets are never pooled.",
    ),
    QT_TRANSLATE_NOOP("Score", "The sitting {sitting} was given more than once and counts once."),
    QT_TRANSLATE_NOOP(
        "Score",
        "Readers who sat more than once count with their first sitting; the later ones are "
        "compared with it, not pooled.",
    ),
    QT_TRANSLATE_NOOP("Score", "Averages leave out readers who did not finish: {readers}."),
    QT_TRANSLATE_NOOP(
        "Score",
        "Averages are over the {count} questions that all these readers answered.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "The difficulty followed each reader, so that their questions differ: averages are over "
        "readers alone, and sittings are not compared question by question.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "How many answers a reader gave depended on the answers, so that the χ² tests are "
        "approximate.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "Some of the readers sat in practice, with the truth after each answer, some in exams.",
    ),
    QT_TRANSLATE_NOOP("Score", "The two sittings have no answered question in common."),
    QT_TRANSLATE_NOOP(
        "Score",
        "The first sitting showed the truth after each answer: the second one measures "
        "learning, too.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "Obuchowski–Rockette with DeLong's covariances, for other readers and cases",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "Obuchowski–Rockette with jackknife covariances, for other readers and cases",
    ),
    QT_TRANSLATE_NOOP("Score", "Student's t over readers"),
    QT_TRANSLATE_NOOP("Score", "no interval: the readers do not differ"),
    QT_TRANSLATE_NOOP("Score", "these readers, other cases"),
    QT_TRANSLATE_NOOP("Score", "bootstrap over readers and cases"),
    QT_TRANSLATE_NOOP(
        "Score",
        "The table of the MammoGANesis study takes one set of `real or synthetic` and one of "
        "`find the synthetic one`; there are more here.",
    ),
    QT_TRANSLATE_NOOP(
        "Score",
        "This sitting repeats {sitting}, whose log is not beside it or is damaged, so that the "
        "two cannot be compared.",
    ),
)
"""Labels, meanings, verdicts, notes and methods, as they stand there."""
