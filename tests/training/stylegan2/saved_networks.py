"""Network files in the form of NVIDIA's PyTorch projects, written here from their description.

A module is pickled as a call of `torch_utils.persistence._reconstruct_persistent_obj` with a
dictionary of type, version, source code, class name and state. The function is not there when the
file is read, as it is not on a user's machine.
"""

from __future__ import annotations

import pickle
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

SOURCE = "import torch\nclass Generator(torch.nn.Module): ...\n"


class EasyDict(dict):
    """Stands for the projects' dictionary of settings."""


EasyDict.__module__, EasyDict.__qualname__ = "dnnlib.util", "EasyDict"


def reconstruct(meta: dict[str, Any]) -> None:
    raise AssertionError("the file's own function was called")


reconstruct.__module__ = "torch_utils.persistence"
reconstruct.__name__ = reconstruct.__qualname__ = "_reconstruct_persistent_obj"


@contextmanager
def project_modules() -> Iterator[None]:
    """The projects' modules, importable while a file is written."""
    names = ("torch_utils", "torch_utils.persistence", "dnnlib", "dnnlib.util")
    modules = {name: types.ModuleType(name) for name in names}
    vars(modules["torch_utils.persistence"])[reconstruct.__name__] = reconstruct
    vars(modules["dnnlib.util"])["EasyDict"] = EasyDict
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


class Persistent(nn.Module):
    """A module that is saved under a class name of the projects, with their source code."""

    module_src = SOURCE

    def __init__(self, class_name: str, **attributes: Any) -> None:
        super().__init__()
        object.__setattr__(self, "_saved_as", class_name)
        for name, value in attributes.items():
            if name in ("resample_filter", "noise_const", "w_avg"):
                self.register_buffer(name, value)
            else:
                setattr(self, name, value)
        self._init_args = ()
        self._init_kwargs = EasyDict(img_resolution=8)

    def __reduce__(self) -> tuple[Any, ...]:
        state = dict(self.__dict__)
        class_name = state.pop("_saved_as")
        meta = {
            "type": "class",
            "version": 6,
            "module_src": self.module_src,
            "class_name": class_name,
            "state": state,
        }
        return reconstruct, (meta,), None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a network is made with, in the projects' words."""

    img_resolution: int = 32
    img_channels: int = 3
    z_dim: int = 8
    c_dim: int = 0
    w_dim: int = 12
    num_layers: int = 2
    channel_base: int = 128
    channel_max: int = 8
    architecture: str = "skip"
    conv_clamp: float | None = None
    use_noise: bool = True
    resample_filter: tuple[float, ...] = (1, 3, 3, 1)
    activation: str = "lrelu"
    seed: int = 0


def make_generator(settings: Settings) -> Persistent:
    """A generator whose weights are random, also those that begin at zero."""
    state = torch.random.get_rng_state()
    torch.manual_seed(settings.seed)
    try:
        return _generator(settings)
    finally:
        torch.random.set_rng_state(state)


def _generator(settings: Settings) -> Persistent:
    synthesis = _synthesis(settings)
    mapping = Persistent(
        "MappingNetwork",
        z_dim=settings.z_dim,
        c_dim=settings.c_dim,
        w_dim=settings.w_dim,
        num_ws=synthesis.num_ws,
        num_layers=settings.num_layers,
        w_avg_beta=0.995,
        w_avg=torch.randn(settings.w_dim) / 2,
    )
    width = settings.z_dim
    if settings.c_dim:
        mapping.embed = _dense(settings.c_dim, settings.w_dim)
        width += settings.w_dim
    for index in range(settings.num_layers):
        layer = _dense(width, settings.w_dim, activation="lrelu", lr_multiplier=0.01)
        setattr(mapping, f"fc{index}", layer)
        width = settings.w_dim
    return Persistent(
        "Generator",
        z_dim=settings.z_dim,
        c_dim=settings.c_dim,
        w_dim=settings.w_dim,
        img_resolution=settings.img_resolution,
        img_channels=settings.img_channels,
        synthesis=synthesis,
        num_ws=synthesis.num_ws,
        mapping=mapping,
    ).eval()


def _synthesis(settings: Settings) -> Persistent:
    sides = [2**power for power in range(2, settings.img_resolution.bit_length())]
    synthesis = Persistent(
        "SynthesisNetwork",
        w_dim=settings.w_dim,
        img_resolution=settings.img_resolution,
        img_channels=settings.img_channels,
        block_resolutions=sides,
        num_fp16_res=4,
        num_ws=2 * len(sides),
    )
    before = 0
    for side in sides:
        channels = min(settings.channel_base // side, settings.channel_max)
        setattr(synthesis, f"b{side}", _block(settings, side, before, channels))
        before = channels
    return synthesis


def _block(settings: Settings, side: int, before: int, channels: int) -> Persistent:
    last = side == settings.img_resolution
    block = Persistent(
        "SynthesisBlock",
        in_channels=before,
        w_dim=settings.w_dim,
        resolution=side,
        is_last=last,
        architecture=settings.architecture,
        use_fp16=last,
        channels_last=False,
        fused_modconv_default=True,
        resample_filter=_taps(settings),
    )
    if not before:
        block.const = nn.Parameter(torch.randn(channels, 4, 4))
    else:
        block.conv0 = _styled(settings, side, before, channels, up=2)
        if settings.architecture == "resnet":
            block.skip = Persistent(
                "Conv2dLayer",
                activation="linear",
                up=2,
                down=1,
                conv_clamp=None,
                resample_filter=_taps(settings),
                weight_gain=1 / np.sqrt(before),
                act_gain=1,
                weight=nn.Parameter(torch.randn(channels, before, 1, 1)),
                bias=None,
            )
    block.conv1 = _styled(settings, side, channels, channels, up=1)
    if last or settings.architecture == "skip":
        block.torgb = Persistent(
            "ToRGBLayer",
            conv_clamp=settings.conv_clamp,
            affine=_dense(settings.w_dim, channels, bias_init=1),
            weight=nn.Parameter(torch.randn(settings.img_channels, channels, 1, 1)),
            bias=nn.Parameter(torch.randn(settings.img_channels) / 4),
            weight_gain=1 / np.sqrt(channels),
        )
    return block


def _styled(settings: Settings, side: int, inputs: int, outputs: int, *, up: int) -> Persistent:
    layer = Persistent(
        "SynthesisLayer",
        resolution=side,
        up=up,
        use_noise=settings.use_noise,
        activation=settings.activation,
        conv_clamp=settings.conv_clamp,
        resample_filter=_taps(settings),
        padding=1,
        act_gain=np.sqrt(2),
        affine=_dense(settings.w_dim, inputs, bias_init=1),
        # Convolutions above 64 pixels may be stored with the channels last.
        weight=nn.Parameter(
            torch.randn(outputs, inputs, 3, 3).contiguous(memory_format=torch.channels_last)
        ),
        bias=nn.Parameter(torch.randn(outputs) / 4),
    )
    if settings.use_noise:
        layer.register_buffer("noise_const", torch.randn(side, side))
        layer.noise_strength = nn.Parameter(torch.randn([]) / 4)
    return layer


def _dense(
    inputs: int,
    outputs: int,
    *,
    activation: str = "linear",
    lr_multiplier: float = 1,
    bias_init: float = 0,
) -> Persistent:
    bias = (torch.full([outputs], float(bias_init)) + torch.randn(outputs) / 4) / lr_multiplier
    return Persistent(
        "FullyConnectedLayer",
        activation=activation,
        weight=nn.Parameter(torch.randn(outputs, inputs) / lr_multiplier),
        bias=nn.Parameter(bias),
        weight_gain=lr_multiplier / np.sqrt(inputs),
        bias_gain=lr_multiplier,
    )


def _taps(settings: Settings) -> torch.Tensor:
    taps = torch.tensor(settings.resample_filter, dtype=torch.float32)
    if len(taps) < 8:
        taps = torch.outer(taps, taps)
    return taps / taps.sum()


def network_bytes(generator: object, *, protocol: int = 4, **others: object) -> bytes:
    """The content of a network file."""
    content = {
        "training_set_kwargs": EasyDict(class_name="training.dataset.ImageFolderDataset"),
        "G": generator,
        "D": None,
        "G_ema": generator,
        "augment_pipe": None,
        **others,
    }
    with project_modules():
        return pickle.dumps(content, protocol=protocol)


def write_network(path: Path, settings: Settings, *, protocol: int = 4) -> Persistent:
    """Write the file of a random network, and give the network."""
    generator = make_generator(settings)
    path.write_bytes(network_bytes(generator, protocol=protocol))
    return generator
