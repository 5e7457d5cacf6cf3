"""Layers with equalised learning rate (Karras et al. 2018, section 4.1)."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LEAK = 0.2
ACTIVATION_GAIN = math.sqrt(2)


def activate(x: Tensor) -> Tensor:
    """Leaky ReLU that keeps the second moment."""
    return F.leaky_relu(x, LEAK) * ACTIVATION_GAIN


def normalise_moment(x: Tensor) -> Tensor:
    """Scale (batch, size) vectors to a mean square of 1."""
    return x * (x.square().mean(dim=1, keepdim=True) + 1e-8).rsqrt()


def upsample(x: Tensor) -> Tensor:
    """Double height and width, bilinear."""
    return F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)


class Linear(nn.Module):
    """A fully connected layer, (batch, inputs) → (batch, outputs).

    Attributes:
        rate: factor on the learning rate (Karras et al. 2019: 0.01 in the mapping network).
        bias_start: initial bias.
    """

    def __init__(
        self, inputs: int, outputs: int, *, rate: float = 1.0, bias_start: float = 0.0
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) / rate)
        self.bias = nn.Parameter(torch.full((outputs,), bias_start / rate))
        self.weight_gain = rate / math.sqrt(inputs)
        self.bias_gain = rate

    def effective(self) -> tuple[Tensor, Tensor]:
        """Weight (outputs, inputs) and bias (outputs,) as they act."""
        return self.weight * self.weight_gain, self.bias * self.bias_gain

    def forward(self, x: Tensor) -> Tensor:
        """Apply the layer."""
        weight, bias = self.effective()
        return F.linear(x, weight.to(x.dtype), bias.to(x.dtype))


class Conv(nn.Module):
    """A convolution that keeps the size, (batch, inputs, h, w) → (batch, outputs, h, w).

    Attributes:
        output_gain: factor on the output. A leaky ReLU passes positive factors through, so that the
            gain of an activation, or of a sum after it, costs nothing here.
    """

    def __init__(
        self, inputs: int, outputs: int, kernel: int, *, bias: bool = True, output_gain: float = 1.0
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel))
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.gain = output_gain / math.sqrt(inputs * kernel * kernel)
        self.output_gain = output_gain
        self.padding = kernel // 2

    def forward(self, x: Tensor) -> Tensor:
        """Apply the convolution."""
        weight = (self.weight * self.gain).to(x.dtype)
        bias = None if self.bias is None else (self.bias * self.output_gain).to(x.dtype)
        return F.conv2d(x, weight, bias, padding=self.padding)
