"""Index files and thumbnails: all can be made again, so that what is wrong is deleted."""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from photoapp.catalog.outline import Outline, read_outline
from photoapp.index.store import check_saved, forget_saved, leftovers, sidecars
from photoapp.library.doctor.findings import Finding, Look, delete, many
from photoapp.paths import AppPaths

_END_OF_JPEG = b"\xff\xd9"


def look_at_indexes(paths: AppPaths, thorough: bool) -> Look:
    """Look whether index files can be read and belong to the catalogue."""
    outline = read_outline(paths.catalog)
    findings = []
    saved = sidecars(paths.indexes)
    for path in saved:
        if wrong := _wrong_with(path, outline, thorough=thorough):
            what = f"{path.name} can't be used: {wrong}"
            findings.append(
                Finding(what, "delete it, to be built again", partial(forget_saved, path))
            )
    if stray := leftovers(paths.indexes):
        findings.append(_stray(stray))
    return Look(many(len(saved), "index saved", "indexes saved"), tuple(findings))


def look_at_thumbnails(paths: AppPaths, thorough: bool) -> Look:
    """Look for thumbnails that are incomplete or of no photo that is known."""
    outline = read_outline(paths.catalog)
    files = list(_files(paths.thumbnails))
    thumbnails = [path for path in files if path.suffix == ".jpg"]
    findings = []
    if cut := [path for path in thumbnails if thorough and not _is_complete(path)]:
        what = many(len(cut), "is incomplete", "are incomplete")
        findings.append(Finding(what, "delete them, to be made again", partial(delete, cut)))
    if outline and (orphans := [p for p in thumbnails if not _is_known(p, outline)]):
        what = many(len(orphans), "is of no known photo", "are of no known photo")
        findings.append(Finding(what, "delete them", partial(delete, orphans), harmless=True))
    if stray := [path for path in files if path.suffix == ".part"]:
        findings.append(_stray(stray))
    return Look(many(len(thumbnails), "thumbnail", "thumbnails"), tuple(findings))


def _wrong_with(path: Path, outline: Outline | None, *, thorough: bool) -> str:
    try:
        sidecar = check_saved(path, thorough=thorough)
    except (OSError, ValueError, OverflowError) as error:
        return str(error)
    if outline is None:
        return ""
    if not outline.vectors.get(sidecar.model_id):
        return f"the catalogue has no vectors of {sidecar.model_id}"
    if sidecar.last_sequence > outline.last_sequence:
        return "it is ahead of the catalogue"
    return ""


def _is_complete(thumbnail: Path) -> bool:
    try:
        with thumbnail.open("rb") as file:
            file.seek(-len(_END_OF_JPEG), os.SEEK_END)
            return file.read() == _END_OF_JPEG
    except OSError:  # of a file of one byte too
        return False


def _is_known(thumbnail: Path, outline: Outline) -> bool:
    try:
        return bytes.fromhex(thumbnail.stem) in outline.hashes
    except ValueError:  # not one of ours
        return True


def _files(folder: Path) -> Iterator[Path]:
    for below, _, names in os.walk(folder):
        yield from (Path(below, name) for name in names)


def _stray(files: Sequence[Path]) -> Finding:
    what = many(len(files), "file was left half-written", "files were left half-written")
    return Finding(what, "delete them", partial(delete, files), harmless=True)
