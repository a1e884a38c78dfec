"""Every check finds what it is for, mends it where it can, and changes nothing unasked."""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.backing_up import back_up
from photoapp.catalog.backups import backup_folder, backups_of
from photoapp.errors import CatalogError, HomeBusyError, UsageError
from photoapp.index.hnsw import HnswIndex
from photoapp.index.protocol import VectorBatch
from photoapp.index.store import save_index, sidecar_path
from photoapp.library.doctor import AREAS, Check, check_home, put_back
from photoapp.library.instance import Instance
from photoapp.media import ThumbnailStore
from photoapp.paths import AppPaths, app_paths
from tests.catalog.damaging import PHOTOS, count, make_catalog, overwrite
from tests.catalog.records import add, file, os_bytes
from tests.library.test_instance import another

JPEG = b"\xff\xd8 a picture \xff\xd9"


@pytest.fixture
def full(home: AppPaths) -> AppPaths:
    """A home with a catalogue, a backup of it, an index, thumbnails, settings and a model."""
    make_catalog(home.catalog)
    folder = home.data.parent / "photos"
    folder.mkdir()
    with closing(Catalog(home.catalog)) as catalog:
        add(catalog, file("a.jpg"), root=folder)
    assert back_up(home.catalog).outcome == "made"
    index = HnswIndex(256, "tiny")
    rows = np.random.default_rng(0).standard_normal((PHOTOS, 256)).astype(np.float32)
    index.add(VectorBatch(np.arange(1, PHOTOS + 1), rows, PHOTOS))
    save_index(index, home.indexes)
    ThumbnailStore(home.thumbnails).write(hash_of("a.jpg"), JPEG)
    home.settings.write_text('{"device": "cpu"}')
    add_model(home)
    return home


def hash_of(name: str) -> bytes:
    return hashlib.blake2b(os_bytes(name), digest_size=32).digest()


def add_model(home: AppPaths) -> Path:
    folder = home.models / "mine"
    folder.mkdir()
    (folder / "weights.bin").write_bytes(b"weights")
    card = {"id": "mine-1", "architecture": "x", "dim": 2, "feature_dim": 2, "input_size": 2}
    card |= {"logit_scale": 1.0, "licence": "", "parent": None}
    digest = hashlib.sha256(b"weights").hexdigest()
    card["weights"] = {"image": {"file": "weights.bin", "sha256": digest}}
    (folder / "model.json").write_text(json.dumps(card))
    return folder


def all_files(home: AppPaths) -> dict[Path, bytes]:
    files = (path for path in home.data.parent.rglob("*") if path.is_file())
    beside = (".lock", "-wal", "-shm")  # of whoever only asks
    return {path: path.read_bytes() for path in files if not path.name.endswith(beside)}


def check(home: AppPaths, *, mend: bool = False) -> list[Check]:
    """All but the models: hashing those that are shipped takes a while."""
    return check_home(home, mend=mend, areas=[name for name in AREAS if name != "models"])


def by_name(checks: list[Check]) -> dict[str, Check]:
    return {check.name: check for check in checks}


@pytest.mark.parametrize("thorough", [False, True])
def test_a_home_that_is_whole_is_clean_and_left_as_it_is(full: AppPaths, thorough: bool) -> None:
    before = all_files(full)
    checks = check_home(full, thorough=thorough)
    assert [check.name for check in checks] == list(AREAS)
    assert [check for check in checks if not check.ok or check.mended or check.mending] == []
    assert all_files(full) == before
    assert by_name(checks)["backups"].detail.startswith("1 backup in ")


@pytest.mark.parametrize("mend", [False, True])
def test_a_home_that_was_never_used_is_clean(tmp_path: Path, mend: bool) -> None:
    home = app_paths(tmp_path / "home")
    if mend:
        home.create()
    checks = check_home(home, mend=mend)
    assert [check for check in checks if not check.ok] == []
    assert mend or list(tmp_path.iterdir()) == []


def spoil_settings(home: AppPaths) -> None:
    home.settings.write_text('{"device": "toaster"}')


def spoil_index(home: AppPaths) -> None:
    [data] = home.indexes.glob("*.hnsw")
    content = bytearray(data.read_bytes())
    content[-1] ^= 1
    data.write_bytes(content)


def index_of_unknown_model(home: AppPaths) -> None:
    save_index(HnswIndex(3, "unknown"), home.indexes)


def index_ahead(home: AppPaths) -> None:
    path = sidecar_path(home.indexes, "tiny")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"last_sequence": 10**6}))


def cut_thumbnail(home: AppPaths) -> None:
    store = ThumbnailStore(home.thumbnails)
    store.path(hash_of("a.jpg")).write_bytes(JPEG[:-1])


def empty_thumbnail(home: AppPaths) -> None:
    ThumbnailStore(home.thumbnails).path(hash_of("a.jpg")).write_bytes(b"")


def break_rows(home: AppPaths) -> None:
    with closing(Catalog(home.catalog)) as catalog, catalog.database.transaction() as connection:
        connection.execute("DELETE FROM feature WHERE sequence < 5")


def spoil_backup(home: AppPaths) -> None:
    os.truncate(backups_of(home.catalog)[0].path, 5000)


@pytest.mark.parametrize(
    ("area", "harm"),
    [
        ("settings", spoil_settings),
        ("indexes", spoil_index),
        ("indexes", index_of_unknown_model),
        ("indexes", index_ahead),
        ("thumbnails", cut_thumbnail),
        ("thumbnails", empty_thumbnail),
        ("catalogue", break_rows),
        ("backups", spoil_backup),
    ],
)
def test_what_is_wrong_is_found_and_mended(
    full: AppPaths, area: str, harm: Callable[[AppPaths], None]
) -> None:
    harm(full)
    found = check(full)
    assert [check.name for check in found if not check.ok] == [area]
    assert by_name(found)[area].mending
    mended = check(full, mend=True)
    assert [check for check in mended if not check.ok] == []
    assert [check.name for check in mended if check.mended] == [area]
    assert "mended: " in by_name(mended)[area].detail
    again = check(full)
    assert [check for check in again if not check.ok or check.mending] == []


def test_nothing_of_the_users_is_deleted_in_mending(full: AppPaths) -> None:
    spoil_settings(full)
    spoil_backup(full)
    check(full, mend=True)
    assert (full.data / "damaged-settings.json").read_text() == '{"device": "toaster"}'
    assert [path.stat().st_size for path in backup_folder(full.catalog).glob("spoilt-*")] == [5000]


def test_leftovers_are_harmless_and_tidied_up(full: AppPaths) -> None:
    strays = [
        full.thumbnails / "ab" / "x.1-2.part",
        full.thumbnails / "cd" / f"{'cd' * 32}.jpg",
        full.indexes / "tiny-0.1.tmp",
        full.indexes / "tiny-0.0123456789abcdef.hnsw",
        backup_folder(full.catalog) / "77.part",
        full.models / ".removed-old" / "weights.bin",
    ]
    for stray in strays:
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(JPEG)
    found = check_home(full)
    assert [check for check in found if not check.ok] == []
    names = ["backups", "indexes", "thumbnails", "models"]
    assert [check.name for check in found if check.mending] == names
    mended = check_home(full, mend=True)
    assert [check.name for check in mended if check.mended] == names
    assert [stray for stray in strays if stray.exists()] == []
    assert ThumbnailStore(full.thumbnails).read(hash_of("a.jpg")) == JPEG


def test_other_files_among_thumbnails_are_left_alone(full: AppPaths) -> None:
    other = full.thumbnails / "cover.jpg"
    other.write_bytes(JPEG)
    check(full, mend=True)
    assert other.exists()


@pytest.mark.parametrize("harm", ["damaged", "gone"])
def test_a_catalogue_that_cannot_be_opened_is_no_reason_to_delete_anything(
    full: AppPaths, harm: str
) -> None:
    if harm == "gone":
        full.catalog.unlink()
    else:
        content = bytearray(full.catalog.read_bytes())
        content[:200] = bytes(200)
        full.catalog.write_bytes(content)
    before = all_files(full)
    found = by_name(check(full))
    assert [name for name, check in found.items() if not check.ok] == ["catalogue"]
    assert "photoapp doctor --restore" in found["catalogue"].detail
    mended = by_name(check(full, mend=True))
    assert not mended["catalogue"].ok
    assert not any(check.mended for check in mended.values())
    assert all_files(full) == before


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_catalogue_is_found_and_put_back(full: AppPaths, seed: int) -> None:
    overwrite(full.catalog, random.Random(seed), places=60)
    assert not by_name(check(full))["catalogue"].ok
    restored = put_back(full)
    assert restored.backup.number == 1
    assert list(full.indexes.iterdir()) == []
    assert [check for check in check(full) if not check.ok] == []
    assert count(full.catalog) == PHOTOS + 1
    with pytest.raises(UsageError):
        put_back(full)


def test_a_glance_sees_a_cut_catalogue_and_a_thorough_look_sees_rows(full: AppPaths) -> None:
    break_rows(full)
    assert by_name(check_home(full, thorough=False))["catalogue"].ok
    assert not by_name(check(full))["catalogue"].ok
    os.truncate(full.catalog, full.catalog.stat().st_size // 2)
    assert not by_name(check_home(full, thorough=False))["catalogue"].ok


def test_trainings_are_read_and_what_is_left_of_others_is_deleted(full: AppPaths) -> None:
    left = full.training / ".discarded-old" / "photos.jsonl"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"")
    run = full.training / "first"
    run.mkdir()
    (run / "order.json").write_text('{"run": "first", "model": "starter", "made_at": 0}')
    [check] = check_home(full, areas=["training"], mend=True)
    assert check.ok
    assert check.detail == "mended: .discarded-old is left over; 1 training"
    assert not left.parent.exists()
    (run / "work").mkdir()
    assert check_home(full, areas=["training"], mend=True)[0].detail == "1 training"
    (run / "state.json").write_text('{"state": "done"}')
    [check] = check_home(full, areas=["training"], mend=True)
    assert check.ok
    assert "first has finished, and keeps what it would have gone on from" in check.detail
    assert not (run / "work").exists()
    (run / "state.json").write_text("{")
    assert not check_home(full, areas=["training"])[0].ok


def test_models_are_read_and_their_weights_hashed(full: AppPaths) -> None:
    weights = full.models / "mine" / "weights.bin"
    stat = weights.stat()
    weights.write_bytes(b"weightz")
    os.utime(weights, ns=(stat.st_atime_ns, stat.st_mtime_ns))  # bits that rot leave no trace
    [check] = check_home(full, areas=["models"])
    assert not check.ok
    assert str(weights) in check.detail
    assert check_home(full, areas=["models"], thorough=False)[0].ok
    (full.models / "mine" / "model.json").write_text("{")
    assert not check_home(full, areas=["models"], thorough=False)[0].ok


def test_folders_that_are_away_are_fine_and_named(full: AppPaths) -> None:
    (full.data.parent / "photos").rmdir()
    [check] = check_home(full, areas=["folders"])
    assert check.ok
    assert "offline just now" in check.detail


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may list all")
def test_folders_that_cannot_be_listed_are_named(full: AppPaths) -> None:
    folder = full.data.parent / "photos"
    folder.chmod(0)
    [check] = check_home(full, areas=["folders"])
    folder.chmod(0o755)
    assert not check.ok
    assert str(folder) in check.detail


def test_too_little_room_is_told(full: AppPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    from photoapp.catalog import backing_up

    monkeypatch.setattr(backing_up, "_SPARE", 1 << 60)
    [check] = check_home(full, areas=["disk"])
    assert not check.ok
    assert "make room" in check.detail


def test_who_works_in_the_home_is_told_and_nothing_is_mended_meanwhile(full: AppPaths) -> None:
    with another(full, "index") as process:
        assert f"photoapp index (process {process.pid}" in check(full)[0].detail
        with pytest.raises(HomeBusyError):
            check(full, mend=True)
        with pytest.raises(HomeBusyError):
            put_back(full)
    with Instance(full).hold("window"):
        check(full, mend=True)


def test_a_restore_with_no_backup_says_so(home: AppPaths) -> None:
    home.catalog.write_text("garbage")
    with pytest.raises(CatalogError, match="no good backup"):
        put_back(home)
    assert home.catalog.read_text() == "garbage"


def test_a_home_is_checked_while_it_is_written(full: AppPaths) -> None:
    code = (
        "import sys; from pathlib import Path; from contextlib import closing;"
        "from photoapp.catalog.database import Database\n"
        "with closing(Database(Path(sys.argv[1]))) as database:\n"
        "    print('writing', flush=True)\n"
        "    while True:\n"
        "        with database.transaction() as connection:\n"
        "            connection.execute('UPDATE photo SET width = coalesce(width, 0) + 1')\n"
    )
    command = [sys.executable, "-c", code, str(full.catalog)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "writing\n"
        for _ in range(5):
            assert [c for c in check_home(full, areas=["catalogue", "indexes"]) if not c.ok] == []
        process.kill()
    assert [c for c in check(full) if not c.ok] == []
