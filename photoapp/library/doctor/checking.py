"""All checks of a home, one after the other."""

from collections.abc import Callable, Collection, Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from photoapp.errors import PhotoappError
from photoapp.library.doctor.caches import look_at_indexes, look_at_thumbnails
from photoapp.library.doctor.catalogue import look_at_backups, look_at_catalogue
from photoapp.library.doctor.findings import Finding, Look
from photoapp.library.doctor.models import look_at_models
from photoapp.library.doctor.surroundings import (
    look_at_disk,
    look_at_folders,
    look_at_holder,
    look_at_settings,
)
from photoapp.library.doctor.training import look_at_training
from photoapp.library.instance import Instance
from photoapp.paths import AppPaths

AREAS: dict[str, Callable[[AppPaths, bool], Look]] = {
    "home": look_at_holder,
    "settings": look_at_settings,
    "disk": look_at_disk,
    "catalogue": look_at_catalogue,
    "backups": look_at_backups,
    "folders": look_at_folders,
    "indexes": look_at_indexes,
    "thumbnails": look_at_thumbnails,
    "models": look_at_models,
    "training": look_at_training,
}


@dataclass(frozen=True)
class Check:
    """What was found in one area; ``mended`` says that something was, and ``ok`` how it is now.

    ``mending`` is what there is to mend, and empty where nothing can be, or all has been.
    """

    name: str
    ok: bool
    detail: str
    mended: bool = False
    mending: str = ""


def check_home(
    paths: AppPaths,
    *,
    thorough: bool = True,
    mend: bool = False,
    areas: Collection[str] | None = None,
) -> list[Check]:
    """Check the areas of a home, all of ``AREAS`` where none are named, and mend them if wanted.

    Nothing is changed but by mending. ``thorough`` reads all of the catalogue, the backups, the
    indexes, the models and the ends of all thumbnails; without it a home is checked in a moment.

    Raises:
        HomeBusyError: it is to be mended while another photoapp works in it.
        HomeError: it is to be mended and can't be written.

    """
    with Instance(paths).hold("doctor") if mend else nullcontext():
        chosen = AREAS if areas is None else {name: AREAS[name] for name in areas}
        return [_check(name, paths, thorough=thorough, mend=mend) for name in chosen]


def _check(name: str, paths: AppPaths, *, thorough: bool, mend: bool) -> Check:
    before = AREAS[name](paths, thorough)
    if not mend or not any(finding.mend for finding in before.findings):
        return Check(name, before.ok, _detail(before), mending=_mending(before.findings))
    troubles = [trouble for f in before.findings if (trouble := _mend(f))]
    after = AREAS[name](paths, thorough)
    left = {finding.what for finding in after.findings}
    done = [f"mended: {f.what}" for f in before.findings if f.mend and f.what not in left]
    detail = _joined([*done, after.there, *left, *troubles])
    return Check(name, after.ok, detail, bool(done), _mending(after.findings))


def _mend(finding: Finding) -> str:
    """Mend, and return why it could not be, or nothing."""
    try:
        if finding.mend:
            finding.mend()
    except (PhotoappError, OSError) as error:
        return str(error)
    return ""


def _detail(look: Look) -> str:
    return _joined([look.there, *(finding.what for finding in look.findings)])


def _joined(parts: Iterable[str]) -> str:
    """Return clauses and sentences as one line."""
    return "; ".join(part.rstrip(".") for part in parts)


def _mending(findings: Collection[Finding]) -> str:
    return "; ".join(finding.mending for finding in findings if finding.mend)
