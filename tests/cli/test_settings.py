import json
from pathlib import Path

from .command import run_here


def test_settings_are_shown_and_set(tmp_path: Path) -> None:
    done = run_here(tmp_path, "settings", "set", "theme", "dark")
    assert done.status == 0, done.stderr
    assert "theme is dark now; that holds at once" in done.stdout
    shown = run_here(tmp_path, "settings", "--json")
    assert json.loads(shown.stdout)["settings"]["theme"] == "dark"


def test_a_bad_value_is_wrong_usage(tmp_path: Path) -> None:
    done = run_here(tmp_path, "settings", "set", "backups", "no")
    assert done.status == 2
    assert done.stderr == "photoapp: backups can't be no; it may be a whole number from 1 to 15.\n"
