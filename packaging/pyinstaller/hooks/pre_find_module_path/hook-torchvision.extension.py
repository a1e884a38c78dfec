"""torchvision's operators are left out: see ``replaced/extension.py``."""

from pathlib import Path


def pre_find_module_path(api):
    """Have PyInstaller look for the module elsewhere; it calls this."""
    api.search_dirs = [str(Path(__file__).parents[2] / "replaced")]
