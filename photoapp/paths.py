"""Where photoapp keeps its files."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import appdirs

from photoapp.errors import HomeError

HOME_VARIABLE = "PHOTOAPP_HOME"


@dataclass(frozen=True)
class AppPaths:
    """The places of one photoapp home: what must be kept (``data``) and what can be remade."""

    data: Path
    cache: Path
    logs: Path

    @property
    def catalog(self) -> Path:
        """The SQLite catalogue: all that would be lost without a backup."""
        return self.data / "catalog.sqlite"

    @property
    def settings(self) -> Path:
        """What the user has set."""
        return self.data / "settings.json"

    @property
    def models(self) -> Path:
        """The models that were fetched, imported or trained, a folder each."""
        return self.data / "models"

    @property
    def training(self) -> Path:
        """The runs of training, a folder each; made when the first is."""
        return self.data / "training"

    @property
    def indexes(self) -> Path:
        """The nearest-neighbour indexes, one a model."""
        return self.cache / "indexes"

    @property
    def downloads(self) -> Path:
        """What has come of models that are being fetched."""
        return self.cache / "downloads"

    @property
    def last_runs(self) -> Path:
        """What each model last ran on."""
        return self.cache / "runs-on.json"

    @property
    def newest_version(self) -> Path:
        """When it was last asked whether there is a newer photoapp, and what was said."""
        return self.cache / "newest-version.json"

    @property
    def thumbnails(self) -> Path:
        """The thumbnails, named by the photo's content hash."""
        return self.cache / "thumbnails"

    @property
    def own_folders(self) -> tuple[Path, ...]:
        """Folders that must never be scanned for photos."""
        return (self.data, self.cache, self.logs)

    def create(self) -> "AppPaths":
        """Make the folders.

        Raises:
            HomeError: one of them can't be made or written.

        """
        for folder in (
            self.data,
            self.cache,
            self.logs,
            self.models,
            self.indexes,
            self.thumbnails,
        ):
            _make_writable(folder)
        return self


def app_paths(home: Path | None = None) -> AppPaths:
    """Return the places under ``home``, else ``PHOTOAPP_HOME``, else the system's usual ones."""
    chosen = home or (Path(value) if (value := os.environ.get(HOME_VARIABLE)) else None)
    if chosen == Path():
        raise HomeError("The home is empty; name a folder with --home or PHOTOAPP_HOME.")
    if chosen is None:
        return AppPaths(
            data=Path(appdirs.user_data_dir("photoapp", appauthor=False)),
            cache=Path(appdirs.user_cache_dir("photoapp", appauthor=False)),
            logs=Path(appdirs.user_log_dir("photoapp", appauthor=False)),
        )
    base = absolute(chosen)
    return AppPaths(data=base / "data", cache=base / "cache", logs=base / "logs")


def absolute(path: Path) -> Path:
    """Return a path from the file system's root on; links are kept, and so is an unknown ``~``."""
    with contextlib.suppress(RuntimeError):
        path = path.expanduser()
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links


def _make_writable(folder: Path) -> None:
    way_out = "choose another place with --home or PHOTOAPP_HOME"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"photoapp can't make its folder {folder} ({error.strerror}); {way_out}."
        raise HomeError(message) from error
    if not os.access(folder, os.W_OK):
        raise HomeError(f"photoapp can't write to its folder {folder}; {way_out}.")
