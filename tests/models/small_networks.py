"""Small networks: a fixed random projection of the picture, in place of a recogniser."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from models.manifest import load_manifest
from models.template_model import TemplateModel

SIDE, SIZE = 16, 8  # pixels of the input, values of the output


def model_of(**changes) -> TemplateModel:
    """The manifest's model, but for the size of this file's networks, and for `changes`."""
    small = {"model_id": "small", "input_size": SIDE, "template_size": SIZE, "mirrored": False}
    return replace(load_manifest().model, **{**small, **changes})


def projection(side=SIDE, size=SIZE):
    return np.random.default_rng(4).standard_normal((3 * side * side, size)).astype(np.float32)


def network(side=SIDE, size=SIZE, *, taken=None, given=None, outputs=1, kind=TensorProto.FLOAT):
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
    return model.SerializeToString()


def projected(crop, side=SIDE, size=SIZE):
    """What the network says of `crop` (side, side, 3), planes first: a unit row."""
    row = crop.astype(np.float32).transpose(2, 0, 1).reshape(1, -1) @ projection(side, size)
    return (row / np.linalg.norm(row))[0]
