from pathlib import Path

import pytest

from photoapp.errors import UsageError
from photoapp.library.settings import HomeSettings, holds
from photoapp.settings import CHOICES, Settings


@pytest.fixture
def settings(tmp_path: Path) -> HomeSettings:
    return HomeSettings.at(tmp_path / "settings.json")


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        ("theme", ["dark"], "dark"),
        ("pause_on_battery", ["Yes"], True),
        ("pause_on_battery", ["false"], False),
        ("thumbnail_megabytes", ["2000"], 2000),
        ("training_warmest", ["0"], 0),
        ("backups", ["1"], 1),
        ("ignore", ["*.tmp", "old/*"], ("*.tmp", "old/*")),
        ("ignore", [], ()),
    ],
)
def test_what_is_typed_is_set(
    settings: HomeSettings, name: str, texts: list[str], value: object
) -> None:
    settings.change_as_written(name, texts)
    assert getattr(settings.read(), name) == value


@pytest.mark.parametrize(
    ("name", "texts", "hint"),
    [
        ("theme", ["pink"], "system, light, dark"),
        ("theme", [], "takes one value"),
        ("theme", ["dark", "light"], "takes one value"),
        ("pause_on_battery", ["2"], "true, false"),
        ("thumbnail_megabytes", ["-1"], "megabytes"),
        ("training_warmest", ["121"], "degrees Celsius up to 120, or 0"),
        ("training_cores", ["some"], "processors"),
        ("backups", ["many"], "from 1 to 15"),
        ("backups", ["16"], "from 1 to 15"),
        ("device", ["gpu"], "auto, cpu"),
        ("ignore", ["caf\udce9"], "ignore can't be"),
        ("colour", ["red"], "There is no setting called colour; there is device"),
    ],
)
def test_a_bad_value_is_refused_with_what_is_allowed(
    settings: HomeSettings, name: str, texts: list[str], hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        settings.change_as_written(name, texts)
    assert hint in str(caught.value)
    assert not settings.path.exists()


def test_one_change_leaves_the_others(settings: HomeSettings) -> None:
    settings.change(theme="dark")
    assert settings.change(work="idle") == Settings(theme="dark", work="idle")


def test_each_setting_says_what_it_may_be_and_when_it_holds() -> None:
    assert set(CHOICES) | {"ignore"} == set(Settings.__struct_fields__)
    assert holds("theme") == "at once"
    assert holds("device") == "from the next start"
