"""Aligned faces to templates: the one door to ONNX Runtime.

A template is the mean of the face's and its mirror image's embedding, as a unit row. On
`faces-dev` the mirror image takes FNIR at FPIR 1% from 3.4% to 2.2%, for a second pass of the
network on best shots only (models/README.md has the table).
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import WeightsError

# Since 1.29 ONNX Runtime for Linux reports to its maker: at import it writes an id of the device to
# a disk and looks for a server. This, before the import, is the full opt-out (its pull requests
# 27379 and 29843); `disable_telemetry_events` comes too late.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

INPUT_SIDE = 112  # pixels
TEMPLATE_SIZE = 128  # values


def unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """`rows` (n, f), each divided by its length; a zero row stays zero."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


class Embedder:
    """SFace on the CPU. Not shared between threads that call it at once: each makes its own."""

    def __init__(self, model: Path | bytes, threads: int = 1) -> None:
        """`model`: an ONNX file or its bytes; `threads`: of one call. Raises WeightsError."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors; the stock file warns once per initialiser
        source = model if isinstance(model, bytes) else str(model)
        try:
            self._session = onnxruntime.InferenceSession(
                source, options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            name = "the model" if isinstance(model, bytes) else str(model)
            raise WeightsError(
                f"{name}: ONNX Runtime cannot open it; run `gapura models fetch`"
            ) from error
        self._input = self._session.get_inputs()[0].name

    def embed(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """One pass each: (n, 112, 112, 3) uint8 RGB -> (n, 128) float32, unit rows."""
        if crops.ndim != 4 or crops.shape[1:] != (INPUT_SIDE, INPUT_SIDE, 3):
            raise ValueError(f"crops are (n, 112, 112, 3), not {crops.shape}")
        planes = np.ascontiguousarray(crops.transpose(0, 3, 1, 2), dtype=np.float32)
        rows = [self._session.run(None, {self._input: plane[None]})[0][0] for plane in planes]
        return unit_rows(np.array(rows, np.float32).reshape(len(crops), TEMPLATE_SIZE))

    def template(self, crop: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Two passes, as it is and mirrored: (112, 112, 3) uint8 RGB -> (128,) float32, unit."""
        both = self.embed(np.stack([crop, crop[:, ::-1]]))
        return np.asarray(unit_rows(both.sum(axis=0, keepdims=True))[0], np.float32)
