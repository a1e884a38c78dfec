"""What a home stands on: who works in it, its settings, its disk, the user's folders."""

import os
import shutil
from functools import partial
from pathlib import Path

from photoapp.catalog.backing_up import needed_room
from photoapp.catalog.outline import read_outline
from photoapp.errors import HomeError
from photoapp.library.doctor.findings import Finding, Look, rename
from photoapp.library.instance import Instance
from photoapp.paths import AppPaths
from photoapp.settings import read_settings


def look_at_holder(paths: AppPaths, _thorough: bool) -> Look:
    """Look who works in the home."""
    holder = Instance(paths).holder()
    if holder and holder.pid == os.getpid():
        return Look(f"{paths.data}, in nobody else's use")
    return Look(f"{paths.data}, in use by {holder}" if holder else f"{paths.data}, not in use")


def look_at_settings(paths: AppPaths, _thorough: bool) -> Look:
    """Look whether the settings can be read."""
    try:
        read_settings(paths.settings)
    except HomeError as error:
        aside = paths.settings.with_name(f"damaged-{paths.settings.name}")
        move = partial(rename, paths.settings, aside)
        mending = f"call the file {aside.name}, and go on with the usual settings"
        return Look("not usable", (Finding(str(error), mending, move),))
    return Look(str(paths.settings) if paths.settings.exists() else "the usual ones")


def look_at_disk(paths: AppPaths, _thorough: bool) -> Look:
    """Look whether there is room for a backup and for a while of work."""
    free: dict[Path, int] = {}
    for folder in (paths.data, paths.cache):
        existing = next(f for f in (folder, *folder.parents) if f.exists())
        free[existing] = shutil.disk_usage(existing).free
    there = "; ".join(f"{free[folder] / 1e9:.1f} GB free in {folder}" for folder in free)
    needed = needed_room(paths.catalog)
    scarce = [folder for folder, room in free.items() if room < needed]
    what = "{} has less than the {} MB free that photoapp needs; make room"
    return Look(there, tuple(Finding(what.format(f, needed // 1_000_000)) for f in scarce))


def look_at_folders(paths: AppPaths, _thorough: bool) -> Look:
    """Look whether the watched folders are there and can be listed. One that is away is fine."""
    outline = read_outline(paths.catalog)
    if outline is None:
        return Look("not known")
    away = [root for root in outline.roots if not root.is_dir()]
    refusals = [r for root in outline.roots if root not in away and (r := _refusal(root))]
    there = f"{len(outline.roots)} watched"
    if away:
        there += f", offline just now: {', '.join(str(root) for root in away)}"
    return Look(there, tuple(Finding(refusal) for refusal in refusals))


def _refusal(folder: Path) -> str:
    try:
        with os.scandir(folder):
            return ""
    except OSError as error:
        return f"{folder} can't be listed ({error.strerror}); give yourself the right to read it"
