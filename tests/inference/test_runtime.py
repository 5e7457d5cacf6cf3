"""Claims about providers: tried out before they are trusted, and the CPU stands behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from inference.bundle_manifest import FileRole
from inference.errors import ProviderError
from inference.model_bundle import load_bundle
from inference.runtime import Runtime, Session, open_onnxruntime_session, start

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
DML = "DmlExecutionProvider"


class SessionThatPretends:
    """A CPU session under another provider's name, for machines without that provider."""

    def __init__(self, session: Session, provider: str, result: float | None = None) -> None:
        self._session, self._provider, self._result = session, provider, result

    def get_providers(self) -> list[str]:
        return [self._provider, CPU]

    def run(self, output_names: Any, input_feed: Any) -> Any:
        outputs = self._session.run(output_names, input_feed)
        return outputs if self._result is None else [np.full_like(outputs[0], self._result)]


class Machine:
    """A machine where each provider fails in its own way, or works."""

    def __init__(self, **behaviour: str) -> None:
        self.behaviour = {CPU: "works", **behaviour}
        self.tried: list[str] = []

    def __call__(self, model: bytes, options: Any, providers: list[tuple[str, Any]]) -> Session:
        provider = providers[0][0]
        self.tried.append(provider)
        behaviour = self.behaviour.get(provider, "raises")
        if behaviour == "raises":
            raise RuntimeError("no driver found.\nat line 7 of provider.cc")
        session = open_onnxruntime_session(model, options, [(CPU, {})])
        if behaviour == "does not load":
            return session
        return SessionThatPretends(session, provider, np.nan if behaviour == "gives nan" else None)


@pytest.fixture
def begin(tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, DML, CPU])
    bundle = load_bundle(tiny_bundle)
    feeds = {
        "styles": np.zeros((1, bundle.manifest.styles_size), np.float32),
        "noise": np.zeros((1, bundle.manifest.noise_size), np.float32),
    }
    model = bundle.read(FileRole.SYNTHESIS)

    def run(machine: Machine, preference: str) -> Runtime:
        return start(
            model,
            warm_up=feeds,
            output="image",
            preference=preference,
            threads=1,
            open_session=machine,
        )

    return run


def test_a_provider_that_works_is_used(begin) -> None:
    runtime = begin(Machine(CUDAExecutionProvider="works"), "auto")
    assert runtime.provider == "cuda"
    assert runtime.reason == "CUDA is the fastest provider that works here."


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("raises", "no driver found"),
        ("does not load", "its libraries do not load"),
        ("gives nan", "values that are no numbers"),
    ],
)
def test_a_provider_that_fails_gives_way_to_the_cpu_and_says_why(
    begin, behaviour: str, why: str
) -> None:
    machine = Machine(CUDAExecutionProvider=behaviour)
    runtime = begin(machine, "cuda")
    assert machine.tried == [CUDA, CPU]
    assert runtime.provider == "cpu"
    assert why in runtime.reason
    assert "\n" not in runtime.reason and runtime.reason.endswith(".")


def test_auto_tries_the_next_provider_before_the_cpu(begin) -> None:
    machine = Machine(DmlExecutionProvider="works")
    runtime = begin(machine, "auto")
    assert machine.tried == [CUDA, DML]
    assert runtime.provider == "dml"
    assert "CUDA did not start: no driver found" in runtime.reason


def test_a_provider_this_onnxruntime_was_built_without_is_named(begin) -> None:
    machine = Machine()
    runtime = begin(machine, "coreml")
    assert machine.tried == [CPU]
    assert "Core ML did not start: this onnxruntime was built without it" in runtime.reason


def test_the_cpu_is_used_at_once_when_it_is_asked_for(begin) -> None:
    machine = Machine()
    assert begin(machine, "cpu").reason == "The CPU was asked for."
    assert machine.tried == [CPU]


def test_only_a_failing_cpu_is_an_error(begin) -> None:
    with pytest.raises(ProviderError, match="on the CPU neither: no driver found"):
        begin(Machine(CPUExecutionProvider="raises"), "auto")


def test_a_provider_nobody_knows_is_refused(begin) -> None:
    with pytest.raises(ProviderError, match="There is no provider 'tpu'; choose one of auto"):
        begin(Machine(), "tpu")


def test_a_provider_that_gives_up_later_is_told_in_a_sentence(begin) -> None:
    runtime = begin(Machine(), "cpu")
    with pytest.raises(ProviderError, match="The model failed on cpu"):
        runtime.run({"styles": np.zeros((1, 1), np.float32)}, ["image"])


def test_the_true_onnxruntime_starts_quietly_whatever_is_asked_for(
    tiny_bundle: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bundle = load_bundle(tiny_bundle)
    feeds = {
        "styles": np.zeros((1, bundle.manifest.styles_size), np.float32),
        "noise": np.zeros((1, bundle.manifest.noise_size), np.float32),
    }
    for preference in ("auto", "cuda", "dml", "coreml", "cpu"):
        model = bundle.read(FileRole.SYNTHESIS)
        runtime = start(model, warm_up=feeds, output="image", preference=preference)
        assert runtime.reason
    assert capfd.readouterr() == ("", "")
