"""Whatever is done to a tree of files, the catalogue holds what is there after the next scan.

Hypothesis makes up sequences of operations; a plain dictionary says what should be there. Scans
are of everything, or only of the folders that an observer would have marked.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from photoapp.catalog import Catalog
from photoapp.events import ignore
from photoapp.library.ignoring import Ignoring
from photoapp.library.roots import hold, holder_of, present_roots
from photoapp.library.scanning import Area, outermost, scan
from photoapp.library.settling import settle

_FOLDERS = st.sampled_from(["", "a", "a/c", "ab", ".hidden"])
_NAMES = st.sampled_from(["1.jpg", "é.png", "1.jpg.xmp", ".2.jpg"])
_CONTENTS = st.sampled_from([b"cat", b"dog", b"cow", b"sheep"])
_HOUR_NS = 3_600_000_000_000


class Files(RuleBasedStateMachine):
    """Two watched folders, what is done in them, and what should be known of them."""

    @initialize()
    def begin(self) -> None:
        self.scratch = Path(tempfile.mkdtemp())
        self.roots = [self.scratch / "one", self.scratch / "two"]
        self.catalog = Catalog(self.scratch / "catalog.sqlite")
        for root in self.roots:
            root.mkdir()
            (root / "keep.jpg").write_bytes(b"so that the root is never empty")
            hold(self.catalog, root)
        self.dirty: set[Area] = {Area(root) for root in self.roots}
        self.photos: dict[bytes, int] = {}
        self.away: list[Path] = []
        self.written = 0
        self.level = self.outer = False

    def teardown(self) -> None:
        if hasattr(self, "catalog"):
            self.catalog.close()
            shutil.rmtree(self.scratch)

    @rule(
        root=st.integers(0, 1), folder=_FOLDERS, name=_NAMES, content=_CONTENTS,
        dated=st.integers(0, 3),
    )  # fmt: skip
    def write(self, root: int, folder: str, name: str, content: bytes, dated: int) -> None:
        """Write a file, now or as if hours ago: the catalogue is sure of older ones only."""
        target = self.roots[root] / folder / name
        if self._is_here(target) and not target.is_dir():
            self._make_folder(target.parent)
            target.write_bytes(content)
            self.written += 1  # no two at the same time, but for those written now
            if dated:
                then = target.stat().st_mtime_ns - dated * _HOUR_NS + self.written
                os.utime(target, ns=(then, then))
            self._mark(target)

    @rule(root=st.integers(0, 1), folder=_FOLDERS, name=_NAMES, hours=st.integers(-3, 3))
    def date(self, root: int, folder: str, name: str, hours: int) -> None:
        """As a backup that is put back, or a clock that is set."""
        path = self.roots[root] / folder / name
        if path.is_file():
            then = path.stat().st_mtime_ns + hours * _HOUR_NS
            os.utime(path, ns=(then, then))
            self._mark(path)

    @rule(root=st.integers(0, 1), folder=_FOLDERS, name=_NAMES)
    def delete(self, root: int, folder: str, name: str) -> None:
        path = self.roots[root] / folder / name
        if path.is_file():
            path.unlink()
            self._mark(path)

    @rule(
        root=st.integers(0, 1), folder=_FOLDERS, name=_NAMES,
        to=st.integers(0, 1), to_folder=_FOLDERS, to_name=_NAMES, keeps=st.booleans(),
    )  # fmt: skip
    def move_or_copy(  # noqa: PLR0917 - each is made up by itself
        self, root: int, folder: str, name: str, to: int, to_folder: str, to_name: str, keeps: bool
    ) -> None:
        path, target = self.roots[root] / folder / name, self.roots[to] / to_folder / to_name
        if path.is_file() and self._is_here(target) and path != target:
            self._make_folder(target.parent)
            (shutil.copy2 if keeps else os.replace)(path, target)
            self._mark(path)
            self._mark(target)

    @rule(root=st.integers(0, 1), folder=_FOLDERS, to=st.integers(0, 1), to_folder=_FOLDERS)
    def move_folder(self, root: int, folder: str, to: int, to_folder: str) -> None:
        path, target = self.roots[root] / folder, self.roots[to] / to_folder
        nested = target.is_relative_to(path) or path.is_relative_to(target)
        if folder and path.is_dir() and self._is_here(target) and not nested:
            shutil.rmtree(target, ignore_errors=True)
            self._make_folder(target.parent)
            path.rename(target)
            self._mark(path)
            self._mark(target)
            self.dirty.add(Area(target))

    @rule(root=st.integers(0, 1), folder=_FOLDERS)
    def delete_folder(self, root: int, folder: str) -> None:
        path = self.roots[root] / folder
        if folder and path.is_dir():
            shutil.rmtree(path)
            self._mark(path)

    @rule(root=st.integers(0, 1))
    def pull_out(self, root: int) -> None:
        """A drive that is unplugged keeps all it had."""
        if self.roots[root].is_dir() and not self.outer:
            self.scan(everything=True)
            self.kept = self._known()
            self.roots[root].rename(self.scratch / f"away {root}")
            self.away.append(self.roots[root])

    @rule()
    def plug_in(self) -> None:
        for root in self.away:
            (self.scratch / f"away {self.roots.index(root)}").rename(root)
        self.away.clear()

    @rule(everything=st.booleans())
    def scan(self, everything: bool) -> None:
        present = [Area(root.path) for root in present_roots(self.catalog)]
        marked = [area for area in self.dirty if area.folder.is_dir()]
        for area in present if everything else outermost(marked):
            if root := holder_of(self.catalog.roots.all(), area.folder):
                found = scan(self.catalog, root, area, Ignoring())
                settle(self.catalog, [found], ignore, lambda: False)
        self.dirty.clear()
        self.level = True

    @rule()
    def add_an_outer_folder(self) -> None:
        """Adding a folder that holds watched ones takes them over."""
        if not self.away:
            self.outer = True
            hold(self.catalog, self.scratch)
            self.scan(everything=True)

    @invariant()
    def the_catalogue_is_level(self) -> None:
        if not getattr(self, "level", False):
            return
        known, there = self._known(), self._there()
        for path in [path for path in known if not self._is_here(Path(path))]:
            assert known.pop(path) == self.kept[path]
        assert known.keys() == there.keys()
        assert {path: digest for path, (digest, _) in known.items()} == there
        for digest, photo_id in known.values():
            assert self.photos.setdefault(digest, photo_id) == photo_id

    def _known(self) -> dict[str, tuple[bytes, int]]:
        """What is known of each file: its content, and its photo."""
        connection = self.catalog.database.connection()
        rows = connection.execute(
            "SELECT root.path AS root, file.path AS path, content_hash, photo_id FROM file"
            " JOIN root ON root.id = root_id JOIN photo ON photo.id = photo_id"
        )
        return {str(Path(r["root"], r["path"])): (r["content_hash"], r["photo_id"]) for r in rows}

    def _there(self) -> dict[str, bytes]:
        there = {}
        for root in self.roots:
            for path in root.rglob("*"):
                parts = path.relative_to(root).parts
                hidden = any(part.startswith(".") or part == "@eaDir" for part in parts)
                if path.is_file() and not hidden and path.suffix in {".jpg", ".png", ".HEIC"}:
                    digest = hashlib.blake2b(path.read_bytes(), digest_size=32).digest()
                    there[str(path)] = digest
        return there

    def _is_here(self, path: Path) -> bool:
        return not any(path.is_relative_to(root) for root in self.away)

    def _make_folder(self, folder: Path) -> None:
        missing = [f for f in (folder, *folder.parents) if not f.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for made in missing:
            self._mark(made)

    def _mark(self, path: Path) -> None:
        """Mark the folder that something happened in, as an observer does."""
        self.level = False
        self.dirty.add(Area(path.parent, deep=False))


def _run(examples: int, steps: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    profile = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    run_state_machine_as_test(Files, settings=profile)


def test_the_catalogue_follows_whatever_is_done() -> None:
    _run(examples=40, steps=20)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_catalogue_follows_a_thousand_sequences() -> None:
    _run(examples=1000, steps=30)
