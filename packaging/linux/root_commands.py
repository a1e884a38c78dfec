"""A bare system in a folder: runs commands in it, apart from this one, and says what lies in it."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

USER = "tester"
# Mounts are made in a namespace of its own: they are gone when the command ends, however it does.
_ENTER = """\
root=$1; shift
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for one in null zero full random urandom; do
    : > "$root/dev/$one"
    mount --bind "/dev/$one" "$root/dev/$one"
done
[ ! -d /tmp/.X11-unix ] || mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
exec "$@"
"""
_NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child")


class NoRootError(Exception):
    """There can't be a clean root on this machine as it is."""


@dataclass(frozen=True)
class CleanRoot:
    """A bare system in a folder, with an ordinary user."""

    folder: Path

    def command(
        self,
        *words: str | Path,
        user: str = USER,
        network: bool = False,
        variables: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Return what runs a command in it, without a network unless one is wanted."""
        home = "/root" if user == "root" else f"/home/{user}"
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        told = {"HOME": home, "PATH": path, "LANG": "C.UTF-8", "USER": user, **(variables or {})}
        return [
            *_NAMESPACES, *([] if network else ["--net"]),
            "sh", "-euc", _ENTER, "sh", str(self.folder),
            "chroot", f"--userspec={user}:{user}", f"--groups={user}", str(self.folder),
            "env", "-i", f"--chdir={home}", *(f"{k}={v}" for k, v in told.items()),
            *map(str, words),
        ]  # fmt: skip

    def run(
        self,
        *words: str | Path,
        user: str = USER,
        network: bool = False,
        variables: Mapping[str, str] | None = None,
        timeout: int = 600,
    ) -> str:
        """Run a command in it; return what it printed.

        Raises:
            NoRootError: it failed; what it said is told.

        """
        command = self.command(*words, user=user, network=network, variables=variables)
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=timeout)
        if done.returncode:
            said = f"{done.stdout}\n{done.stderr}".strip()
            raise NoRootError(f"{' '.join(map(str, words))} failed in the clean root: {said}")
        return done.stdout

    def apt(self, *words: str) -> str:
        """Run apt-get in it as root, with the network; return what it printed."""
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        return self.run(
            "apt-get",
            "-qq",
            "--yes",
            *words,
            user="root",
            network=True,
            variables=quiet,
            timeout=1800,
        )


# Noted by apt and dpkg for themselves; /dev, /proc and /tmp/.X11-unix are the system's own.
_NOT_KEPT = ("dev", "proc", "sys", "var/log", "var/cache/apt", "var/lib/apt", "home")


def files(root: Path) -> dict[str, str]:
    """Return what lies in a root, by path: a link's target, a file's size, or "" for a folder.

    Left out are logs, what apt notes for itself, and people's own folders.
    """
    return {str(path.relative_to(root)): _told(path) for path in _walked(root, root)}


def _walked(folder: Path, root: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if str(path.relative_to(root)) not in _NOT_KEPT:
            yield path
            if path.is_dir() and not path.is_symlink():
                yield from _walked(path, root)


def _told(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return f"{path.stat().st_size} bytes" if path.is_file() else ""
