"""What the papers' readers reached, to stand beside one's own scores."""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.scoring.measures import Published

MAMMOGANESIS = "Zakka et al. 2020"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedReader:
    """A row of table II of MammoGANesis.

    Attributes:
        name: of the reader.
        years: since fellowship.
        auc: of real against synthesized and edited images.
        precision: of the images called generated.
        seconds_per_round: of the search for the synthesized one among six.
        rounds: of that search, until three answers were wrong.
    """

    name: str
    years: int
    auc: float
    precision: float
    seconds_per_round: float
    rounds: int


TABLE_TWO = (
    PublishedReader(
        name="radiologist 1", years=18, auc=0.56, precision=0.58, seconds_per_round=40.1, rounds=3
    ),
    PublishedReader(
        name="radiologist 2", years=3, auc=0.74, precision=0.78, seconds_per_round=24.6, rounds=14
    ),
    PublishedReader(
        name="radiologist 3", years=11, auc=0.45, precision=0.42, seconds_per_round=24.0, rounds=3
    ),
    PublishedReader(
        name="radiologist 4", years=2, auc=0.39, precision=0.41, seconds_per_round=14.0, rounds=3
    ),
)
"""Zakka et al. 2020, MammoGANesis, arXiv 2010.05177, table II."""


def published(name: str, *, of_average: float | None = None) -> tuple[Published, ...]:
    """The values of the paper's readers.

    Args:
        name: a field of `PublishedReader`.
        of_average: as the paper states it; None takes the mean of the rows.
    """
    values = [float(getattr(reader, name)) for reader in TABLE_TWO]
    average = sum(values) / len(values) if of_average is None else of_average
    each = [
        Published(who=f"{MAMMOGANESIS}, {reader.name}", value=value)
        for reader, value in zip(TABLE_TWO, values, strict=True)
    ]
    return (*each, Published(who=f"{MAMMOGANESIS}, average", value=average))
