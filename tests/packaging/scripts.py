"""The scripts of packaging/, which is a folder and no package: `packaging` is one of PyPI's."""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


def script(name: str) -> ModuleType:
    """Load ``packaging/NAME.py``, which may import its neighbours."""
    folder = str((PACKAGING / name).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    return import_module(Path(name).name)
