"""Defining labels: making, changing and deleting them, in one act or by a list."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import EllipsisType

from photoapp.catalog import Catalog, Label
from photoapp.catalog.labels import USUAL_PRECISION, WholeLabel, tidy_name
from photoapp.catalog.person_keywords import KeywordStates
from photoapp.catalog.spelling import caseless
from photoapp.errors import LabelError
from photoapp.library.changes import Change, Changes, Exchange
from photoapp.library.labels.deciding import KIND
from photoapp.library.labels.importing import ImportReport, change_all, import_into
from photoapp.library.labels.renaming import Queries, put_queries, rename_in_queries
from photoapp.tagging.lists import LabelLine

# A label, and what people said of keywords of its name.
_Named = tuple[Label, KeywordStates, Queries]


@dataclass(frozen=True)
class LabelCard:
    """A label as it is shown, with how many present photos it has.

    ``tagged`` have it and ``accepted`` it, whether their files say so or a person; ``rejected``
    are not to have it, and for ``suggested`` it waits to be decided. ``pictures`` show what it
    means, and are not in the library.
    """

    label: Label
    tagged: int
    suggested: int
    accepted: int
    rejected: int
    pictures: tuple[Path, ...]


class Defining:
    """Labels, and all that can be done to them; what is done can be taken back."""

    def __init__(self, catalog: Catalog, changes: Changes) -> None:
        self._catalog = catalog
        self._labels = catalog.labels
        self._changes = changes

    def cards(self) -> list[LabelCard]:
        """Return all labels, by name."""
        counts, suggested = self._labels.counts(), self._catalog.suggestions.counts()
        pictures: dict[int, list[Path]] = {}
        for picture in self._labels.pictures():
            pictures.setdefault(picture.label_id, []).append(picture.path)
        return [
            LabelCard(
                label,
                counts[label.id].accepted,
                suggested.get(label.id, 0),
                counts[label.id].accepted,
                counts[label.id].rejected,
                tuple(pictures.get(label.id, ())),
            )
            for label in self._labels.all()
            if label.id in counts  # made since they were counted
        ]

    def named(self, name: str) -> Label:
        """Return the label of a name, in whatever case.

        Raises:
            LabelError: there is none.

        """
        wanted = caseless(tidy_name(name))
        for label in self._labels.all():
            if caseless(label.name) == wanted:
                return label
        raise LabelError(f"There is no label “{name}”; photoapp labels list shows which there are.")

    def define(
        self,
        name: str,
        phrases: Iterable[str] = (),
        parent: int | None = None,
        group: str = "",
        precision: float = USUAL_PRECISION,
    ) -> int:
        """Make a label, and return its id.

        Raises:
            LabelError: the name is empty, too long or taken, or the parent is not there.

        """
        label_id = self._labels.create(name, phrases, parent, group, precision)
        deleted: list[WholeLabel] = []

        def undo() -> None:
            deleted[:] = self._labels.delete([label_id])

        self._changed(
            f"Label “{self._labels.of(label_id).name}” made",
            undo,
            lambda: self._labels.bring_back(deleted),
        )
        return label_id

    def change(
        self,
        label_id: int,
        *,
        name: str | None = None,
        phrases: Iterable[str] | None = None,
        parent: int | EllipsisType | None = ...,
        group: str | None = None,
        precision: float | None = None,
    ) -> Change | None:
        """Change what is given of a label; None if it is so already.

        A new name is given to the keywords too that people gave photos, or ruled out, and to smart
        albums that ask for it; files' own keywords stay. A ``parent`` of None lets it lie below
        nothing.

        Raises:
            LabelError: it is gone, the name empty, too long or taken, the parent is not there, or
                lies below it.

        """
        with self._catalog.database.transaction():
            label = self._labels.of(label_id)
            before = self._put(
                replace(
                    label,
                    name=label.name if name is None else name,
                    phrases=label.phrases if phrases is None else tuple(phrases),
                    parent_id=label.parent_id if parent is ... else parent,
                    group=label.group if group is None else group,
                    precision=label.precision if precision is None else precision,
                )
            )
            after = self._labels.of(label_id)
        if before[0] == after:
            return None
        exchange = Exchange(self._exchange, before)
        renamed = before[0].name != after.name
        what = f"renamed “{after.name}”" if renamed else "changed"
        return self._changed(f"Label “{label.name}” {what}", exchange, exchange, before[1])

    def delete(self, label_ids: Collection[int]) -> Change:
        """Delete labels. Photos keep them as keywords; labels below them lie below nothing.

        Raises:
            LabelError: none of them is there.

        """
        gone = self._labels.delete(label_ids)
        if not gone:
            raise LabelError("The label is not there any more; it was deleted meanwhile.")
        names = [whole.label.name for whole in gone]
        ids = [whole.label.id for whole in gone]
        return self._changed(
            f"Label “{names[0]}” deleted" if len(names) == 1 else f"{len(names)} labels deleted",
            lambda: self._labels.bring_back(gone),
            lambda: self._labels.delete(ids),
        )

    def import_lines(self, lines: Sequence[LabelLine]) -> ImportReport:
        """Make the labels of a list, with parents that it names; change those that are there.

        What the list leaves empty stays as it is.

        Raises:
            LabelError: a label would lie below itself, or can't be kept as the list has it.

        """
        with self._catalog.database.transaction():
            imported = import_into(self._labels, lines)
        deleted: list[WholeLabel] = []

        def undo() -> None:
            change_all(self._labels, imported.before)
            deleted[:] = self._labels.delete(imported.created_ids)

        def redo() -> None:
            self._labels.bring_back(deleted)
            change_all(self._labels, imported.after)

        created, changed = len(imported.created_ids), len(imported.after)
        if created or changed:
            self._changed(f"{created} labels made and {changed} changed by a list", undo, redo)
        return imported.report

    def lines(self) -> list[LabelLine]:
        """Return all labels as a list says them, by name."""
        labels = self._labels.all()
        names = {label.id: label.name for label in labels}
        return [
            LabelLine(
                label.name,
                label.phrases,
                names.get(label.parent_id or 0, ""),
                label.group,
                label.precision,
            )
            for label in labels
        ]

    def _put(self, label: Label) -> _Named:
        """Change a label; its keywords, and smart albums' queries, are renamed with it."""
        before = self._labels.change(label)
        after = self._labels.of(label.id)
        if before.name == after.name:
            return before, {}, {}
        states = self._catalog.keywords.rename(before.name, after.name)
        return before, states, rename_in_queries(self._catalog, before.name, after.name)

    def _exchange(self, said: _Named) -> _Named:
        label, states, queries = said
        return (
            self._labels.change(label),
            self._catalog.keywords.put(states),
            put_queries(self._catalog, queries),
        )

    def _changed(
        self,
        text: str,
        undo: Callable[[], object],
        redo: Callable[[], object],
        states: KeywordStates | None = None,
    ) -> Change:
        photo_ids = tuple(dict.fromkeys(photo_id for photo_id, _ in states or ()))
        return self._changes.add(
            Change(KIND, text, photo_ids, self._whole(undo), self._whole(redo))
        )

    def _whole(self, change: Callable[[], object]) -> Callable[[], None]:
        """Return a change of which either all happens or nothing."""

        def happen() -> None:
            with self._catalog.database.transaction():
                change()

        return happen
