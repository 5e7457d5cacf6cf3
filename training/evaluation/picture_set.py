"""A set of views to compare: pictures with what is known of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.errors import TrainingError

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSet:
    """Views of one kind: real ones or drawn ones.

    Attributes:
        pictures: uint8 (n, rows, columns); chest wall on the left edge; 0 outside the breast.
        view_positions: (n,) `CC` or `MLO`.
        techniques: (n,) `digital` or `film`.
        patients: (n,) names that tell women apart; views of a woman never go to both sides of a
            split.
    """

    pictures: NDArray[np.uint8]
    view_positions: NDArray[np.str_]
    techniques: NDArray[np.str_]
    patients: NDArray[np.str_]

    def __post_init__(self) -> None:
        counts = {len(self.view_positions), len(self.techniques), len(self.patients)}
        if self.pictures.ndim != 3 or counts != {len(self.pictures)}:
            raise TrainingError("A picture set takes as many labels as pictures.")

    def __len__(self) -> int:
        return len(self.pictures)

    def where(self, mask: Mask) -> PictureSet:
        """The views that a mask (n,) chooses."""
        return PictureSet(
            pictures=self.pictures[mask],
            view_positions=self.view_positions[mask],
            techniques=self.techniques[mask],
            patients=self.patients[mask],
        )

    def parts(self) -> dict[str, Mask]:
        """Masks of the parts that figures are stated for: all, each view, each technique."""
        masks = {"all": np.ones(len(self), dtype=bool)}
        for values in (self.view_positions, self.techniques):
            masks |= {str(name): values == name for name in np.unique(values)}
        return masks
