"""From one model to another: searches are answered all the way, and nothing is mixed.

The model changed to ranks photos the other way round, so that it shows which of the two answered.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.errors import ModelError, UsageError
from photoapp.events import BuildProgress, Event, ModelSwitched, PhotosAdded
from photoapp.library import Library, building
from photoapp.paths import AppPaths
from tests.conftest import IndexedHome
from tests.library.other_models import add_backwards, remove_folder, remove_folder_to
from tests.photos import put_photo, sample_names

STARTER = model_card().id
BACKWARDS = "backwards-1"
_ALL = len(sample_names())


@pytest.fixture
def paths(home: AppPaths, indexed_home: IndexedHome, tmp_path: Path) -> AppPaths:
    """A home of the test's own with the sample photos indexed, and a second model."""
    shutil.copytree(indexed_home.home, tmp_path / "home", dirs_exist_ok=True)
    add_backwards(home)
    return home


@pytest.fixture
def library(paths: AppPaths) -> Iterator[Library]:
    with closing(Library(paths)) as library:
        yield library


def _cat_is(library: Library) -> str:
    names = [hit.photo.path.name for hit in library.search("a cat", 100)]
    return {0: "first", len(names) - 1: "last"}[names.index("chelsea.png")]


def _states(library: Library) -> dict[str, str | None]:
    return {h.id: h.generation and h.generation.state for h in library.models.held()}


def _vectors(paths: AppPaths) -> dict[str, int]:
    with closing(Catalog(paths.catalog)) as catalog:
        return {g.model: g.vectors for g in catalog.generations.all()}


def test_the_old_model_answers_until_the_new_one_can_find_everything(library: Library) -> None:
    assert library.models.use("backwards") is None
    assert _states(library) == {STARTER: "serving", BACKWARDS: "building"}
    answered = []

    def listen(event: Event) -> None:
        if isinstance(event, BuildProgress):
            answered.append((library.model_id, _cat_is(library)))

    report = library.models.build(listen)
    assert report
    assert (report.model, report.switched, report.embedded) == (BACKWARDS, True, _ALL)
    assert set(answered) == {(STARTER, "first")}
    assert (library.model_id, _cat_is(library)) == (BACKWARDS, "last")
    assert _states(library) == {BACKWARDS: "serving", STARTER: "kept"}


@pytest.mark.long
def test_going_back_is_instant_and_so_is_going_there_again(library: Library) -> None:
    library.models.use("backwards")
    library.models.build()
    for name, cat in [("starter", "first"), (BACKWARDS, "last"), (STARTER, "first")]:
        report = library.models.use(name)
        assert report
        assert (report.switched, report.embedded, report.left) == (True, 0, 0)
        assert _cat_is(library) == cat
    assert library.models.build() is None


@pytest.mark.long
def test_progress_counts_up_to_the_whole_library(library: Library) -> None:
    events: list[Event] = []
    library.models.use("backwards")
    library.models.build(events.append)
    progress = [e for e in events if isinstance(e, BuildProgress)]
    assert progress
    assert {e.model for e in progress} == {BACKWARDS}
    assert all(e.total == _ALL and 0 <= e.done <= _ALL for e in progress)
    assert [e.done for e in progress] == sorted(e.done for e in progress)
    assert events[-1] == ModelSwitched(BACKWARDS)
    assert not [e for e in events if isinstance(e, PhotosAdded)]


def test_a_run_that_is_stopped_is_taken_up_by_the_next(
    library: Library, paths: AppPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()
    library.models.use("backwards")
    report = library.models.build(lambda _: stop.set(), stop)
    assert report
    assert (report.stopped, report.switched) == (True, False)
    assert report.left == _ALL - report.embedded
    assert library.model_id == STARTER
    assert library.status().building
    again = library.models.build()
    assert again
    assert again.switched
    assert again.embedded == _ALL - report.embedded
    assert _vectors(paths) == {BACKWARDS: _ALL, STARTER: _ALL}
    assert library.status().building is None


def test_photos_that_arrive_meanwhile_are_found_by_the_old_model_first(
    library: Library, paths: AppPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_LOOK_SECONDS", 0.0)
    new = put_photo(tmp_path / "new" / "late.jpg", "rocket.jpg")
    library.models.use("backwards")
    events: list[Event] = []
    arrive = _once(lambda: _record_only(library, paths, new.parent))

    def listen(event: Event) -> None:
        if isinstance(event, BuildProgress):
            arrive()
        events.append(event)

    report = library.models.build(listen)
    assert report
    assert report.switched
    kinds = [type(e) for e in events if isinstance(e, PhotosAdded | ModelSwitched)]
    assert kinds == [PhotosAdded, ModelSwitched]
    assert _vectors(paths) == {BACKWARDS: _ALL + 1, STARTER: _ALL + 1}


@pytest.mark.long
def test_indexing_may_go_on_at_the_same_time(
    library: Library, paths: AppPaths, tmp_path: Path
) -> None:
    for number in range(4):
        put_photo(tmp_path / "more" / f"{number}.png")
    library.models.use("backwards")
    indexing = threading.Thread(target=library.index, args=([tmp_path / "more"],))
    indexing.start()
    library.models.build()
    indexing.join()
    library.index()  # what was found after the change
    assert library.model_id == BACKWARDS
    assert _vectors(paths)[BACKWARDS] == _ALL + 4


def test_what_is_on_a_missing_drive_is_not_lost_from_search(
    library: Library, paths: AppPaths, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    put_photo(drive / "a.png")
    library.index([drive])
    drive.rename(tmp_path / "unplugged")
    library.index()
    library.models.use("backwards")
    report = library.models.build()
    assert report
    assert (report.switched, report.left, report.stopped) == (False, 1, False)
    assert library.model_id == STARTER
    report = library.models.use("backwards", at_once=True)
    assert report
    assert (report.switched, report.left) == (True, 1)
    (tmp_path / "unplugged").rename(drive)
    library.index()
    assert _vectors(paths)[BACKWARDS] == _ALL + 1


def test_asking_for_the_model_that_serves_gives_the_change_up(library: Library) -> None:
    library.models.use("backwards")
    report = library.models.use("starter")
    assert report
    assert report.switched
    assert _states(library) == {STARTER: "serving", BACKWARDS: "kept"}


def test_another_process_notices_the_change(library: Library, paths: AppPaths) -> None:
    assert _cat_is(library) == "first"
    with closing(Library(paths)) as other:
        other.models.use("backwards")
        other.models.build()
    assert _cat_is(library) == "last"


def test_a_model_whose_folder_is_gone_is_replaced_by_one_that_is_here(
    library: Library, paths: AppPaths
) -> None:
    library.models.use("backwards")
    library.models.build()
    remove_folder(paths)
    with closing(Library(paths)) as later:
        assert _cat_is(later) == "first"
        assert _states(later) == {STARTER: "serving", BACKWARDS: "kept"}


def test_a_model_that_is_to_take_over_and_is_gone_is_forgotten(
    library: Library, paths: AppPaths
) -> None:
    library.models.use("backwards")
    remove_folder(paths)
    assert library.models.build() is None
    assert library.status().building is None


def test_removing_frees_vectors_and_files_but_nothing_that_is_in_use(
    library: Library, paths: AppPaths
) -> None:
    library.models.use("backwards")
    for name in ("starter", "backwards"):
        with pytest.raises(UsageError, match="use another model"):
            library.models.remove(name)
    library.models.build()
    library.models.use("starter")
    assert library.models.remove("backwards") == _ALL
    assert not (paths.models / "backwards").exists()
    assert _vectors(paths) == {STARTER: _ALL}
    with pytest.raises(ModelError, match="no model 'backwards'"):
        library.models.use("backwards")


def test_the_model_that_comes_with_photoapp_stays_but_for_its_vectors(
    library: Library, paths: AppPaths
) -> None:
    library.models.use("backwards")
    library.models.build()
    assert library.models.remove("starter") == _ALL
    assert _vectors(paths) == {BACKWARDS: _ALL}
    library.models.use("starter")
    report = library.models.build()
    assert report
    assert report.embedded == _ALL


def _once(work: Callable[[], None]) -> Callable[[], None]:
    waiting = [work]
    return lambda: waiting.pop()() if waiting else None


def _record_only(library: Library, paths: AppPaths, folder: Path) -> None:
    """Bring a folder into the catalogue as a scan does, and embed nothing."""
    from photoapp.library.ignoring import Ignoring
    from photoapp.library.scanning import Area, scan
    from photoapp.library.settling import settle

    with closing(Catalog(paths.catalog)) as catalog:
        root = catalog.roots.add(folder)
        found = scan(catalog, root, Area(folder), Ignoring())
        settle(catalog, [found], lambda _: None, lambda: False)


@pytest.mark.long
def test_a_model_in_a_removed_one_s_place_is_not_taken_for_it(
    library: Library, paths: AppPaths
) -> None:
    library.models.use("backwards")
    library.models.build()
    library.models.use("starter")
    library.models.remove("backwards")
    add_backwards(paths, "third")
    library.models.use("third")
    library.models.build()
    assert library.model_id == "third-1"
    assert _cat_is(library) == "last"
    assert _vectors(paths) == {"third-1": _ALL, STARTER: _ALL}


def test_a_half_built_model_never_stands_in_for_one_that_is_gone(
    library: Library, paths: AppPaths
) -> None:
    library.models.use("backwards")
    library.models.build()
    add_backwards(paths, "third")
    library.models.use("third")
    remove_folder(paths)
    with closing(Library(paths)) as later:
        assert later.model_id == STARTER
        assert _cat_is(later) == "first"
        assert _states(later)["third-1"] == "building"


def test_indexing_fills_in_what_a_switch_did_not_wait_for(
    library: Library, paths: AppPaths, tmp_path: Path
) -> None:
    add_backwards(paths, "kin", own_tower=False)
    shutil.rmtree(tmp_path / "photos", ignore_errors=True)
    report = library.models.use("kin", at_once=True)
    assert report
    assert report.left == _ALL
    library.index([_empty(tmp_path)])
    assert _vectors(paths)["kin-1"] == _ALL


def _empty(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def test_a_folder_outside_the_library_cannot_be_used(library: Library, paths: AppPaths) -> None:
    folder = remove_folder_to(paths, paths.data / "elsewhere")
    with pytest.raises(UsageError, match="import its weights"):
        library.models.use(str(folder))
    assert library.model_id == STARTER
