"""Missed cases of the reader in front: kept after each answer, and offered once they are due."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.reading.quiz.repetition import RepetitionDeck, read_deck, write_deck
from app.reading.quiz.sitting_events import Answered
from inference.recipe import Recipe

FOLDER = "missed cases"
MOST_AT_ONCE = 20
"""Cases of one sitting; about as many others without a lesion come among them."""


class RepetitionDesk:
    """Keeps the missed cases of one reader at a time.

    Args:
        data: folder in which they lie; None keeps nothing.
    """

    def __init__(self, data: Path | None) -> None:
        self._data = data
        self._reader_id = ""
        self._deck = RepetitionDeck()

    def open(self, reader_id: str) -> None:
        """Open the cases of a reader.

        Raises:
            ProgressError: their file is damaged; it is left as it is, and nothing is due.
        """
        if self._data is None or reader_id == self._reader_id:
            return
        self._reader_id, self._deck = "", RepetitionDeck()
        self._deck = read_deck(self._path(self._data, reader_id))
        self._reader_id = reader_id

    def take(self, answered: Answered) -> None:
        """Keep a case that was missed, or say when it comes again.

        Raises:
            OutputError: it could not be written.
        """
        if self._data is None or not self._reader_id:
            return
        deck = self._deck.after(answered)
        if deck is not self._deck:
            self._deck = deck
            write_deck(deck, self._path(self._data, self._reader_id))

    def due(self, bundle_hash: str, now: datetime | None = None) -> tuple[Recipe, ...]:
        """Cases that come again now, the longest due first.

        Args:
            bundle_hash: of the model in front; it cannot draw the cases of others.
            now: the time; None is now.
        """
        cases = self._deck.due(now or datetime.now(UTC))
        recipes = [case.recipe for case in cases if case.recipe.bundle_hash == bundle_hash]
        return tuple(recipes[:MOST_AT_ONCE])

    @staticmethod
    def _path(data: Path, reader_id: str) -> Path:
        return data / FOLDER / f"{reader_id}.json"
