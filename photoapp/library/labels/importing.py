"""Labels from a list, beside those that are there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from photoapp.catalog import Label
from photoapp.catalog.labels import LabelTable
from photoapp.catalog.spelling import caseless
from photoapp.tagging.lists import LabelLine


@dataclass(frozen=True)
class ImportReport:
    """What became of the labels of a list, by name; ``created`` has their new parents too."""

    created: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What an import did, to be taken back: new labels, and others as they were and are."""

    report: ImportReport
    created_ids: tuple[int, ...]
    before: tuple[Label, ...]
    after: tuple[Label, ...]


def import_into(labels: LabelTable, lines: Sequence[LabelLine]) -> Imported:
    """Create the labels of a list, and change those that are there; to be called in a transaction.

    What the list leaves empty stays as it is.

    Raises:
        LabelError: a label would lie below itself, or can't be kept as the list has it.

    """
    known = {caseless(label.name): label for label in labels.all()}
    created = tuple(labels.create(name) for name in _names(lines) if caseless(name) not in known)
    by_name = {caseless(label.name): label for label in labels.all()}
    in_list = [by_name[caseless(line.name)] for line in lines]
    wanted = [_merged(label, line, by_name) for label, line in zip(in_list, lines, strict=True)]
    change_all(labels, [new for old, new in zip(in_list, wanted, strict=True) if new != old])
    after = {label.id: label for label in labels.all()}
    changed = [label for label in known.values() if after[label.id] != label]
    touched = {*created, *(label.id for label in changed)}
    same = [label.name for label in in_list if label.id not in touched]
    return Imported(
        ImportReport(
            tuple(after[label_id].name for label_id in created),
            tuple(label.name for label in changed),
            tuple(same),
        ),
        created,
        tuple(changed),
        tuple(after[label.id] for label in changed),
    )


def change_all(labels: LabelTable, changed: Iterable[Label]) -> None:
    """Change labels together: none is refused for what another is about to be no longer.

    Raises:
        LabelError: a label would lie below itself, or can't be as it is to be.

    """
    wanted = list(changed)
    for label in wanted:
        known = labels.of(label.id)
        if known.parent_id not in {None, label.parent_id}:
            labels.change(replace(known, parent_id=None))
    for label in wanted:
        labels.change(label)


def _names(lines: Sequence[LabelLine]) -> list[str]:
    """Return the names of all labels and parents of a list, each once, parents first."""
    names: dict[str, str] = {}
    for name in (*(line.parent for line in lines), *(line.name for line in lines)):
        if name:
            names[caseless(name)] = name  # as the label's own line has it, where it has one
    return list(names.values())


def _merged(label: Label, line: LabelLine, by_name: dict[str, Label]) -> Label:
    """Return a label with what a line says of it."""
    return replace(
        label,
        phrases=line.phrases or label.phrases,
        parent_id=by_name[caseless(line.parent)].id if line.parent else label.parent_id,
        group=line.group or label.group,
        precision=label.precision if line.precision is None else line.precision,
    )
