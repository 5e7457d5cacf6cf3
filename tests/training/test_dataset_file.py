from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from inference.errors import OutputError
from inference.preparation.frame import Frame
from training.dataset_file import DatasetFile, ViewRecord, create_dataset, open_dataset
from training.errors import DatasetError

FRAME = Frame(rows=40)
RECORD = ViewRecord(
    key="k",
    source="s",
    patient="p",
    image_laterality="L",
    view_position="CC",
    technique="film",
    density="2",
    status="normal",
    boxes="[]",
    pixel_mm=0.5,
    native_mm=0.6,
    area_mm2=1000.0,
    pixel_mm_fitted=False,
    held_out=True,
    filled=0,
)


def picture(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    breast = np.zeros((40, 32), dtype=bool)
    breast[5:35, :20] = True
    smooth = np.linspace(80, 120 + seed, 40)[:, None].repeat(32, axis=1)
    return np.where(breast, smooth, 0).astype(np.uint8), breast


def fill(path: Path, count: int = 3, **settings: object) -> Path:
    with create_dataset(path, FRAME, settings) as dataset:
        for number in range(count):
            pixels, breast = picture(number)
            lesions = np.zeros_like(breast)
            lesions[10:12, 3:6] = number == 1
            dataset.add(with_key(f"k{number}"), pixels, breast, lesions)
        dataset.reject("r", "why")
    return path


def with_key(key: str) -> ViewRecord:
    return ViewRecord(**{**{n: getattr(RECORD, n) for n in RECORD.__slots__}, "key": key})


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    with open_dataset(fill(tmp_path / "d.h5")) as dataset:
        assert len(dataset) == 3
        assert dataset.frame == FRAME
        assert list(dataset.texts("key")) == ["k0", "k1", "k2"]
        assert dataset.numbers("held_out").all()
        assert dataset.rejected() == [("r", "why")]
        pixels, breast = picture(1)
        assert np.array_equal(dataset.breast(1), breast)
        assert np.array_equal(dataset.picture(1) > 0, breast)
        assert np.abs(dataset.picture(1).astype(int) - pixels).max() < 12
        assert dataset.lesions(1).sum() == 6
        assert not dataset.lesions(0).any()


def test_a_file_is_continued_with_equal_settings_and_refused_with_others(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5", split=10)
    with create_dataset(path, FRAME, {"split": 10}) as dataset:
        assert len(dataset) == 3
    for frame, split in ((Frame(rows=80), 10), (FRAME, 20)):
        with (
            pytest.raises(DatasetError, match="was made with"),
            create_dataset(path, frame, {"split": split}),
        ):
            pass


def test_a_view_that_was_broken_off_halfway_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    with h5py.File(path, "a") as file:
        for name in ("key", "patient"):
            column = file[f"views/{name}"]
            column.resize((4,))  # type: ignore[union-attr]
            column[3] = "half"  # type: ignore[index]
        file["rejected/key"].resize((2,))  # type: ignore[union-attr]
    with create_dataset(path, FRAME, {}) as dataset:
        assert len(dataset.texts("key")) == len(dataset.numbers("filled")) == 3
        assert dataset.rejected() == [("r", "why")]
        dataset.reject("next", "because")
        dataset.add(with_key("whole"), *picture(), None)
    with open_dataset(path) as dataset:
        assert list(dataset.texts("key")) == ["k0", "k1", "k2", "whole"]
        assert list(dataset.texts("patient")) == ["p"] * 4
        assert dataset.rejected() == [("r", "why"), ("next", "because")]


def test_a_file_of_format_1_is_read_but_not_continued(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    with open_dataset(path) as dataset:
        assert dataset.numbers("native_mm") == pytest.approx([0.6] * 3)
    with h5py.File(path, "a") as file:
        file.attrs["format"] = 1
        for name in ("views/native_mm", "rejected/view_position", "rejected/area_mm2"):
            del file[name]
        del file.attrs["kind"]
    with open_dataset(path) as dataset:
        assert dataset.picture(2).any()
        assert dataset.rejected() == [("r", "why")]
        assert dataset.numbers("pixel_mm") == pytest.approx([0.5] * 3)
        with pytest.raises(DatasetError, match=r"how fine its views are.* Prepare it again"):
            dataset.numbers("native_mm")
    with pytest.raises(DatasetError, match=r"format 1; .* 2"), create_dataset(path, FRAME, {}):
        pass


def test_breasts_that_were_left_out_count_for_the_sizes(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5", 2)
    with create_dataset(path, FRAME, {}) as dataset:
        dataset.reject("coarse", "why", view_position="CC", area_mm2=2000.0)
        dataset.reject("other", "why", view_position="MLO", area_mm2=3000.0)
        assert list(dataset.scaled_areas("CC")) == [1000, 1000, 2000]
        assert list(dataset.scaled_areas("MLO")) == [3000]


def test_names_that_hdf5_cannot_keep_are_written_in_another_way(tmp_path: Path) -> None:
    with create_dataset(tmp_path / "d.h5", FRAME, {}) as dataset:
        dataset.reject("a\0b", "bytes that are no UTF-8: \udcff")
        dataset.add(with_key("a\0\udcff"), *picture(), None)
        assert dataset.rejected() == [("a\\0b", "bytes that are no UTF-8: \\udcff")]
        assert list(dataset.texts("key")) == ["a\\0\\udcff"]


@pytest.mark.parametrize("content", [b"", b"no dataset at all" * 100])
def test_other_files_are_neither_read_nor_written_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "d.h5"
    path.write_bytes(content)
    with pytest.raises(DatasetError), open_dataset(path):
        pass
    if content:
        with (
            pytest.raises(DatasetError, match="no dataset, or damaged"),
            create_dataset(path, FRAME, {}),
        ):
            pass
        assert path.read_bytes() == content


def test_an_hdf5_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "d.h5"
    with h5py.File(path, "w") as file:
        file["mine"] = [1, 2, 3]
    before = path.read_bytes()
    with pytest.raises(DatasetError, match="format None"), create_dataset(path, FRAME, {}):
        pass
    assert path.read_bytes() == before


def test_a_newer_file_a_missing_one_and_an_empty_one_are_refused(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    with h5py.File(path, "a") as file:
        file.attrs["format"] = 99
    for opening in (open_dataset(path), create_dataset(path, FRAME, {})):
        with pytest.raises(DatasetError, match="format"), opening:
            pass
    with pytest.raises(DatasetError, match="There is no dataset"), open_dataset(tmp_path / "no.h5"):
        pass
    with create_dataset(tmp_path / "none.h5", FRAME, {}):
        pass
    with pytest.raises(DatasetError, match="holds no views"), open_dataset(tmp_path / "none.h5"):
        pass


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    content = path.read_bytes()
    for share in (0.1, 0.5, 0.9):
        path.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(DatasetError), open_dataset(path) as dataset:
            for number in range(len(dataset)):
                dataset.picture(number)


def test_damaged_pictures_and_missing_columns_are_told(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    with h5py.File(path, "a") as file:
        file["views/image"][0] = np.frombuffer(b"no WebP", np.uint8)  # type: ignore[index]
        file["views/image"][1] = file["views/breast"][2]  # type: ignore[index]
        file["views/breast"][2] = np.frombuffer(b"no PNG", np.uint8)  # type: ignore[index]
        del file["views/status"]
    with open_dataset(path) as dataset:
        for number in (0, 2):
            with pytest.raises(DatasetError, match="damaged"):
                dataset.picture(number)
        with pytest.raises(DatasetError, match="lacks views/status"):
            dataset.texts("status")


def test_a_folder_where_the_file_belongs_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "d.h5").mkdir()
    with (
        pytest.raises(OutputError, match="Is a directory"),
        create_dataset(tmp_path / "d.h5", FRAME, {}),
    ):
        pass


def test_a_file_another_program_writes_is_in_use_and_not_damaged(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    code = (
        "import sys; from pathlib import Path\n"
        "from training.dataset_file import open_dataset\n"
        "from training.errors import DatasetError\n"
        "try:\n"
        "    with open_dataset(Path(sys.argv[1])): pass\n"
        "except DatasetError as error: print(error)\n"
    )
    with create_dataset(path, FRAME, {}):
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
        )
    assert "in use by another program" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file size limit to set")
def test_a_file_that_may_not_grow_is_a_sentence_and_never_a_crash(tmp_path: Path) -> None:
    path = fill(tmp_path / "d.h5")
    code = (
        "import resource, sys; from pathlib import Path\n"
        "size = Path(sys.argv[1]).stat().st_size + 20_000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "from inference.errors import OutputError\n"
        "from tests.training.test_dataset_file import *\n"
        "try:\n"
        "    with create_dataset(Path(sys.argv[1]), FRAME, {}) as dataset:\n"
        "        for number in range(3, 1000):\n"
        "            dataset.add(with_key(f'k{number}'), *picture(), None)\n"
        "            dataset.flush()\n"
        "except OutputError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert "File too large. Check the free space" in done.stdout
    try:
        with open_dataset(path) as dataset:
            for number, _ in enumerate(dataset.texts("key")):
                dataset.picture(number)
    except DatasetError as error:
        assert "damaged" in str(error)


def test_a_nearly_full_disk_stops_in_time_and_the_file_can_be_continued(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fill(tmp_path / "d.h5")
    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patch, create_dataset(path, FRAME, {}) as dataset:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
        with pytest.raises(OutputError, match="nearly full"):
            dataset.add(with_key("k3"), *picture(), None)
        with pytest.raises(OutputError, match="nearly full"):
            dataset.reject("r2", "why")
    with create_dataset(path, FRAME, {}) as dataset:
        dataset.add(with_key("k3"), *picture(), None)
        assert list(dataset.texts("key")) == ["k0", "k1", "k2", "k3"]
        assert len(dataset.rejected()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_process_leaves_all_that_was_flushed(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from tests.training.test_dataset_file import *\n"
        "with create_dataset(Path(sys.argv[1]), FRAME, {}) as dataset:\n"
        "    for number in range(5):\n"
        "        dataset.add(with_key(f'k{number}'), *picture(), None)\n"
        "        dataset.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    path = tmp_path / "d.h5"
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    with open_dataset(path) as dataset:
        assert len(dataset) == 5
        assert isinstance(dataset, DatasetFile)
        dataset.picture(4)
