"""The network that finds foci, and its graph."""

from __future__ import annotations

import copy
import io
import warnings
from itertools import pairwise

import onnx
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from training.onnx_graph import OPSET, SMALLEST_HALVED, finish, halve

CELL_PX = 8
"""Pixels of a picture, either way, that one score stands for."""
WIDTHS = (16, 32, 48)
DILATIONS = (1, 2, 4)
RAREST = 0.02
"""Share of cells with a lesion that the first scores assume."""


class FociNetwork(nn.Module):
    """Views at 0.9 mm per pixel → a score for each cell.

    Masses are millimetres wide: the network halves the picture at once, and looks round each place
    as far as 5 cm, as a mass is what its surroundings are not.
    """

    def __init__(self) -> None:
        super().__init__()
        first, second, third = WIDTHS
        self.detail = nn.Sequential(
            *_layer(2, first), *_layer(first, second, stride=2), *_layer(second, third, stride=2)
        )
        self.context = nn.ModuleList(
            [nn.Sequential(*_layer(third, third, dilation=step)) for step in DILATIONS]
        )
        self.score = nn.Sequential(nn.Dropout2d(0.1), nn.Conv2d(third, 1, 1))
        last = self.score[-1]
        assert isinstance(last, nn.Conv2d)
        assert last.bias is not None
        nn.init.constant_(last.bias, float(torch.logit(torch.tensor(RAREST))))

    def forward(self, views: Tensor) -> Tensor:
        """Score.

        Args:
            views: (n, 1, rows, columns), −1 (air) to 1.

        Returns:
            Logits (n, 1, rows / CELL_PX, columns / CELL_PX).
        """
        return self.of_halved(F.avg_pool2d(views, 2))

    def of_halved(self, views: Tensor) -> Tensor:
        """Score views that are halved already: (n, 1, rows / 2, columns / 2)."""
        x = self.detail(torch.cat([views, (views > -1).to(views.dtype)], dim=1))
        for block in self.context:
            x = x + block(x)
        return self.score(x)


def _layer(inputs: int, outputs: int, *, stride: int = 1, dilation: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(
        inputs, outputs, 3, stride=stride, padding=dilation, dilation=dilation, bias=False
    )
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]


class _Graph(nn.Module):
    """The network as it is stored: scores from 0 to 1."""

    def __init__(self, network: FociNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, view: Tensor) -> Tensor:
        """Shares in place of logits."""
        return torch.sigmoid(self.network(view))


def stored(network: FociNetwork) -> FociNetwork:
    """The network as its graph will be: normalisations folded in, weights rounded to halves."""
    result = copy.deepcopy(network).eval()
    for part in result.modules():
        if not isinstance(part, nn.Sequential):
            continue
        for index, (first, second) in enumerate(pairwise(list(part))):
            if isinstance(first, nn.Conv2d) and isinstance(second, nn.BatchNorm2d):
                part[index] = fuse_conv_bn_eval(first, second)
                part[index + 1] = nn.Identity()
    with torch.no_grad():
        for parameter in result.parameters():
            if parameter.numel() >= SMALLEST_HALVED:
                parameter.copy_(parameter.half().float())
    return result


def detector_graph(network: FociNetwork, rows: int, columns: int) -> bytes:
    """Write the network as ONNX with half-precision weights.

    Args:
        network: as `stored` gives it.
        rows: height of the views it is given.
        columns: width of the views it is given.

    Returns:
        An ONNX file: input `view` (1, 1, rows, columns), output `scores`
        (1, 1, rows / CELL_PX, columns / CELL_PX), 0 to 1.
    """
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # The tracing exporter needs no further packages; it announces its successor.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Graph(network).eval(),
            (torch.zeros(1, 1, rows, columns),),
            buffer,  # pyright: ignore[reportArgumentType] - the tracing exporter takes files
            dynamo=False,
            opset_version=OPSET,
            input_names=["view"],
            output_names=["scores"],
        )
    model = onnx.load_from_string(buffer.getvalue())
    halve(model)
    return finish(model)
