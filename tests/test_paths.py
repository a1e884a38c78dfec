from pathlib import Path

import pytest

from photoapp.errors import HomeError
from photoapp.paths import HOME_VARIABLE, app_paths


def test_everything_lies_below_the_home_that_was_named(tmp_path: Path) -> None:
    paths = app_paths(tmp_path)
    places = [paths.catalog, paths.settings, paths.indexes, paths.thumbnails, paths.logs]
    places.append(paths.training)
    assert all(place.is_relative_to(tmp_path) for place in places)


def test_the_home_that_was_named_goes_before_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "variable"))
    assert app_paths(tmp_path / "named").data == tmp_path / "named" / "data"
    assert app_paths().data == tmp_path / "variable" / "data"


def test_without_a_home_the_systems_places_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    paths = app_paths()
    assert all("photoapp" in str(folder) for folder in paths.own_folders)
    assert len(set(paths.own_folders)) == 3


def test_a_home_may_be_relative_or_below_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert app_paths(Path("here")).data == tmp_path / "here" / "data"
    assert app_paths(Path("~/there")).data == Path.home() / "there" / "data"


def test_create_makes_every_folder_and_may_be_called_again(tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "new" / "home").create().create()
    folders = (*paths.own_folders, paths.indexes, paths.thumbnails)
    assert all(folder.is_dir() for folder in folders)


def test_the_thumbnails_lie_in_an_own_folder(tmp_path: Path) -> None:
    paths = app_paths(tmp_path)
    assert any(paths.thumbnails.is_relative_to(folder) for folder in paths.own_folders)


def test_a_home_that_is_a_file_is_refused_by_name_and_with_a_way_out(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(HomeError) as caught:
        app_paths(file).create()
    assert str(file) in str(caught.value)
    assert "--home" in str(caught.value)
