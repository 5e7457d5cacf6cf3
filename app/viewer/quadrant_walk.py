"""Where in the walk through quadrants the views that hang are."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from app.viewer.looking import Looking
from app.viewer.picture import Picture
from app.viewer.quadrants import tile_count, tile_states
from app.viewer.state import ViewState
from inference.imaging.breast_region import BreastRegion, breast_region


class QuadrantWalk:
    """Leads through the parts of the breasts that hang.

    Args:
        looking: the views.

    Attributes:
        tile: number of the part, from 0.
    """

    def __init__(self, looking: Looking) -> None:
        self.tile = 0
        self._looking = looking
        self._found: WeakKeyDictionary[Picture, BreastRegion] = WeakKeyDictionary()

    @property
    def count(self) -> int:
        """How many parts there are."""
        return tile_count(self._looking.seen(), self._regions())

    def go(self, step: int) -> bool:
        """To the next (1) or previous (−1) part; False where there is none."""
        if not 0 <= self.tile + step < self.count:
            return False
        self.tile += step
        return True

    def states(self) -> list[ViewState]:
        """How the views that hang are looked at here, place by place."""
        return tile_states(self._looking.seen(), self._regions(), self.tile)

    def _regions(self) -> list[BreastRegion]:
        """Where the breast lies in each view that hangs; found once for each picture."""
        pictures = [self._looking.pictures[view] for view in self._looking.hung]
        for picture in pictures:
            if picture not in self._found:
                self._found[picture] = breast_region(picture.view)
        return [self._found[picture] for picture in pictures]
