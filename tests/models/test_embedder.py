"""Unit rows, which every template is one of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from models.embedder import unit_rows

VALUES = st.floats(-1e6, 1e6, width=32).filter(lambda v: v == 0 or abs(v) > 1e-6)


def test_a_row_of_zeros_stays_zero() -> None:
    rows = unit_rows(np.array([[0, 0], [3, 4]], np.float32))
    assert np.allclose(rows, np.array([[0, 0], [0.6, 0.8]]))


@given(arrays(np.float32, st.tuples(st.integers(0, 5), st.integers(1, 9)), elements=VALUES))
def test_rows_are_of_length_one_and_point_where_they_pointed(rows: NDArray[np.float32]) -> None:
    made = unit_rows(rows)
    assert (made.shape, made.dtype) == (rows.shape, np.dtype(np.float32))
    zero = ~rows.any(axis=1)
    assert not made[zero].any()
    assert np.allclose(np.linalg.norm(made[~zero], axis=1), 1, atol=1e-5)
    assert (np.sign(made[~zero]) * np.sign(rows[~zero]) >= 0).all()
