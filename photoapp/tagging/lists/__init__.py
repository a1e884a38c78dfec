"""Lists of labels in files that people write, hand on and keep: text, CSV and YAML."""

from pathlib import Path

from photoapp.tagging.lists.line import LabelLine
from photoapp.tagging.lists.reading import read_label_list
from photoapp.tagging.lists.writing import says_all, write_label_list

__all__ = [
    "LabelLine",
    "read_label_list",
    "says_all",
    "starter_lists",
    "write_label_list",
]


def starter_lists() -> dict[str, Path]:
    """Return the files of the lists that come with photoapp, by name."""
    from importlib.resources import files  # noqa: PLC0415 - seldom needed

    folder = Path(str(files("resources") / "labels"))
    return {path.stem.replace("-", " "): path for path in sorted(folder.glob("*.yaml"))}
