"""Starting onnxruntime: which provider runs the model, tried out before it is trusted."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from inference.errors import ProviderError

Feeds = Mapping[str, NDArray[np.float32]]

onnxruntime.disable_telemetry_events()  # on Windows; elsewhere `inference/__init__.py` does it


class Session(Protocol):
    """What the engine needs of an `onnxruntime.InferenceSession`."""

    def get_providers(self) -> Sequence[str]:
        """Names of the providers that did load, the preferred one first."""
        ...

    def run(self, output_names: Sequence[str], input_feed: Any) -> Sequence[Any]:
        """Compute the named outputs."""
        ...


class ProviderChoice(StrEnum):
    """What may be asked for."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"
    DML = "dml"
    COREML = "coreml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Provider:
    name: str
    label: str
    options: Mapping[str, str]


_PROVIDERS = {
    ProviderChoice.CPU: _Provider(name="CPUExecutionProvider", label="CPU", options={}),
    ProviderChoice.CUDA: _Provider(
        name="CUDAExecutionProvider",
        label="CUDA",
        # TF32 rounds to 10 bits, and an exhaustive search picks its algorithm by the clock.
        options={"use_tf32": "0", "cudnn_conv_algo_search": "HEURISTIC"},
    ),
    ProviderChoice.DML: _Provider(name="DmlExecutionProvider", label="DirectML", options={}),
    ProviderChoice.COREML: _Provider(name="CoreMLExecutionProvider", label="Core ML", options={}),
}
_TRIED_BY_AUTO = (ProviderChoice.CUDA, ProviderChoice.DML)
"""Core ML computes in half precision unless told otherwise: only on request."""

SessionFactory = Callable[[bytes, onnxruntime.SessionOptions, list[tuple[str, Any]]], Session]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runtime:
    """A model that runs.

    Attributes:
        session: the started session.
        provider: the provider that runs it, as one of the words of `ProviderChoice`.
        reason: a sentence that says why this one.
    """

    session: Session
    provider: str
    reason: str

    def run(self, feeds: Feeds, outputs: Sequence[str]) -> list[NDArray[np.float32]]:
        """Compute the named outputs.

        Raises:
            ProviderError: the provider gave up, for example because memory ran out.
        """
        try:
            return [np.asarray(array) for array in self.session.run(outputs, feeds)]
        except Exception as error:  # onnxruntime's errors share no narrower base
            raise ProviderError(
                f"The model failed on {self.provider}: {_first_line(error)}. "
                "Close other programs, or choose the provider cpu."
            ) from error


def open_onnxruntime_session(
    model: bytes, options: onnxruntime.SessionOptions, providers: list[tuple[str, Any]]
) -> Session:
    """Start a true session, without onnxruntime's own fallback, which only prints."""
    return onnxruntime.InferenceSession(
        model, sess_options=options, providers=providers, enable_fallback=0
    )


def start(
    model: bytes,
    *,
    warm_up: Feeds,
    output: str,
    preference: str = ProviderChoice.AUTO,
    threads: int | None = None,
    open_session: SessionFactory = open_onnxruntime_session,
) -> Runtime:
    """Start a model on the preferred provider, or on the CPU where that one fails.

    Args:
        model: an ONNX file's content.
        warm_up: inputs for a first run, which shows whether a provider works.
        output: name of the output to look at then.
        preference: `auto`, `cpu`, `cuda`, `dml` or `coreml`.
        threads: how many CPU threads to use, or None for one per core.
        open_session: makes a session; another one lets tests see providers fail.

    Raises:
        ProviderError: there is no such provider, or even the CPU cannot run the model.
    """
    choice = _parse_choice(preference)
    trial = _Trial(
        model=model,
        warm_up=warm_up,
        output=output,
        options=_session_options(threads),
        open_session=open_session,
    )
    failures: list[str] = []
    for candidate in _candidates(choice):
        try:
            session = trial.start(_PROVIDERS[candidate])
        except Exception as error:  # a provider may fail in any way; the CPU is there
            failures.append(f"{_PROVIDERS[candidate].label} did not start: {_first_line(error)}")
            continue
        reason = _reason_for_success(choice, _PROVIDERS[candidate], failures)
        return Runtime(session=session, provider=candidate.value, reason=reason)
    try:
        session = trial.start(_PROVIDERS[ProviderChoice.CPU])
    except Exception as error:
        raise ProviderError(
            f"onnxruntime cannot run the model, on the CPU neither: {_first_line(error)}. "
            "Install Mammogym again, or name another model bundle."
        ) from error
    reason = _reason_for_cpu(choice, failures)
    return Runtime(session=session, provider=ProviderChoice.CPU.value, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Trial:
    """A model and all that is needed to see whether a provider runs it."""

    model: bytes
    warm_up: Feeds
    output: str
    options: onnxruntime.SessionOptions
    open_session: SessionFactory

    def start(self, provider: _Provider) -> Session:
        """Start a session and run it once: a provider listed as available may still not load."""
        if provider.name not in onnxruntime.get_available_providers():
            raise RuntimeError("this onnxruntime was built without it")
        if provider is _PROVIDERS[ProviderChoice.CUDA]:
            _load_cuda_libraries()
        session = self.open_session(
            self.model, self.options, [(provider.name, dict(provider.options))]
        )
        loaded = session.get_providers()
        if not loaded or loaded[0] != provider.name:
            raise RuntimeError("it is listed, but its libraries do not load")
        result = session.run([self.output], self.warm_up)[0]
        if not np.isfinite(result).all():
            raise RuntimeError("its first result holds values that are no numbers")
        return session


def _candidates(choice: ProviderChoice) -> list[ProviderChoice]:
    """What to try before the CPU; `auto` passes over what this onnxruntime was built without."""
    if choice is ProviderChoice.AUTO:
        available = onnxruntime.get_available_providers()
        return [one for one in _TRIED_BY_AUTO if _PROVIDERS[one].name in available]
    return [] if choice is ProviderChoice.CPU else [choice]


def _parse_choice(preference: str) -> ProviderChoice:
    try:
        return ProviderChoice(preference)
    except ValueError:
        raise ProviderError(
            f"There is no provider {preference!r}; choose one of {', '.join(ProviderChoice)}."
        ) from None


def _session_options(threads: int | None) -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.use_deterministic_compute = True
    # A graph may keep weights in other files, which no hash covers: let it find none.
    options.add_session_config_entry(
        "session.model_external_initializers_file_folder_path", os.devnull
    )
    options.log_severity_level = 4  # failures come as exceptions, not as lines on stderr
    return options


def _load_cuda_libraries() -> None:
    onnxruntime.set_default_logger_severity(4)
    with contextlib.redirect_stdout(io.StringIO()):  # it prints what it does not find
        onnxruntime.preload_dlls()


def _reason_for_success(choice: ProviderChoice, provider: _Provider, failures: list[str]) -> str:
    if choice is not ProviderChoice.AUTO:
        return f"{provider.label} was asked for and works."
    return ". ".join([f"{provider.label} is the fastest provider that works here", *failures]) + "."


def _reason_for_cpu(choice: ProviderChoice, failures: list[str]) -> str:
    if choice is ProviderChoice.CPU:
        return "The CPU was asked for."
    if not failures:
        return "The CPU is used: this onnxruntime was built for nothing faster."
    return f"The CPU is used. {'. '.join(failures)}."


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".")[:300] if lines else type(error).__name__
