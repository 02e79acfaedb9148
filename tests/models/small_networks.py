"""Small networks: a fixed random projection of the picture, in place of a recogniser."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.manifest import load_manifest
from models.template_model import TemplateModel

SIDE, SIZE = 16, 8  # pixels of the input, values of the output


def model_of(**changes: Any) -> TemplateModel:
    """The manifest's model, but for the size of this file's networks, and for `changes`."""
    small: dict[str, Any] = {
        "model_id": "small",
        "input_size": SIDE,
        "template_size": SIZE,
        "mirrored": False,
    }
    return replace(load_manifest().model, **{**small, **changes})


def projection(side: int = SIDE, size: int = SIZE) -> NDArray[np.float32]:
    return np.random.default_rng(4).standard_normal((3 * side * side, size)).astype(np.float32)


def network(
    side: Any = SIDE,
    size: Any = SIZE,
    *,
    taken: list[int | str] | None = None,
    given: list[int | str] | list[str] | None = None,
    outputs: Any = 1,
    kind: Any = TensorProto.FLOAT,
) -> bytes:
    """An ONNX file (1, 3, side, side) -> (1, size); `taken`, `given`: the shapes it declares."""
    x = helper.make_tensor_value_info("x", kind, taken or [1, 3, side, side])
    ys = [
        helper.make_tensor_value_info(f"y{n}", TensorProto.FLOAT, given or [1, size])
        for n in range(outputs)
    ]
    nodes = [
        helper.make_node("Cast", ["x"], ["as_float"], to=TensorProto.FLOAT),
        helper.make_node("Flatten", ["as_float"], ["flat"]),
        *(helper.make_node("MatMul", ["flat", "w"], [f"y{n}"]) for n in range(outputs)),
    ]
    weights = [numpy_helper.from_array(projection(side, size), "w")]
    graph = helper.make_graph(nodes, "projection", [x], ys, weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    written: bytes = model.SerializeToString()
    return written


def projected(
    crop: NDArray[np.float64] | NDArray[np.uint8], side: Any = SIDE, size: Any = SIZE
) -> NDArray[np.float32]:
    """What the network says of `crop` (side, side, 3), planes first: a unit row."""
    row = crop.astype(np.float32).transpose(2, 0, 1).reshape(1, -1) @ projection(side, size)
    unit: NDArray[np.float32] = (row / np.linalg.norm(row))[0]
    return unit
