import json
from pathlib import Path

import pytest

from photoapp.errors import HomeError
from photoapp.settings import Settings, read_settings, write_settings


def test_without_a_file_the_usual_settings_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.json") == Settings()


def test_what_the_file_does_not_mention_stays_as_usual(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"of_a_later_photoapp": 1}')
    assert read_settings(path) == Settings()
    assert "there is no setting called of_a_later_photoapp" in caplog.text


def test_what_the_file_says_holds(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"device": "cpu"}')
    assert read_settings(path).device == "cpu"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"device": 3}', "\udcff"])
def test_a_file_that_makes_no_sense_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(HomeError) as caught:
        read_settings(path)
    assert str(path) in str(caught.value)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as caught:
        read_settings(tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "hinted"), [('{"device": "gpu"}', True), ('{"ignore": "*.jpg"}', False)]
)
def test_what_may_be_chosen_is_told_where_it_helps(tmp_path: Path, text: str, hinted: bool) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(HomeError) as caught:
        read_settings(path)
    assert ("device may be auto, cpu" in str(caught.value)) is hinted


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(theme="dark", ignore=("*.tmp",), thumbnail_megabytes=500)
    write_settings(path, settings)
    assert read_settings(path) == settings
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_later_photoapp_has_set_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"of_a_later_photoapp": [1], "theme": "dark"}')
    write_settings(path, Settings(backups=3))
    said = json.loads(path.read_text())
    assert said == {"of_a_later_photoapp": [1], "theme": "system", "backups": 3}


def test_a_file_that_makes_no_sense_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{")
    with pytest.raises(HomeError):
        write_settings(path, Settings())
    assert path.read_text() == "{"


def test_settings_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    with pytest.raises(HomeError) as caught:
        write_settings(tmp_path / "gone" / "settings.json", Settings())
    assert "can't be written" in str(caught.value)
