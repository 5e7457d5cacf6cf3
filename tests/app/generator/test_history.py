"""Undo and redo of recipes."""

from __future__ import annotations

from app.generator.history import LONGEST, History
from inference.recipe import Recipe


def recipe(seed: int) -> Recipe:
    return Recipe(bundle_name="m", bundle_hash="0" * 64, seed=seed)


def test_undo_and_redo_walk_through_the_recipes():
    history = History().pushed(recipe(1)).pushed(recipe(2)).pushed(recipe(3))
    assert history.undone().undone().current == recipe(1)
    assert history.undone().undone().undone().current == recipe(1)
    assert history.undone().redone().current == recipe(3)
    assert not history.can_redo


def test_a_new_recipe_forgets_what_was_undone():
    history = History().pushed(recipe(1)).pushed(recipe(2)).undone().pushed(recipe(3))
    assert history.recipes == (recipe(1), recipe(3))


def test_the_same_recipe_twice_is_one_step():
    history = History().pushed(recipe(1)).pushed(recipe(1))
    assert not history.can_undo


def test_a_long_session_forgets_its_beginning():
    history = History()
    for seed in range(LONGEST + 5):
        history = history.pushed(recipe(seed))
    assert len(history.recipes) == LONGEST
    assert history.current == recipe(LONGEST + 4)
