"""What can go wrong in training; the engine's errors pass through unchanged.

inference.errors.MammogymError
└── TrainingError         a run cannot start, go on, or be exported
    ├── DatasetError      a dataset file is missing, damaged or empty
    ├── CheckpointError   a checkpoint is missing, damaged or of another run
    └── NetworkFileError  a network of another project is unsafe, damaged or of another kind
"""

from __future__ import annotations

from inference.errors import MammogymError


class TrainingError(MammogymError):
    """A run cannot start, go on, or be exported."""


class DatasetError(TrainingError):
    """A dataset file is missing, damaged or empty."""


class CheckpointError(TrainingError):
    """A checkpoint is missing, damaged, or belongs to another run."""


class NetworkFileError(TrainingError):
    """A network file of another project is unsafe, damaged, or of a kind that is not imported."""
