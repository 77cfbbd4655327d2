"""Builds the ONNX graph of all-MiniLM-L6-v2 from its published weights: `python -m agent.adapters.minilm_graph WEIGHTS OUT`.

Runs in a process of its own, because `onnx` is needed for this one step only and is taken from a temporary folder.
The architecture is BERT's encoder (Devlin et al. 2019) in the sizes of the model's config.json; attention, skip connections and GELU
are the fused operators of onnxruntime (domain com.microsoft), which halve the number of passes over memory.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

Weights = dict[str, NDArray[numpy.float32]]

LAYERS = 6
HEADS = 12
HIDDEN = 384
EPSILON = 1e-12
OPSET = 17
_FUSED = "com.microsoft"


def read_safetensors(path: Path) -> Weights:
    """The float32 tensors of a safetensors file by name; others are left out.

    The format: 8 bytes little-endian header length, a JSON header with dtype, shape and offsets per tensor, then the raw bytes.
    """
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    tensors: Weights = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = numpy.frombuffer(data[start:end], dtype="<f4").reshape(entry["shape"])
    return tensors


def write_graph(weights: Weights, target: Path) -> None:
    """Writes the encoder to `target`, wholly or not at all: input_ids, attention_mask, token_type_ids -> last_hidden_state."""
    from onnx import TensorProto, checker, helper

    nodes, constants = _embeddings(weights)
    hidden = "embedded"
    for layer in range(LAYERS):
        layer_nodes, layer_constants, hidden = _layer(weights, layer, hidden)
        nodes += layer_nodes
        constants += layer_constants
    nodes.append(helper.make_node("Identity", [hidden], ["last_hidden_state"]))
    names = ("input_ids", "attention_mask", "token_type_ids")
    graph = helper.make_graph(
        nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"]) for name in names],
        [helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "sequence", HIDDEN])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(_FUSED, 1)])
    model.ir_version = 8
    checker.check_model(model)
    partial = target.with_suffix(f".{os.getpid()}.partial")
    with partial.open("wb") as out:
        out.write(model.SerializeToString())
        out.flush()
        os.fsync(out.fileno())
    partial.replace(target)


def _embeddings(weights: Weights) -> tuple[list[NodeProto], list[TensorProto]]:
    """Word, position and segment vectors, added and normalised."""
    from onnx import helper, numpy_helper

    node = helper.make_node
    constants = [
        numpy_helper.from_array(weights["embeddings.word_embeddings.weight"], "words"),
        numpy_helper.from_array(weights["embeddings.position_embeddings.weight"], "positions"),
        numpy_helper.from_array(weights["embeddings.token_type_embeddings.weight"], "segments"),
        numpy_helper.from_array(weights["embeddings.LayerNorm.weight"], "embedded.scale"),
        numpy_helper.from_array(weights["embeddings.LayerNorm.bias"], "embedded.shift"),
        *(numpy_helper.from_array(numpy.array(value, dtype=numpy.int64), name) for name, value in (("zero", 0), ("one", 1), ("axis", [0]))),
    ]
    nodes = [
        node("Shape", ["input_ids"], ["shape"]),
        node("Gather", ["shape", "one"], ["length"]),
        node("Range", ["zero", "length", "one"], ["places"]),
        node("Gather", ["positions", "places"], ["place_vectors"]),
        node("Gather", ["words", "input_ids"], ["word_vectors"]),
        node("Gather", ["segments", "token_type_ids"], ["segment_vectors"]),
        node("Add", ["word_vectors", "segment_vectors"], ["typed_vectors"]),
        node("Add", ["typed_vectors", "place_vectors"], ["summed_vectors"]),
        node("LayerNormalization", ["summed_vectors", "embedded.scale", "embedded.shift"], ["embedded"], axis=-1, epsilon=EPSILON),
        node("Cast", ["attention_mask"], ["mask"], to=6),  # the fused attention takes an int32 mask
    ]
    constants = [constant for constant in constants if constant.name != "axis"]
    return nodes, constants


def _layer(weights: Weights, layer: int, hidden: str) -> tuple[list[NodeProto], list[TensorProto], str]:
    """Self-attention and feed-forward, each with its residual connection and normalisation."""
    from onnx import helper, numpy_helper

    def weight(name: str) -> NDArray[numpy.float32]:
        return weights[f"encoder.layer.{layer}.{name}"]

    def constant(name: str, value: NDArray[numpy.float32]) -> str:
        constants.append(numpy_helper.from_array(numpy.ascontiguousarray(value), f"{layer}.{name}"))
        return f"{layer}.{name}"

    constants: list[TensorProto] = []
    projections = [f"attention.self.{part}" for part in ("query", "key", "value")]
    attended, projected, mixed, wide, active, narrow, out = (f"{layer}.h{step}" for step in range(7))
    joint = constant("qkv", numpy.concatenate([weight(f"{name}.weight").T for name in projections], axis=1))
    joint_bias = constant("qkv.bias", numpy.concatenate([weight(f"{name}.bias") for name in projections]))
    nodes = [
        helper.make_node("Attention", [hidden, joint, joint_bias, "mask"], [attended], domain=_FUSED, num_heads=HEADS),
        helper.make_node("MatMul", [attended, constant("mix", weight("attention.output.dense.weight").T)], [projected]),
        helper.make_node(
            "SkipLayerNormalization",
            [
                projected,
                hidden,
                constant("mix.scale", weight("attention.output.LayerNorm.weight")),
                constant("mix.shift", weight("attention.output.LayerNorm.bias")),
                constant("mix.bias", weight("attention.output.dense.bias")),
            ],
            [mixed],
            domain=_FUSED,
            epsilon=EPSILON,
        ),
        helper.make_node("MatMul", [mixed, constant("wide", weight("intermediate.dense.weight").T)], [wide]),
        helper.make_node("BiasGelu", [wide, constant("wide.bias", weight("intermediate.dense.bias"))], [active], domain=_FUSED),
        helper.make_node("MatMul", [active, constant("narrow", weight("output.dense.weight").T)], [narrow]),
        helper.make_node(
            "SkipLayerNormalization",
            [
                narrow,
                mixed,
                constant("out.scale", weight("output.LayerNorm.weight")),
                constant("out.shift", weight("output.LayerNorm.bias")),
                constant("out.bias", weight("output.dense.bias")),
            ],
            [out],
            domain=_FUSED,
            epsilon=EPSILON,
        ),
    ]
    return nodes, constants, out


if __name__ == "__main__":
    write_graph(read_safetensors(Path(sys.argv[1])), Path(sys.argv[2]))
