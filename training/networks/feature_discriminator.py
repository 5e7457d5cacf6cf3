"""An auxiliary discriminator: small trained heads on a frozen feature network.

Alone it stalls or collapses on a few thousand pictures; beside the own discriminator it speeds up
structure.

Source: Sauer et al. 2021 ("Projected GANs"), Kumari et al. 2022 ("Ensembling off-the-shelf models
for GAN training").
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.feature_network import feature_network
from training.networks.layers import LEAK, Conv, Linear
from training.networks.shape import NetworkShape

HEAD_CHANNELS = 64
SMALLEST_ROWS = 160
"""Lower pictures are enlarged to this height: the features halve five times."""


class Head(nn.Module):
    """Features (batch, inputs, h, w) and a condition → scores (batch,)."""

    def __init__(self, inputs: int, condition_size: int) -> None:
        super().__init__()
        self.first = Conv(inputs, HEAD_CHANNELS, 1)
        self.second = Conv(HEAD_CHANNELS, HEAD_CHANNELS, 3)
        self.score = Conv(HEAD_CHANNELS, 1, 1)
        self.embed = Linear(condition_size, HEAD_CHANNELS)

    def forward(self, features: Tensor, condition: Tensor) -> Tensor:
        """Judge every place, and take the mean."""
        # Features of different strides have different sizes; their scale says nothing here.
        x = features / (features.square().mean(dim=1, keepdim=True) + 1e-4).sqrt()
        x = F.leaky_relu(self.first(x), LEAK)
        x = F.leaky_relu(self.second(x), LEAK)
        projected = (x * self.embed(condition).to(x.dtype)[:, :, None, None]).mean(dim=(1, 2, 3))
        return self.score(x).mean(dim=(1, 2, 3)).float() + projected.float()


class FeatureDiscriminator(nn.Module):
    """Pictures (batch, 1, rows, columns) and conditions → scores (batch, heads)."""

    def __init__(self, shape: NetworkShape, name: str) -> None:
        super().__init__()
        self.frozen = (feature_network(name),)
        """In a tuple, so that its weights are neither trained nor kept in checkpoints."""
        with torch.no_grad():
            sizes = [f.shape[1] for f in self.frozen[0](torch.zeros(1, 1, 64, 64))]
        self.heads = nn.ModuleList(Head(size, shape.condition_size) for size in sizes[1:])

    def forward(
        self, pictures: Tensor, condition: Tensor, compute: torch.dtype = torch.float32
    ) -> Tensor:
        """Judge at every stride from 8 on."""
        if pictures.shape[2] < SMALLEST_ROWS:
            scale = SMALLEST_ROWS / pictures.shape[2]
            pictures = F.interpolate(pictures, scale_factor=scale, mode="bilinear")
        network = self.frozen[0].to(pictures.device)
        with torch.autocast(pictures.device.type, compute, enabled=compute != torch.float32):
            features = network(pictures)
        scores = [
            head(part.to(compute), condition)
            for head, part in zip(self.heads, features[1:], strict=True)
        ]
        return torch.stack(scores, dim=1)
