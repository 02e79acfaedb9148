"""Five landmarks -> the square picture that a template model was trained on. Pure NumPy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def similarity(
    points: NDArray[np.float32], reference_points: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the rotation, scale and shift that brings `points` nearest to `reference_points`.

    Both are (5, 2) pixels. The result is (2, 3) float64, picture -> model input; least squares by
    Umeyama (IEEE PAMI 13(4), 1991). Raise ValueError when the five points fall on one.
    """
    source = np.asarray(points, np.float64)
    source_mean, target_mean = source.mean(axis=0), reference_points.mean(axis=0)
    source_centred, target_centred = source - source_mean, reference_points - target_mean
    variance = source_centred.var(axis=0).sum()
    if not np.isfinite(variance) or variance < 1e-6:
        raise ValueError("five landmarks on one spot: no alignment")
    u, s, vt = np.linalg.svd(target_centred.T @ source_centred / len(source))
    signs = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt)) or 1.0])
    rotation = (u * signs) @ vt
    scale = (s * signs).sum() / variance
    return np.column_stack([scale * rotation, target_mean - scale * rotation @ source_mean])


def _reduced(image: NDArray[np.uint8], factor: int) -> NDArray[np.float32]:
    """Return means of `factor` x `factor` pixels, so that a large face is sampled without gaps."""
    height, width = (n // factor * factor for n in image.shape[:2])
    blocks = image[:height, :width].reshape(height // factor, factor, width // factor, factor, 3)
    return np.asarray(blocks.mean(axis=(1, 3), dtype=np.float32), np.float32)


def align(
    image: NDArray[np.uint8],
    points: NDArray[np.float32],
    reference_points: NDArray[np.float64],
    side: int,
) -> NDArray[np.uint8]:
    """Return the face of `points` (5, 2) in `image` (h, w, 3) uint8 as (side, side, 3) uint8.

    `reference_points` (5, 2): where the points belong in the result. Bilinear; what lies outside
    the picture is black. Raise ValueError when the points fall on one.
    """
    matrix = similarity(points, reference_points)
    inverse = np.linalg.inv(matrix[:, :2])
    step = float(np.sqrt(abs(np.linalg.det(inverse))))  # picture pixels per template pixel
    factor = max(1, min(int(step), *image.shape[:2]))
    grid = np.mgrid[0:side, 0:side].astype(np.float64)
    template_xy = np.stack([grid[1].ravel(), grid[0].ravel()])
    x, y = inverse @ (template_xy - matrix[:, 2:])
    x, y = (x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5

    left, top = int(np.floor(x.min())) - 1, int(np.floor(y.min())) - 1
    right, bottom = int(np.ceil(x.max())) + 2, int(np.ceil(y.max())) + 2
    height, width = image.shape[0] // factor, image.shape[1] // factor
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    if x0 >= x1 or y0 >= y1:
        return np.zeros((side, side, 3), np.uint8)
    part = image[y0 * factor : y1 * factor, x0 * factor : x1 * factor]
    pixels = _reduced(part, factor) if factor > 1 else part.astype(np.float32)
    padded = np.pad(pixels, ((2, 2), (2, 2), (0, 0)))  # two: what lies beyond meets black alone
    x, y = x - x0 + 2, y - y0 + 2
    xi, yi = np.floor(x).astype(np.intp), np.floor(y).astype(np.intp)
    fx, fy = (x - xi)[:, None].astype(np.float32), (y - yi)[:, None].astype(np.float32)
    xi, yi = np.clip(xi, 0, padded.shape[1] - 2), np.clip(yi, 0, padded.shape[0] - 2)
    upper = padded[yi, xi] * (1 - fx) + padded[yi, xi + 1] * fx
    lower = padded[yi + 1, xi] * (1 - fx) + padded[yi + 1, xi + 1] * fx
    values = upper * (1 - fy) + lower * fy
    return np.asarray(np.rint(values).clip(0, 255), np.uint8).reshape(side, side, 3)
