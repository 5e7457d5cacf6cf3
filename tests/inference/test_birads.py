from __future__ import annotations

import json

import pytest

from inference.birads import (
    Assessment,
    AssociatedFeature,
    AsymmetryType,
    Composition,
    Distribution,
    Edition,
    FindingKind,
    Management,
    MassDensity,
    MassMargin,
    MassShape,
    Morphology,
    Region,
    Term,
    concern,
    terms,
    usual_management,
)


def test_the_lexicon_has_the_terms_of_the_fifth_edition() -> None:
    def ids(kind: type[Term]) -> list[str]:
        return [term.value for term in terms(kind, Edition.FIFTH)]

    assert ids(Composition) == ["a", "b", "c", "d"]
    assert ids(MassShape) == ["oval", "round", "irregular"]
    assert ids(MassMargin) == [
        "circumscribed",
        "obscured",
        "microlobulated",
        "indistinct",
        "spiculated",
    ]
    assert ids(MassDensity) == ["high_density", "equal_density", "low_density", "fat_containing"]
    assert len(ids(Morphology)) == 9 + 4
    assert ids(Distribution) == ["diffuse", "regional", "grouped", "linear", "segmental"]
    assert ids(AsymmetryType) == ["asymmetry", "global", "focal", "developing"]
    assert len(ids(AssociatedFeature)) == 7
    assert ids(Assessment) == ["0", "1", "2", "3", "4", "4A", "4B", "4C", "5", "6"]


@pytest.mark.parametrize("kind", [Composition, MassShape, Morphology, Assessment, Region])
def test_both_editions_share_their_mammography_terms(kind: type[Term]) -> None:
    assert terms(kind, Edition.FIFTH) == terms(kind, Edition.V2025)


def test_a_term_of_one_edition_is_not_offered_in_the_other() -> None:
    class Fictional(Term):
        OLD = "old", "old word", (Edition.FIFTH,)
        NEW = "new", "new word", (Edition.V2025,)

    assert terms(Fictional, Edition.FIFTH) == (Fictional.OLD,)
    assert terms(Fictional, Edition.V2025) == (Fictional.NEW,)


def test_a_term_is_found_again_by_the_id_it_is_stored_with() -> None:
    stored = json.loads(json.dumps({"margin": MassMargin.SPICULATED}))
    assert MassMargin(stored["margin"]) is MassMargin.SPICULATED
    assert FindingKind("architectural_distortion").label == "architectural distortion"


def test_four_kinds_of_calcifications_are_suspicious() -> None:
    suspicious = [kind.value for kind in Morphology if kind.suspicious]
    assert suspicious == [
        "amorphous",
        "coarse_heterogeneous",
        "fine_pleomorphic",
        "fine_linear_branching",
    ]


@pytest.mark.parametrize(
    ("category", "management"),
    [
        ("0", Management.IMAGING_OR_PRIORS),
        ("1", Management.ROUTINE),
        ("2", Management.ROUTINE),
        ("3", Management.SHORT_INTERVAL),
        ("4A", Management.TISSUE_DIAGNOSIS),
        ("4C", Management.TISSUE_DIAGNOSIS),
        ("5", Management.TISSUE_DIAGNOSIS),
        ("6", Management.EXCISION),
    ],
)
def test_each_category_has_its_usual_management(category: str, management: Management) -> None:
    assert usual_management(Assessment(category))[0] is management


def test_categories_sort_by_how_much_is_to_be_done() -> None:
    ordered = sorted(Assessment, key=concern)
    assert [each.value for each in ordered] == ["1", "2", "3", "6", "0", "4", "4A", "4B", "4C", "5"]
