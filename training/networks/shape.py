"""The shape of a pair of networks: frame, widths, conditions."""

from __future__ import annotations

from dataclasses import dataclass

from inference.errors import InputError
from inference.recipe import Technique

VIEW_POSITIONS = ("CC", "MLO")
TECHNIQUES = (Technique.DIGITAL.value, Technique.FILM.value)
FIRST_ROWS = 5
"""Height of the learned constant; it is 4 wide."""

MOST_ROWS = 5120


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkShape:
    """What fixes the shapes of all weights of a generator and its discriminator.

    Attributes:
        rows: height of the largest frame, 5 · 2ⁿ.
        z_dim: size of the latent.
        w_dim: size of the intermediate latent.
        mapping_layers: fully connected layers from z to w.
        base: channels of a level are `base` / rows, but …
        most: … at most this many, and …
        least: … at least this many.
        view_positions: conditions, in the order of the one-hot vector.
        techniques: conditions, in the order of the one-hot vector, after the view positions.
    """

    rows: int
    z_dim: int = 128
    w_dim: int = 192
    mapping_layers: int = 4
    base: int = 2560
    most: int = 128
    least: int = 16
    view_positions: tuple[str, ...] = VIEW_POSITIONS
    techniques: tuple[str, ...] = TECHNIQUES

    def __post_init__(self) -> None:
        factor = self.rows // FIRST_ROWS
        power = factor >= 2 and factor & (factor - 1) == 0
        if self.rows % FIRST_ROWS or self.rows > MOST_ROWS or not power:
            raise InputError(
                f"A network's frame has 5 · 2ⁿ rows, at most {MOST_ROWS}, not {self.rows}."
            )

    @property
    def levels(self) -> tuple[int, ...]:
        """Heights from the constant to the frame: 5, 10, …, rows."""
        heights = [FIRST_ROWS]
        while heights[-1] < self.rows:
            heights.append(heights[-1] * 2)
        return tuple(heights)

    def channels(self, rows: int) -> int:
        """Feature channels of the level that is `rows` high."""
        return max(self.least, min(self.most, self.base // rows))

    @property
    def condition_size(self) -> int:
        """Length of the one-hot condition vector."""
        return len(self.view_positions) + len(self.techniques)


def columns(rows: int) -> int:
    """Width of a level of a 5:4 frame."""
    return rows * 4 // 5
