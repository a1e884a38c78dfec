"""Makes a bare Debian, as debootstrap leaves it, to try packages in.

    python packaging/linux/clean_root.py CACHE FOLDER

lays one out in an empty folder, of the same release and from the same sources as the system that
this runs on. What debootstrap made is kept in CACHE, for the next time. It needs root's rights.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from root_commands import USER, CleanRoot, NoRootError

_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
# What the system's own settings for fetching say; how it lays files out stays Debian's.
_FETCHING = re.compile(r"^Acquire::(https?|Retries|Check-)", re.IGNORECASE)


def made(cache: Path, folder: Path) -> CleanRoot:
    """Lay a clean root out in a folder that is not there yet or empty, and make its user.

    Raises:
        NoRootError: the machine lacks rights, a tool or a source of packages.

    """
    _check()
    sources = host_sources()
    archive = cache / f"{sources[0].release}.tar"
    if not archive.exists():
        _bootstrap(sources[0], archive)
    folder.mkdir(parents=True, exist_ok=True)
    _tool("tar", "--extract", "--numeric-owner", "-f", archive, "-C", folder)
    _let_it_fetch(folder, sources)
    root = CleanRoot(folder)
    root.run("useradd", "--create-home", "--shell", "/bin/sh", USER, user="root")
    root.apt("update")
    return root


def _check() -> None:
    if os.geteuid() != 0:
        raise NoRootError("A clean root needs root's rights; run this again with sudo.")
    for name, package in {"debootstrap": "debootstrap", "unshare": "util-linux"}.items():
        if shutil.which(name) is None:
            raise NoRootError(f"{name} is not installed; sudo apt install {package}")


@dataclass(frozen=True)
class Source:
    """Where a system has packages from: an address, a release and its parts, as apt knows them."""

    site: str
    release: str
    components: str


def host_sources() -> list[Source]:
    """Return where this system has its own packages from, its release before its updates.

    Raises:
        NoRootError: it is no Debian or Ubuntu, or has no sources.

    """
    told = Path("/etc/os-release").read_text("utf-8")
    named = re.search(r'^VERSION_CODENAME="?([\w-]+)', told, re.MULTILINE)
    wanted = [f"{named[1]}{kind}" for kind in ("", "-updates", "-security")] if named else []
    form = "$(RELEASE) $(SITE) $(COMPONENT)"
    lines = _tool("apt-get", "indextargets", "--format", form, "Created-By: Packages").splitlines()
    components: dict[tuple[str, str], list[str]] = {}
    for release, site, component in map(str.split, lines):
        components.setdefault((release, site), []).append(component)
    sources = [
        Source(site, release, " ".join(names))
        for one in wanted
        for (release, site), names in components.items()
        if release == one and "main" in names
    ]
    if not sources or sources[0].release != wanted[0]:
        message = "This system does not say where it has the packages of its release from"
        raise NoRootError(f"{message}; clean roots can be made on Debian and Ubuntu.")
    return sources


def _bootstrap(source: Source, archive: Path) -> None:
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=archive.parent) as work:
        root, tar = Path(work) / "root", Path(work) / archive.name
        _tool("debootstrap", "--variant=minbase", source.release, root, source.site)
        # The devices are not taken along: the system's own are mounted there.
        _tool("tar", "--create", "--numeric-owner", "--exclude=./dev/*", "-f", tar, "-C", root, ".")
        tar.replace(archive)


def _let_it_fetch(root: Path, sources: list[Source]) -> None:
    """Give a root this system's sources and ways of fetching: they are nobody else's business."""
    lines = "".join(f"deb {one.site} {one.release} {one.components}\n" for one in sources)
    (root / "etc" / "apt" / "sources.list").write_text(lines)
    said = [line for line in _tool("apt-config", "dump").splitlines() if _FETCHING.match(line)]
    if _CERTIFICATES.exists():
        shutil.copyfile(_CERTIFICATES, root / "etc" / "apt" / "certificates.crt")
        said.append('Acquire::https::CAInfo "/etc/apt/certificates.crt";')
    (root / "etc" / "apt" / "apt.conf.d" / "90host").write_text("\n".join(said) + "\n")
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(Path("/etc") / name, root / "etc" / name)
    (root / "tmp" / ".X11-unix").mkdir(mode=0o1777)


def _tool(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-2000:]
        raise NoRootError(f"{command[0]} failed and said: {said}")
    return done.stdout


def main(arguments: list[str]) -> int:
    """Make a clean root; return the exit status."""
    if len(arguments) != 2:
        print("usage: python packaging/linux/clean_root.py CACHE FOLDER", file=sys.stderr)
        return 2
    try:
        made(Path(arguments[0]), Path(arguments[1]))
    except NoRootError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
