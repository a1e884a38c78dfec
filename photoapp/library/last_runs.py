"""What each model last ran on, for those who ask while no worker runs."""

import logging
from pathlib import Path

import msgspec

from photoapp.worker import RunsOn

log = logging.getLogger(__name__)

_UNKNOWN = RunsOn("auto", "auto", "chosen when the first photo is embedded")


class LastRuns:
    """A small file of the cache; losing it loses nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, model: str) -> RunsOn:
        """Return what a model last ran on; "auto" where that is not known yet."""
        return self._read().get(model, _UNKNOWN)

    def remember(self, model: str, runs_on: RunsOn | None) -> None:
        """Note what a model runs on, if it has been loaded."""
        known = self._read()
        if runs_on is None or known.get(model) == runs_on:
            return
        part = self._path.with_suffix(".part")
        try:
            part.write_bytes(msgspec.json.encode(known | {model: runs_on}))
            part.replace(self._path)
        except OSError as error:
            log.warning("%s can't be written: %s", self._path, error)

    def _read(self) -> dict[str, RunsOn]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, RunsOn])
        except (OSError, msgspec.MsgspecError):
            return {}
