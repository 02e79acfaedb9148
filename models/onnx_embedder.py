"""Aligned faces to templates by an ONNX network.

Where the manifest says `mirrored`, a template is the mean of the face's and its mirror image's
embedding, as a unit row. With SFace on `faces-dev` the mirror image takes FNIR at FPIR 1% from
3.4% to 2.2%, for a second pass of the network on best shots only (the table: decisions/0004).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.embedder import Template, unit_rows
from models.errors import ManifestError, WeightsError
from models.onnx_runtime import open_network
from models.template_model import TemplateModel

_AS_THEY_ARE = (0.0, 255.0)  # a value_range that leaves the pixels alone


class OnnxEmbedder:
    """A network on the CPU. Not shared between threads that call it at once: each makes its own.

    Satisfies `models.embedder.Embedder`.
    """

    def __init__(self, model: TemplateModel, weights: bytes, threads: int = 1) -> None:
        """Open `weights`, the content of an ONNX file, with `threads` for one call.

        Raise WeightsError for what is no network, ManifestError for one whose input and output are
        not those of `model`.
        """
        self.model = model
        try:
            self._session = open_network(weights, threads)
        except Exception as error:
            raise WeightsError(
                f"{model.weights}: ONNX Runtime cannot open it; run `gapura models fetch`"
            ) from error
        self._require_shapes()
        self._input = self._session.get_inputs()[0].name

    def embed(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return one embedding a crop, one pass each: (n, template_size) float32, unit rows.

        `crops`: (n, input_size, input_size, 3) uint8 RGB. Raise ValueError for another shape.
        """
        side = self.model.input_size
        if crops.ndim != 4 or crops.shape[1:] != (side, side, 3):
            raise ValueError(f"crops are (n, {side}, {side}, 3), not {crops.shape}")
        if self.model.colour == "BGR":
            crops = crops[..., ::-1]
        planes = np.ascontiguousarray(crops.transpose(0, 3, 1, 2), dtype=np.float32)
        if self.model.value_range != _AS_THEY_ARE:
            low, high = self.model.value_range
            planes = planes * np.float32((high - low) / 255) + np.float32(low)
        rows = [self._session.run(None, {self._input: plane[None]})[0][0] for plane in planes]
        return unit_rows(np.array(rows, np.float32).reshape(len(crops), self.model.template_size))

    def template(self, crop: NDArray[np.uint8]) -> Template:
        """Return the template of `crop` (input_size, input_size, 3) uint8 RGB.

        (template_size,) float32, unit: one pass, or two where the model is mirrored.
        """
        if not self.model.mirrored:
            return np.asarray(self.embed(crop[None])[0], np.float32)
        both = self.embed(np.stack([crop, crop[:, ::-1]]))
        return np.asarray(unit_rows(both.sum(axis=0, keepdims=True))[0], np.float32)

    def _require_shapes(self) -> None:
        """Raise ManifestError unless one picture in gives one template out, as the manifest says.

        A size that the network leaves open (a name in the place of a number) is found by a pass
        over a black picture.
        """
        side, size = self.model.input_size, self.model.template_size
        inputs, outputs = self._session.get_inputs(), self._session.get_outputs()
        taken: list[Sequence[object]] = [each.shape for each in inputs]
        given: list[Sequence[object]] = [each.shape for each in outputs]
        fits = len(taken) == 1 and len(given) == 1 and inputs[0].type == "tensor(float)"
        fits = fits and _fits(taken[0], (1, 3, side, side)) and _fits(given[0], (1, size))
        if fits and not all(isinstance(each, int) for each in given[0]):
            black = np.zeros((1, 3, side, side), np.float32)
            try:
                given = [self._session.run(None, {inputs[0].name: black})[0].shape]
            except Exception:  # noqa: BLE001  whatever it is, the network does not take this input
                fits = False
            fits = fits and _fits(given[0], (1, size))
        if not fits:
            raise ManifestError(
                f"models/manifest.toml: model {self.model.model_id}: its weights"
                f" {self.model.weights} take {_shown(taken)} and give {_shown(given)}, not"
                f" (1, 3, {side}, {side}) and (1, {size}): correct weights, input_size or"
                " template_size"
            )


def _fits(shape: Sequence[object], expected: tuple[int, ...]) -> bool:
    """Return whether `shape` allows `expected`; what is no number there is left open."""
    return len(shape) == len(expected) and all(
        found == wanted or not isinstance(found, int)
        for found, wanted in zip(shape, expected, strict=True)
    )


def _shown(shapes: list[Sequence[object]]) -> str:
    """Return the first shape, and how many more there are."""
    first = f"({', '.join(map(str, shapes[0]))})" if shapes else "nothing"
    return f"{first} and {len(shapes) - 1} more" if len(shapes) > 1 else first
