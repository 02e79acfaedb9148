"""Templates as rows of 8 bits: a quarter of the memory, compared in half the time or less.

A value is about `step * (code - 128)`, with a step for each row; a probe has 7 bits, so that two
products fit into the 16 bits in which processors without VNNI add them (ONNX Runtime, "Quantize
ONNX Models", U8S8). The integers are exact, and so is the bound on what the rounding does to a
cosine: whoever compares what comes within it once more, with the templates, misses nobody.

One pass over 500,000 rows, on one thread: 11 ms for one probe and 13 ms for 16; as float32, 25 ms
for each (`np.vecdot`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.comparison import Templates, in_halves
from models.graph import integer_product
from models.onnx_runtime import open_network

Codes = NDArray[np.uint8]

_LARGEST, _LARGEST_OF_PROBE = 127, 63
_ZERO = 128
_BLOCK = 32_768  # rows whose products stay in a core's cache
_PATIENCE = 5e-9  # seconds per row, as in `models.comparison`
_FLOAT_ERROR = 1e-5  # of sums of 128 products in float32


def quantise(templates: Templates) -> tuple[Codes, Templates, float]:
    """Return codes `(n, f)` and steps `(n,)` of `(n, f) float32` rows, and the largest error.

    The error: the length of a row's difference from what its codes say.
    """
    steps = _steps(templates, _LARGEST)
    rounded = np.rint(templates / steps[:, None])
    errors = np.linalg.norm(templates - rounded * steps[:, None], axis=1)
    return (rounded + _ZERO).astype(np.uint8), steps, float(errors.max(initial=0.0))


def scan(
    codes: Codes, steps: Templates, error: float, probes: Templates
) -> tuple[Templates, Templates]:
    """Return about the cosines of quantised rows with `(m, f) float32` unit rows, `(m, n) float32`.

    And by how much they may be wrong, `(m,)`. `error`: the largest of the rows.
    """
    scales = _steps(probes, _LARGEST_OF_PROBE)
    rounded = np.rint(probes / scales[:, None])
    unsaid = np.linalg.norm(probes - rounded * scales[:, None], axis=1)
    columns = np.ascontiguousarray(rounded.T, np.int8)
    zeros = _ZERO * columns.sum(axis=0, dtype=np.int32)
    product = _product()

    def compare(part: slice) -> Templates:
        of_rows, by = codes[part], steps[part]
        found: Templates = np.empty((len(probes), len(of_rows)), np.float32)
        for start in range(0, len(of_rows), _BLOCK):
            block = slice(start, start + _BLOCK)
            (products,) = product.run(None, {"rows": of_rows[block], "columns": columns})
            np.multiply((products - zeros).T, by[block], out=found[:, block])
        found *= scales[:, None]
        return found

    scores = np.empty((len(probes), len(codes)), np.float32)
    in_halves(compare, scores, _PATIENCE)
    return scores, error + (1 + error) * unsaid + _FLOAT_ERROR


def _steps(rows: Templates, largest: int) -> Templates:
    largest_of_row = np.abs(rows).max(axis=1, initial=np.finfo(np.float32).eps)
    return np.asarray(largest_of_row / largest, np.float32)


@cache
def _product() -> Any:
    return open_network(integer_product())
