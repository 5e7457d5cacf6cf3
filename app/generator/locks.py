"""What a new seed keeps of the recipe before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inference.recipe import Recipe

COMPONENTS = "components"
MIXING = "mixing"
LOCAL_EDITS = "local edits"
TEXTURE = "texture"
ASYMMETRY = "asymmetry"
LESIONS = "lesions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """Names of what stays when the seed changes: attributes, and the kinds of edits above.

    View, technique and truncation always stay; an interpolation never does, for it belongs to the
    seeds it was made of, nor does what was taken away, for that lay in one picture.

    Attributes:
        names: what is locked.
    """

    names: frozenset[str] = frozenset()

    def with_lock(self, name: str, on: bool) -> Locks:
        """With one thing locked or free."""
        return Locks(names=self.names | {name} if on else self.names - {name})

    def reseeded(self, recipe: Recipe, seed: int) -> Recipe:
        """The recipe of a new seed, with what is locked.

        Args:
            recipe: before.
            seed: the new one.
        """
        kept = self.names
        return replace(
            recipe,
            seed=seed,
            attributes=_locked(recipe, kept),
            components=recipe.components if COMPONENTS in kept else (),
            mixing=recipe.mixing if MIXING in kept else (),
            local_edits=recipe.local_edits if LOCAL_EDITS in kept else (),
            interpolation=(),
            texture_seed=recipe.texture_seed if TEXTURE in kept else None,
            texture_strength=recipe.texture_strength if TEXTURE in kept else 1.0,
            asymmetry=recipe.asymmetry if ASYMMETRY in kept else None,
            lesions=recipe.lesions if LESIONS in kept else (),
            removals=(),
        )


def _locked(recipe: Recipe, names: Iterable[str]) -> tuple:
    wanted = set(names)
    return tuple(setting for setting in recipe.attributes if setting.name in wanted)
