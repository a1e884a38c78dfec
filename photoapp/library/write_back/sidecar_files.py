"""Which sidecar is a photo's, and writing it."""

import os
import time
from pathlib import Path

from photoapp.library.files.refusals import FileActionError, refusal
from photoapp.library.files.replacing import prepare
from photoapp.library.files.rewriting import content_hash
from photoapp.media.formats import is_raw_name, kind_of_name

_SUFFIXES = (".xmp", ".XMP")
_TEMPORARY = ".photoapp-{}.part"


class SidecarChoice:
    """Chooses sidecars; folders are listed once a run."""

    def __init__(self) -> None:
        self._names: dict[Path, list[str]] = {}

    def existing(self, photo: Path) -> Path | None:
        """Return the XMP file that describes a photo and no other, None where there is none."""
        for suffix in _SUFFIXES:
            beside = photo.with_name(photo.name + suffix)
            if beside.exists():
                return beside
        for suffix in _SUFFIXES:
            beside = photo.with_suffix(suffix)
            if beside.exists() and (is_raw_name(photo.name) or not self._is_shared(photo)):
                return beside
        return None

    def new(self, photo: Path) -> Path:
        """Return what a photo's XMP file is to be called.

        x.jpg.xmp, as digiKam and darktable have it; x.xmp beside a raw file, as Lightroom does,
        unless another photo is called x too.
        """
        if is_raw_name(photo.name) and not self._is_shared(photo):
            return photo.with_suffix(".xmp")
        return photo.with_name(f"{photo.name}.xmp")

    def _is_shared(self, photo: Path) -> bool:
        folder = photo.parent
        if folder not in self._names:
            try:
                self._names[folder] = os.listdir(folder)  # noqa: PTH208 - names are all
            except OSError:
                self._names[folder] = []
        stem, own = photo.stem.lower(), photo.name
        return any(
            name != own and Path(name).stem.lower() == stem and kind_of_name(name) == "photo"
            for name in self._names[folder]
        )


def read_sidecar(path: Path) -> bytes:
    """Return what a sidecar holds, nothing where there is none.

    Raises:
        FileActionError: it can't be read.

    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise refusal(path, "read", error) from error


def put_sidecar(path: Path, before: bytes, after: bytes) -> None:
    """Write a sidecar, all at once; one of nothing is deleted.

    Raises:
        FileActionError: it can't be written, or holds something else by now.

    """
    temporary = temporary_of(path, content_hash(after))
    try:
        stat = path.stat() if path.exists() else None
        if read_sidecar(path) != before:
            raise FileActionError(f"{path} has changed just now; try again.")
        if stat is None:
            _make(path, temporary, after)
        elif not after:
            path.unlink()
        else:
            real = Path(os.path.realpath(path))
            prepare(real, temporary, after, time.time_ns(), stat).put()
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise refusal(path, "written", error) from error


def temporary_of(path: Path, after: bytes) -> Path:
    """Return where a sidecar's new version is made, by its hash: it is found again after a kill."""
    return path.with_name(_TEMPORARY.format(after.hex()[:32]))


def _make(path: Path, temporary: Path, data: bytes) -> None:
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
