"""What makes a template of an aligned face: the seam behind which each recogniser stands."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.template_model import TemplateModel

Template = NDArray[np.float32]


class Embedder(Protocol):
    """One template model, opened. Used by one thread at a time."""

    @property
    def model(self) -> TemplateModel:
        """Return what the manifest says of the model: its id, sizes and alignment."""

    def template(self, crop: NDArray[np.uint8]) -> Template:
        """Return the template of an aligned face: (template_size,) float32, unit length.

        `crop`: (input_size, input_size, 3) uint8 RGB. Raise ValueError for another shape.
        """


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `rows` (n, f), each divided by its length; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)
