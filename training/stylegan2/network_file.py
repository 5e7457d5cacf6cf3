"""A network file as NVIDIA's PyTorch projects save it: modules with their values and tensors.

The file is a pickle of a dictionary. Each of its networks (`G`, `D`, `G_ema`) is a call of
`torch_utils.persistence._reconstruct_persistent_obj` with the module's class name, the *source
code* of the Python module it comes from, and the module's state. The projects compile that source
when they load the file; here it is not even looked at.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from training.errors import NetworkFileError
from training.stylegan2.pickle_tree import Call, read_tree
from training.stylegan2.stored_numbers import to_number
from training.stylegan2.stored_tensors import (
    LOAD_FROM_BYTES,
    REBUILD_PARAMETER,
    REBUILD_TENSOR,
    Array,
    to_array,
)

MAX_FILE_BYTES = 2_000_000_000
"""Largest file that is read; those of 1024 × 1024 networks have 400 MB."""

MAX_SIZE = 2**20
"""Largest size among the attributes of a network."""

NETWORK = "G_ema"

_PERSISTENT = "torch_utils.persistence._reconstruct_persistent_obj"
_TENSORFLOW = "dnnlib.tflib.network.Network"
_DICTIONARIES = ("collections.OrderedDict", "dnnlib.util.EasyDict", "dnnlib.EasyDict")
_KNOWN_NAMES = frozenset(
    {
        _PERSISTENT,
        _TENSORFLOW,
        *_DICTIONARIES,
        LOAD_FROM_BYTES,
        REBUILD_PARAMETER,
        REBUILD_TENSOR,
        "torch.Size",
        "torch.device",
        "torch.float16",
        "torch.float32",
        "torch.float64",
        "builtins.set",
        "numpy.dtype",
        "numpy.ndarray",
        *(
            f"numpy.{core}.multiarray.{name}"
            for core in ("core", "_core")
            for name in ("scalar", "_reconstruct")
        ),
    }
)
SUPPORTED = (
    "Networks that stylegan2-ada-pytorch, or stylegan3 in its StyleGAN2 configuration, saved "
    "as network-snapshot-….pkl are imported."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SavedModule:
    """A module of a saved network.

    Attributes:
        where: its place in the network, for messages: `G_ema.synthesis.b8`.
        class_name: of its class.
        state: its attributes by name, among them `_parameters`, `_buffers` and `_modules`.
    """

    where: str
    class_name: str
    state: Mapping[object, object]

    def child(self, name: str) -> SavedModule | None:
        """A module inside of this one, or None."""
        inner = self._table("_modules").get(name)
        return None if inner is None else _module(inner, f"{self.where}.{name}")

    def needed(self, name: str) -> SavedModule:
        """A module that has to be inside of this one.

        Raises:
            NetworkFileError: it is not there.
        """
        inner = self.child(name)
        if inner is None:
            raise NetworkFileError(
                f"{self.where} has no part {name}: it is no StyleGAN2 generator. {SUPPORTED}"
            )
        return inner

    def tensor(self, name: str) -> Array | None:
        """A parameter or buffer, or None where there is none."""
        for table in ("_parameters", "_buffers"):
            if (stored := self._table(table).get(name)) is not None:
                return to_array(stored, f"{self.where}.{name}")
        return None

    def sized(self, name: str, *shape: int | None) -> Array:
        """A parameter or buffer that has to be there.

        Args:
            name: of the tensor.
            shape: how long each side has to be; None takes any length.

        Raises:
            NetworkFileError: it is not there or has another shape.
        """
        array = self.tensor(name)
        if array is None:
            raise NetworkFileError(
                f"{self.where} has no {name}: it is no StyleGAN2 generator. {SUPPORTED}"
            )
        fits = len(array.shape) == len(shape) and all(
            side in (None, length) for side, length in zip(shape, array.shape, strict=True)
        )
        if not fits:
            wanted = " × ".join("any" if side is None else str(side) for side in shape)
            raise NetworkFileError(
                f"{self.where}.{name} has the shape {array.shape}, and {wanted} fits its network. "
                "Name another file."
            )
        return array

    def number(self, name: str) -> float:
        """A plain number among the attributes.

        Raises:
            NetworkFileError: it is missing or something else.
        """
        return to_number(self.state.get(name), f"{self.where}.{name}")

    def optional_number(self, name: str) -> float | None:
        """A plain number among the attributes, or None where it is missing or None.

        Raises:
            NetworkFileError: it is something else.
        """
        return None if self.state.get(name) is None else self.number(name)

    def size(self, name: str) -> int:
        """A whole number among the attributes, from 0.

        Raises:
            NetworkFileError: it is missing or something else.
        """
        value = self.number(name)
        if value != int(value) or not 0 <= value <= MAX_SIZE:
            raise NetworkFileError(f"{self.where}.{name} is no size. {SUPPORTED}")
        return int(value)

    def text(self, name: str) -> str:
        """A text among the attributes; empty where there is none."""
        value = self.state.get(name)
        return value if isinstance(value, str) else ""

    def _table(self, name: str) -> Mapping[object, object]:
        return _dictionary(self.state.get(name)) or {}


def read_generator(path: Path) -> SavedModule:
    """The averaged generator `G_ema` of a network file, without running anything of the file.

    Raises:
        NetworkFileError: it cannot be read, is unsafe, damaged, or of another kind.
    """
    content = _dictionary(_read(path))
    if content is None:
        raise NetworkFileError(f"{path} is a pickle of something else than networks. {SUPPORTED}")
    if content.get(NETWORK) is None:
        raise NetworkFileError(f"{path} holds no averaged generator {NETWORK}. {SUPPORTED}")
    generator = _module(content[NETWORK], NETWORK)
    _refuse_other_kinds(generator)
    return generator


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size == 0:
                raise NetworkFileError(f"{path} is empty. Copy or download it again.")
            if size > MAX_FILE_BYTES:
                raise NetworkFileError(
                    f"{path} has {size / 1e9:.1f} GB, more than any StyleGAN2 network. {SUPPORTED}"
                )
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                _refuse_archives(mapped[:4], path)
                content = read_tree(mapped, _KNOWN_NAMES, str(path))
    except OSError as error:
        raise NetworkFileError(f"Could not read {path}: {error.strerror or error}.") from error
    _refuse_tensorflow(content, path)
    return content


def _refuse_archives(begin: bytes, path: Path) -> None:
    if begin[:2] == b"PK":
        raise NetworkFileError(f"{path} is an archive, as torch.save writes them. {SUPPORTED}")


def _refuse_tensorflow(content: object, path: Path) -> None:
    networks = content if isinstance(content, tuple) else (content,)
    if any(isinstance(one, Call) and one.name == _TENSORFLOW for one in networks):
        raise NetworkFileError(
            f"{path} is a network of the TensorFlow version. Convert it first with legacy.py of "
            "stylegan2-ada-pytorch or stylegan3."
        )


def _refuse_other_kinds(generator: SavedModule) -> None:
    """Tell the networks of related projects apart by their parts."""
    synthesis = generator.needed("synthesis")
    if synthesis.child("input") is not None:
        raise NetworkFileError(
            "The network is a StyleGAN3 one (configuration T or R, or StyleGAN-XL), which has no "
            f"levels that double. {SUPPORTED}"
        )
    if generator.class_name != "Generator" or synthesis.class_name != "SynthesisNetwork":
        raise NetworkFileError(
            f"The network is a {generator.class_name[:80]} with a {synthesis.class_name[:80]}, "
            f"which is none of StyleGAN2. {SUPPORTED}"
        )


def _module(value: object, where: str) -> SavedModule:
    if not isinstance(value, Call) or value.name != _PERSISTENT or len(value.arguments) != 1:
        raise NetworkFileError(f"{where} is no module of these projects. {SUPPORTED}")
    meta = _dictionary(value.arguments[0])
    state = None if meta is None else _dictionary(meta.get("state"))
    class_name = None if meta is None else meta.get("class_name")
    if state is None or not isinstance(class_name, str):
        raise NetworkFileError(f"{where} has no class name and state. {SUPPORTED}")
    return SavedModule(where=where, class_name=class_name, state=state)


def _dictionary(value: object) -> Mapping[object, object] | None:
    """A dictionary of any of the kinds that occur, or None."""
    if isinstance(value, Call) and value.name in _DICTIONARIES:
        return value.items
    return cast("Mapping[object, object]", value) if isinstance(value, dict) else None
