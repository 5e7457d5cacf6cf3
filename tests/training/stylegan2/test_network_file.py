"""Claims about reading network files: what is there is found, and nothing of a file ever runs."""

from __future__ import annotations

import builtins
import collections
import io
import os
import pickle
import struct
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from inference.errors import MammogymError
from tests.training.stylegan2.saved_networks import (
    Persistent,
    Settings,
    make_generator,
    network_bytes,
)
from training.errors import NetworkFileError
from training.stylegan2 import network_file, pickle_tree
from training.stylegan2.network_file import SavedModule, read_generator
from training.stylegan2.published import describe


@pytest.fixture(scope="module")
def saved() -> bytes:
    return network_bytes(make_generator(Settings()))


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """A file that must not appear."""
    return tmp_path / "harm"


def read(content: bytes, folder: Path) -> SavedModule:
    path = folder / "network.pkl"
    path.write_bytes(content)
    return read_generator(path)


@pytest.mark.parametrize("protocol", [3, 4, 5])
def test_sizes_gains_and_weights_come_out_as_they_were_saved(tmp_path: Path, protocol: int) -> None:
    generator = make_generator(Settings(c_dim=2))
    described = describe(read(network_bytes(generator, protocol=protocol), tmp_path))
    assert (described.z_dim, described.label_count, described.w_dim) == (8, 2, 12)
    assert [block.side for block in described.blocks] == [4, 8, 16, 32]
    assert np.array_equal(described.w_avg, generator.mapping.w_avg.numpy())
    conv = generator.synthesis.b16.conv0
    found = described.blocks[2].conv0
    assert found is not None
    assert np.array_equal(found.weight, conv.weight.detach().numpy())
    assert found.noise_strength == conv.noise_strength.item()
    layer = generator.mapping.fc1
    weight = layer.weight.detach().double().numpy() * layer.weight_gain
    np.testing.assert_allclose(described.mapping[1].weight, weight, rtol=1e-6)
    bias = layer.bias.detach().double().numpy() * layer.bias_gain
    np.testing.assert_allclose(described.mapping[1].bias, bias, rtol=1e-6)


def test_half_precision_and_views_of_shared_storage_are_read(tmp_path: Path) -> None:
    generator = make_generator(Settings())
    conv = generator.synthesis.b8.conv1
    conv.weight = nn.Parameter(conv.weight.detach().half())
    both = torch.randn(2, 8, 8, 3, 3)
    generator.synthesis.b8.conv0.weight = nn.Parameter(both[1].transpose(2, 3))
    block = describe(read(network_bytes(generator), tmp_path)).blocks[1]
    assert block.conv0 is not None
    assert np.array_equal(block.conv0.weight, both[1].transpose(2, 3).numpy())
    assert np.array_equal(block.conv1.weight, conv.weight.detach().float().numpy())


def test_old_numpy_names_are_read(tmp_path: Path, saved: bytes) -> None:
    new, old = b"numpy._core.multiarray", b"numpy.core.multiarray"
    content = network_bytes(make_generator(Settings()), protocol=3)
    assert content.count(new) == 1
    assert describe(read(content.replace(new, old), tmp_path)).side == 32


class Harm:
    """An object that does harm where it is unpickled."""

    def __init__(self, what: Callable[..., object], *arguments: object) -> None:
        self.call = (what, arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.call


def touching(mark: Path) -> dict[str, object]:
    """Objects that make the file when they are unpickled, by how."""
    command = f"touch {mark}"
    return {
        "os.system": Harm(os.system, command),
        "eval": Harm(builtins.eval, f"open({str(mark)!r}, 'w')"),
        "Popen": Harm(subprocess.check_call, ["touch", str(mark)]),
        "getattr": Harm(getattr, Harm(__import__, "os"), "system"),
        "key": {"a": collections.OrderedDict({"b": Harm(os.system, command)})},
    }


@pytest.mark.parametrize("how", list(touching(Path())))
@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_a_malicious_twin_is_refused_and_nothing_of_it_runs(
    tmp_path: Path, mark: Path, how: str, protocol: int
) -> None:
    content = network_bytes(
        make_generator(Settings()), protocol=max(protocol, 3), augment_pipe=touching(mark)[how]
    )
    with pytest.raises(NetworkFileError, match="nothing of it was run"):
        read(content, tmp_path)
    harmful = pickle.dumps(touching(mark)[how], protocol=protocol)
    with pytest.raises(NetworkFileError, match="nothing of it was run"):
        read(harmful, tmp_path)
    assert not mark.exists()
    pickle.loads(harmful)  # it does do harm where pickles are trusted
    assert mark.exists() or how == "getattr"


@pytest.mark.parametrize(
    "content",
    [
        b"(S'touch MARK'\nios\nsystem\n.",
        b"(cos\nsystem\nS'touch MARK'\no.",
        b"\x80\x02cos\nsystem\nX\x0a\x00\x00\x00touch MARK\x85R.",
        b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x0atouch MARK\x85R.",
        b"\x80\x04\x8c\x02os\x94\x8c\x06system\x94h\x00h\x01\x93\x8c\x0atouch MARK\x85R.",
        b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93)}\x92.",
        b"\x80\x02\x82\x01.",
        b"Punknown\n.",
        b"\x80\x05\x97.",
        b"N2.",
    ],
    ids=[
        "INST",
        "OBJ",
        "GLOBAL",
        "STACK_GLOBAL",
        "memo",
        "NEWOBJ_EX",
        "EXT1",
        "PERSID",
        "NEXT_BUFFER",
        "DUP",
    ],
)
def test_every_other_way_to_call_something_is_refused(
    tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NetworkFileError, match="nothing of it was run"):
        read(content, tmp_path)
    assert not (tmp_path / "MARK").exists()


def test_the_source_code_in_a_network_is_never_run(
    tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Persistent, "module_src", f"open({str(mark)!r}, 'w')\nraise SystemExit\n")
    content = network_bytes(make_generator(Settings()))
    assert str(mark).encode() in content
    assert describe(read(content, tmp_path)).side == 32
    assert not mark.exists()
    assert not any(name.startswith(("torch_utils", "dnnlib")) for name in sys.modules)


class _NestedHarm(nn.Module):
    """A stand-in for a tensor whose bytes hold more than a tensor."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content

    def __reduce__(self) -> tuple[Any, ...]:
        storage = Harm(torch.storage._load_from_bytes, self.content)
        return torch._utils._rebuild_tensor_v2, (storage, 0, (12,), (1,), False, {})


def stream_with(harm: object) -> bytes:
    """What torch writes of a storage, with something else in the place of its type."""
    parts = [0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}, harm]
    return b"".join(pickle.dumps(part, protocol=2) for part in parts)


def test_harm_inside_the_bytes_of_a_tensor_is_refused(tmp_path: Path, mark: Path) -> None:
    for harm in touching(mark).values():
        for content in (pickle.dumps(harm, protocol=2), stream_with(harm)):
            generator = make_generator(Settings())
            del generator.mapping._buffers["w_avg"]
            generator.mapping._buffers["w_avg"] = _NestedHarm(content)  # type: ignore[assignment]
            with pytest.raises(NetworkFileError, match="nothing of it was run"):
                describe(read(network_bytes(generator), tmp_path))
    assert not mark.exists()


def test_a_file_that_is_cut_off_or_altered_gives_a_sentence_and_never_a_crash(
    tmp_path: Path, saved: bytes
) -> None:
    for end in (0, 1, 2, 10, 100, 5_000, len(saved) // 2, len(saved) - 1):
        with pytest.raises(NetworkFileError):
            describe(read(saved[:end], tmp_path))
    random = np.random.default_rng(3)
    for _ in range(150):
        altered = bytearray(saved)
        for place in random.integers(0, len(saved), 3):
            altered[place] = random.integers(0, 256)
        try:
            describe(read(bytes(altered), tmp_path))
        except MammogymError as error:
            assert len(str(error)) < 600


def test_a_bomb_is_refused_with_a_sentence(
    tmp_path: Path, saved: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NetworkFileError, match="damaged or cut off"):  # nested tuples as a key
        read(b"}(N" + b"\x85" * 200_000 + b"Nu.", tmp_path)
    with pytest.raises(NetworkFileError, match="damaged or cut off"):  # says it is 1 EiB long
        read(b"\x80\x04\x8e" + struct.pack("<Q", 2**60) + b"a.", tmp_path)
    with pytest.raises(NetworkFileError, match="something else than networks"):
        read(b"Nr\xff\xff\xff\xff.", tmp_path)  # a place in the memo far out, which costs nothing
    monkeypatch.setattr(pickle_tree, "MAX_OPCODES", 1000)
    with pytest.raises(NetworkFileError, match="more than 1000 steps"):
        read(b"N0" * 600 + b"N.", tmp_path)
    monkeypatch.setattr(network_file, "MAX_FILE_BYTES", len(saved) - 1)
    with pytest.raises(NetworkFileError, match="more than any"):
        read(saved, tmp_path)


@pytest.mark.parametrize("size", [(10**6, 10**6), (12, 2), (13,)])
def test_a_tensor_that_repeats_or_exceeds_what_is_stored_is_refused(
    tmp_path: Path, size: tuple[int, ...]
) -> None:
    generator = make_generator(Settings())
    stored = torch.randn(12)
    repeated = torch.as_strided(stored, (12,), (1,))
    generator.mapping._buffers["w_avg"] = repeated
    content = network_bytes(generator)
    tensor = torch._utils._rebuild_tensor_v2

    class Claimed(nn.Module):
        def __reduce__(self) -> tuple[Any, ...]:
            typed = stored._typed_storage()
            return tensor, (typed, 0, size, tuple(0 if n > 13 else 1 for n in size), False, {})

    generator.mapping._buffers["w_avg"] = Claimed()  # type: ignore[assignment]
    with pytest.raises(NetworkFileError, match="reaches beyond what is stored"):
        describe(read(network_bytes(generator), tmp_path))
    assert describe(read(content, tmp_path)).side == 32


def test_a_network_that_holds_itself_ends(tmp_path: Path) -> None:
    content = network_bytes(make_generator(Settings()))
    generator = read(content, tmp_path)
    modules = generator.state["_modules"]
    assert isinstance(modules, dict)
    synthesis = generator.needed("synthesis")
    inner = synthesis.state["_modules"]
    assert isinstance(inner, dict)
    inner["b8"] = modules["synthesis"]
    with pytest.raises(NetworkFileError, match="b8 has no part conv0"):
        describe(generator)


def test_values_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    generator = make_generator(Settings())
    generator.synthesis.b8.conv1.weight.data[0, 0, 0, 0] = float("nan")
    with pytest.raises(NetworkFileError, match=r"G_ema\.synthesis\.b8\.conv1\.weight"):
        describe(read(network_bytes(generator), tmp_path))


class Network:
    """Stands for the class of the TensorFlow version's networks."""


Network.__module__, Network.__qualname__ = "dnnlib.tflib.network", "Network"


def tensorflow_file(monkeypatch: pytest.MonkeyPatch) -> bytes:
    for name in ("dnnlib", "dnnlib.tflib", "dnnlib.tflib.network"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    vars(sys.modules["dnnlib.tflib.network"])["Network"] = Network
    networks = tuple(Network() for _ in range(3))
    for network in networks:
        vars(network).update(version=4, variables=[("w", np.ones(3, np.float32))])
    return pickle.dumps(networks)


def test_networks_of_other_kinds_are_refused_by_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(NetworkFileError, match=r"legacy\.py"):
        read(tensorflow_file(patch), tmp_path)
    third = make_generator(Settings())
    third.synthesis.input = Persistent("SynthesisInput", size=np.array([36, 36]))
    with pytest.raises(NetworkFileError, match="StyleGAN3"):
        read(network_bytes(third), tmp_path)
    archive = io.BytesIO()
    torch.save({"g_ema": torch.ones(3)}, archive)
    with pytest.raises(NetworkFileError, match=r"torch\.save"):
        read(archive.getvalue(), tmp_path)
    with pytest.raises(NetworkFileError, match="something else than networks"):
        read(pickle.dumps([1, 2, 3]), tmp_path)
    with pytest.raises(NetworkFileError, match="no averaged generator"):
        read(network_bytes(make_generator(Settings()), G_ema=None), tmp_path)
    with pytest.raises(NetworkFileError, match="which is none of StyleGAN2"):
        read(network_bytes(Persistent("Discriminator", synthesis=third.mapping)), tmp_path)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(img_channels=4), "4 channels"),
        (Settings(img_resolution=16), "16 × 16"),
        (Settings(activation="swish"), "swish"),
    ],
)
def test_networks_that_cannot_be_imported_are_refused_with_a_sentence(
    tmp_path: Path, settings: Settings, words: str
) -> None:
    with pytest.raises(NetworkFileError, match=words):
        describe(read(network_bytes(make_generator(settings)), tmp_path))


def test_a_network_without_an_average_w_or_a_part_is_refused(tmp_path: Path) -> None:
    generator = make_generator(Settings())
    generator.mapping.w_avg = None
    with pytest.raises(NetworkFileError, match="no average w"):
        describe(read(network_bytes(generator), tmp_path))
    generator = make_generator(Settings())
    del generator.synthesis.b8.conv1.bias
    with pytest.raises(NetworkFileError, match=r"b8\.conv1 has no bias"):
        describe(read(network_bytes(generator), tmp_path))


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.pkl", tmp_path):
        with pytest.raises(NetworkFileError, match="Could not read"):
            read_generator(path)
