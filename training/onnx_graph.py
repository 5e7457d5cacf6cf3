"""The synthesis network as an ONNX graph with half-precision weights."""

from __future__ import annotations

import io
import warnings

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.networks.generator import Synthesis, noise_size, style_size

OPSET = 17
SMALLEST_HALVED = 64
"""Weights with fewer values stay in single precision: halving them saves nothing."""


class _Graph(nn.Module):
    """The synthesis network as it is traced: full frame, with one tap."""

    def __init__(self, synthesis: Synthesis, tap_rows: int) -> None:
        super().__init__()
        self.synthesis = synthesis
        self.tap_rows = tap_rows

    def forward(self, styles: Tensor, noise: Tensor) -> tuple[Tensor, Tensor]:
        """`image` and the features of the level that is `tap_rows` high."""
        image, tap = self.synthesis(styles, noise, tap_rows=self.tap_rows)
        assert tap is not None
        return image, tap


def round_weights(synthesis: Synthesis) -> None:
    """Round the weights in place as they are stored, so that torch and the graph compare."""
    with torch.no_grad():
        for parameter in synthesis.parameters():
            if parameter.numel() >= SMALLEST_HALVED:
                parameter.copy_(parameter.half().float())


def to_onnx(synthesis: Synthesis, tap_rows: int, tap_name: str) -> bytes:
    """Write the graph.

    Args:
        synthesis: with weights as `round_weights` leaves them.
        tap_rows: level whose features are a second output.
        tap_name: name of that output.

    Returns:
        An ONNX file: inputs `styles` (batch, S) and `noise` (batch, N), outputs `image`
        (batch, 1, rows, columns) and the tap.
    """
    shape = synthesis.shape
    example = (torch.randn(2, style_size(shape)), torch.randn(2, noise_size(shape)))
    model = trace(_Graph(synthesis, tap_rows), example, tap_name)
    halve(model)
    return finish(model)


def trace(graph: nn.Module, example: tuple[Tensor, Tensor], tap_name: str) -> onnx.ModelProto:
    """Trace a module from styles and noise to a picture and features.

    Args:
        graph: the module.
        example: styles and noise of some batch.
        tap_name: name of the features.
    """
    names = ["styles", "noise", "image", tap_name]
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # The tracing exporter needs no further packages; it announces its successor.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            graph.eval(),
            example,
            buffer,  # pyright: ignore[reportArgumentType] - the tracing exporter takes files
            dynamo=False,
            opset_version=OPSET,
            input_names=names[:2],
            output_names=names[2:],
            dynamic_axes={name: {0: "batch"} for name in names},
            # Folding would turn the stored weights into their squares as well.
            do_constant_folding=False,
        )
    return onnx.load_from_string(buffer.getvalue())


def finish(model: onnx.ModelProto) -> bytes:
    """The file of a checked graph, without what differs between machines."""
    model.producer_name, model.producer_version, model.doc_string = "mammogym", "", ""
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString()


def halve(model: onnx.ModelProto) -> None:
    """Store large weights in half precision, each with a Cast before its users."""
    casts = []
    for weight in model.graph.initializer:
        values = numpy_helper.to_array(weight)
        if weight.data_type != TensorProto.FLOAT or values.size < SMALLEST_HALVED:
            continue
        name = weight.name
        stored = numpy_helper.from_array(values.astype(np.float16), f"{name}.half")
        weight.CopyFrom(stored)
        casts.append(helper.make_node("Cast", [stored.name], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
