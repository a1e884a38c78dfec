"""Putting the last good backup back."""

from photoapp.catalog.restoring import Restored, restore
from photoapp.index.store import forget_saved, sidecars
from photoapp.library.instance import Instance
from photoapp.paths import AppPaths


def put_back(paths: AppPaths) -> Restored:
    """Put the newest good backup in the place of a damaged or lost catalogue.

    Saved indexes go: they know photos by numbers that the next scan gives to others.

    Raises:
        HomeBusyError: another photoapp works in the home.
        UsageError: the catalogue is whole.
        CatalogError: there is no good backup, or files can't be moved.

    """
    with Instance(paths).hold("doctor --restore"):
        restored = restore(paths.catalog)
        for path in sidecars(paths.indexes):
            forget_saved(path)
    return restored
