"""Claims about drafts without a window: order, verdicts, what is kept, and what is damaged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.case_sets.words import flag_words, name_of
from app.reading.case_sets.draft import AboutSet, CaseWords, Draft, DraftCase, Verdict
from app.reading.case_sets.draft_store import DraftStore, opened_as_draft
from inference.case_sets.blueprint import blueprint_from_toml
from inference.case_sets.case_truth import Flags, SuspiciousPlace
from inference.case_sets.files import lock
from inference.errors import CaseSetError
from inference.recipe import ViewName
from tests.inference.case_sets.made_sets import IDS, PASSPHRASE, made_case, made_set

BLUEPRINT = blueprint_from_toml('title = "Four"\ncases = 4\nseed = 1\n')


def draft_case(number: int, index: int | None = None) -> DraftCase:
    return DraftCase(
        drawn=made_case(number), file=f"{number}.mgset", words=CaseWords(), index=index
    )


def order(draft: Draft) -> list[str]:
    return [case.case_id for case in draft.cases]


def test_cases_hang_in_the_blueprints_order_however_they_arrive():
    draft = Draft(about=AboutSet(title="Four"), blueprint=BLUEPRINT)
    assert draft.missing == (0, 1, 2, 3)
    for number in (2, 0, 3):
        draft = draft.with_case(draft_case(number, number))
    assert order(draft) == [IDS[0], IDS[2], IDS[3]]
    assert draft.missing == (1,)
    draft = draft.with_case(draft_case(4)).with_case(draft_case(1, 1))
    assert order(draft) == [IDS[0], IDS[1], IDS[2], IDS[3], IDS[4]]


def test_a_move_stops_at_the_ends():
    draft = Draft(about=AboutSet(title="-"), cases=tuple(map(draft_case, range(3))))
    assert order(draft.moved(IDS[0], -1)) == order(draft)
    assert order(draft.moved(IDS[0], 9)) == [IDS[1], IDS[2], IDS[0]]
    assert draft.moved("nobody", 1) is draft


def test_rejected_cases_stay_out_of_the_set_and_all_of_them_are_refused():
    cases = tuple(replace(draft_case(n), verdict=Verdict.REJECTED) for n in range(2))
    draft = Draft(about=AboutSet(title="-"), cases=(*cases, draft_case(2)))
    assert [case.case_id for case in draft.case_set().cases] == [IDS[2]]
    with pytest.raises(CaseSetError, match="Accept one"):
        replace(draft, cases=cases).case_set()


def test_a_draft_is_read_as_it_was_written_without_damaged_cases(tmp_path: Path):
    store = DraftStore(tmp_path / "draft")
    draft = opened_as_draft(replace(made_set(3), blueprint=""), store)
    words = CaseWords(teaching="Umlauts: äöü ✓", tags=("a",))
    draft = draft.changed(IDS[1], lambda case: replace(case, words=words, verdict=Verdict.REJECTED))
    draft = draft.moved(IDS[1], -1)
    store.write(draft)
    again = store.read()
    assert order(again) == [IDS[1], IDS[0], IDS[2]]
    assert again.cases[0].words == words and again.cases[0].verdict is Verdict.REJECTED
    assert again.about == draft.about
    path = store.folder / draft.cases[1].file
    path.write_bytes(path.read_bytes()[:-40])
    assert order(store.read()) == [IDS[1], IDS[2]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": 2, "about": {"title": "x"}}',
        '{"format": 1, "about": {"title": "x"}, "cases": [{"file": "../a.mgset", "words": {}}]}',
    ],
)
def test_a_damaged_draft_is_refused_with_a_sentence(text: str, tmp_path: Path):
    (tmp_path / "draft.json").write_text(text)
    with pytest.raises(CaseSetError, match="cannot be read"):
        DraftStore(tmp_path).read()


def test_locked_answers_are_not_opened_as_a_draft(tmp_path: Path):
    locked = lock(replace(made_set(), blueprint=""), PASSPHRASE)
    with pytest.raises(CaseSetError, match="Unlock"):
        opened_as_draft(locked, DraftStore(tmp_path))


def test_each_flag_has_a_sentence_with_its_reason():
    place = SuspiciousPlace(view=ViewName.L_CC, row=1, column=1, score=0.99, within_lesion=False)
    flags = Flags(
        artefact_score=1.5,
        artefact_sign="seam",
        foci=(place, place.model_copy(update={"within_lesion": True, "view": ViewName.R_CC})),
        unmet=("density d",),
    )
    told = flag_words(flags, twin=3)
    assert [word in line for word, line in zip(("seam", "L-CC", "case 3", "density d"), told,
                                               strict=True)] == [True] * 4  # fmt: skip
    assert "R-CC" not in told[1]
    assert flag_words(Flags(artefact_score=0.9)) == []


def test_a_case_goes_by_what_was_asked_of_it():
    truth = made_case(0).truth
    assert name_of(truth) == "masses"
    assert name_of(made_case(1).truth) == "normal"
    assert name_of(None) == ""
