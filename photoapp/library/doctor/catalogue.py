"""The catalogue and its backups."""

from functools import partial

from photoapp.catalog.backing_up import parts_of
from photoapp.catalog.backups import Backup, backup_folder, backups_of
from photoapp.catalog.complaints import lost, way_back
from photoapp.catalog.health import is_lost, look_over, was_left_open
from photoapp.catalog.invariants import find_faults, mend_faults
from photoapp.errors import CatalogError
from photoapp.library.doctor.findings import Finding, Look, delete, many, rename
from photoapp.paths import AppPaths


def look_at_catalogue(paths: AppPaths, thorough: bool) -> Look:
    """Look whether the catalogue can be opened and, if ``thorough``, is whole throughout."""
    path = paths.catalog
    if is_lost(path):
        return Look(str(path), (Finding(lost(path)),))
    if not path.exists():
        return Look("none yet")
    there = f"{path}, {path.stat().st_size / 1e6:.1f} MB"
    if was_left_open(path):
        there += ", with a log: it is in use, or photoapp was ended suddenly"
    try:
        if wrong := look_over(path):
            return Look(there, (_damaged(paths, wrong),))
        return Look(there, _inside(paths) if thorough else ())
    except CatalogError as error:  # locked, or out of reach
        return Look(there, (Finding(str(error)),))


def look_at_backups(paths: AppPaths, thorough: bool) -> Look:
    """Look which backups there are and, if ``thorough``, whether they are good."""
    backups = backups_of(paths.catalog)
    findings = [_spoilt(b) for b in backups if thorough and not b.is_good()]
    if parts := parts_of(paths.catalog):
        what = many(len(parts), "unfinished one", "unfinished ones")
        findings.append(Finding(what, "delete them", partial(delete, parts), harmless=True))
    if not backups:
        return Look("none yet", tuple(findings))
    size = sum(backup.byte_size for backup in backups) / 1e6
    there = (
        f"{many(len(backups), 'backup', 'backups')} in {backup_folder(paths.catalog)}, "
        f"{size:.1f} MB, the last of {backups[0].seen_on}"
    )
    return Look(there, tuple(findings))


def _inside(paths: AppPaths) -> tuple[Finding, ...]:
    faults = find_faults(paths.catalog)
    mend = partial(mend_faults, paths.catalog)
    return tuple(
        Finding(fault.what, fault.mending, mend) if fault.mending else _damaged(paths, fault.what)
        for fault in faults
    )


def _damaged(paths: AppPaths, what: str) -> Finding:
    return Finding(f"it is damaged ({what}); {way_back(paths.catalog)}")


def _spoilt(backup: Backup) -> Finding:
    aside = backup.path.with_name(f"spoilt-{backup.path.name}")
    what = f"{backup.path.name} is not what it was made as"
    return Finding(what, f"call it {aside.name}", partial(rename, backup.path, aside))
