"""The HNSW file: whole and ours, or absent."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from photoapp.index.exact import ExactIndex
from photoapp.index.hnsw import HnswIndex
from photoapp.index.store import load_index, save_index, sidecar_path

from .sources import DIM, GRAPH_ONLY, batch, clustered, off_distribution, rounding

MODEL = "tiny/Model: 1"


def make(count: int = 400, model: str = MODEL, dim: int = DIM) -> HnswIndex:
    index = HnswIndex(dim, model, effort=GRAPH_ONLY)
    index.add(batch(1, clustered(count, dim), sequence=count))
    return index


def data_file(folder: Path) -> Path:
    [file] = folder.glob("*.hnsw")
    return file


def test_a_round_trip_keeps_everything(tmp_path: Path) -> None:
    index = make()
    index.remove(np.arange(10, 30))
    save_index(index, tmp_path / "new" / "folder")
    loaded = load_index(tmp_path / "new" / "folder", MODEL, DIM)
    assert loaded is not None
    assert (len(loaded), loaded.last_sequence, loaded.model_id) == (380, 400, MODEL)
    assert sorted(loaded.photo_ids()) == sorted(index.photo_ids())
    for query in off_distribution(10):
        for among in (None, np.arange(1, 100)):
            here, there = index.search(query, 20, among), loaded.search(query, 20, among)
            assert here.photo_ids.tolist() == there.photo_ids.tolist()
            # Both are kept in steps, each of them rounded from what may differ in the last bit.
            off = np.abs(here.scores - there.scores)
            assert (off <= 2 * rounding(index.vectors(here.photo_ids), query)).all()


def test_what_was_removed_and_came_back_is_kept(tmp_path: Path) -> None:
    index = make()
    index.remove(np.arange(1, 21))
    index.add(batch(11, clustered(10, seed=5), sequence=410))
    save_index(index, tmp_path)
    loaded = load_index(tmp_path, MODEL, DIM)
    assert loaded is not None
    assert sorted(loaded.photo_ids().tolist()) == list(range(11, 401))
    assert loaded.search(clustered(10, seed=5)[3], 1).photo_ids.tolist() == [14]


def test_a_loaded_index_goes_on_growing(tmp_path: Path) -> None:
    save_index(make(), tmp_path)
    loaded = load_index(tmp_path, MODEL, DIM)
    assert loaded is not None
    loaded.add(batch(401, clustered(3000, seed=4)))
    loaded.remove(np.arange(1, 1001))
    assert len(loaded) == 2400
    save_index(loaded, tmp_path)
    again = load_index(tmp_path, MODEL, DIM)
    assert again is not None
    assert len(again) == 2400


def test_an_empty_index_is_saved_too(tmp_path: Path) -> None:
    save_index(HnswIndex(DIM, MODEL), tmp_path)
    loaded = load_index(tmp_path, MODEL, DIM)
    assert loaded is not None
    assert len(loaded) == 0


def test_an_exact_index_leaves_no_file(tmp_path: Path) -> None:
    save_index(ExactIndex(DIM, MODEL), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_each_save_leaves_two_files(tmp_path: Path) -> None:
    index = make()
    for count in (1, 2, 3):
        index.add(batch(1000 + count, clustered(1, seed=count)))
        save_index(index, tmp_path)
        assert len(list(tmp_path.iterdir())) == 2


def test_models_do_not_share_files(tmp_path: Path) -> None:
    for model in ("a/b", "A/B", "a:b", "über", "../../etc"):
        save_index(make(50, model), tmp_path)
        path = sidecar_path(tmp_path, model)
        assert path.is_file()
        assert path.name.encode().decode("ascii").islower()
    assert len(list(tmp_path.iterdir())) == 10


def truncate(folder: Path) -> None:
    os.truncate(data_file(folder), 5000)


def empty(folder: Path) -> None:
    data_file(folder).write_bytes(b"")


def flip_a_bit(folder: Path) -> None:
    data = bytearray(data_file(folder).read_bytes())
    data[len(data) // 2] ^= 1
    data_file(folder).write_bytes(data)


def delete_data(folder: Path) -> None:
    data_file(folder).unlink()


def delete_sidecar(folder: Path) -> None:
    sidecar_path(folder, MODEL).unlink()


def swap_in_another_index(folder: Path) -> None:
    """The new file under the old sidecar: what a kill between two replaces could leave."""
    other = folder / "other"
    save_index(make(401), other)
    data_file(other).replace(data_file(folder))


def swap_in_another_dimension(folder: Path) -> None:
    other = folder / "other"
    save_index(make(dim=16), other)
    data_file(other).replace(data_file(folder))


def spoil_sidecar(folder: Path) -> None:
    sidecar_path(folder, MODEL).write_bytes(b'{"format": 1, "model')


def sidecar_of_no_object(folder: Path) -> None:
    sidecar_path(folder, MODEL).write_bytes(b"\xff[1]")


@pytest.mark.parametrize(
    "harm",
    [
        truncate,
        empty,
        flip_a_bit,
        delete_data,
        delete_sidecar,
        swap_in_another_index,
        swap_in_another_dimension,
        spoil_sidecar,
        sidecar_of_no_object,
    ],
)
def test_whatever_is_wrong_counts_as_absent(tmp_path: Path, harm) -> None:  # type: ignore[no-untyped-def]
    save_index(make(), tmp_path)
    harm(tmp_path)
    assert load_index(tmp_path, MODEL, DIM) is None
    save_index(make(), tmp_path)
    assert load_index(tmp_path, MODEL, DIM) is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", 2),
        ("model_id", "other"),
        ("dim", 16),
        ("count", 399),
        ("count", "many"),
        ("file", "../elsewhere.hnsw"),
        ("deleted", [1]),
    ],
)
def test_a_sidecar_that_says_otherwise(tmp_path: Path, field: str, value: object) -> None:
    save_index(make(), tmp_path)
    path = sidecar_path(tmp_path, MODEL)
    fields = json.loads(path.read_text())
    path.write_text(json.dumps({**fields, field: value}))
    assert load_index(tmp_path, MODEL, DIM) is None


def test_another_dimension_is_asked_for(tmp_path: Path) -> None:
    save_index(make(), tmp_path)
    assert load_index(tmp_path, MODEL, 16) is None


DYING = """
import os, sys
from pathlib import Path
import numpy as np
from photoapp.index.hnsw import HnswIndex
from photoapp.index.protocol import VectorBatch
from photoapp.index.store import save_index

replace, step, seen = Path.replace, int(sys.argv[2]), []

def dying(self, target):
    seen.append(target)
    if len(seen) == step:
        os._exit(9)  # as a kill: nothing is flushed, no finally runs
    return replace(self, target)

Path.replace = dying
index = HnswIndex(32, "tiny/Model: 1")
rows = np.random.default_rng(0).standard_normal((450, 32), dtype=np.float32)
index.add(VectorBatch(np.arange(450), rows, 450))
save_index(index, Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", [1, 2])
def test_a_save_killed_before_either_replace_leaves_the_old_pair(tmp_path: Path, step: int) -> None:
    save_index(make(400), tmp_path)
    killed = subprocess.run([sys.executable, "-c", DYING, tmp_path, str(step)], check=False)
    assert killed.returncode == 9
    assert len(list(tmp_path.iterdir())) == 2 + step
    loaded = load_index(tmp_path, MODEL, DIM)
    assert loaded is not None
    assert (len(loaded), loaded.last_sequence) == (400, 400)
    save_index(make(450), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_is_only_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    save_index(make(50), tmp_path / "file")
    assert "could not be saved" in caplog.text
