"""Whether what a list says of labels makes sense."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from photoapp.catalog.labels import checked_precision, tidy_name, tidy_phrases
from photoapp.catalog.spelling import caseless
from photoapp.errors import DataFileError, LabelError
from photoapp.tagging.lists.line import Draft, LabelLine

_Found = Mapping[str, tuple[Draft, LabelLine]]


def checked(path: Path, drafts: Iterable[Draft]) -> list[LabelLine]:
    """Return the labels of a list.

    Raises:
        DataFileError: there are none, or one makes no sense.

    """
    found: dict[str, tuple[Draft, LabelLine]] = {}
    for draft in drafts:
        line = _line(path, draft)
        if known := found.get(caseless(line.name)):
            raise at(
                path,
                draft.number,
                f"“{line.name}” stands on line {known[0].number} already; leave one of them out.",
            )
        found[caseless(line.name)] = draft, line
    if not found:
        raise DataFileError(f"{path} holds no labels; write the name of one on each line.")
    _refuse_cycles(path, found)
    return [line for _, line in found.values()]


def at(path: Path, number: int, what: str) -> DataFileError:
    """Return what is wrong with a line, counted from 1."""
    return DataFileError(f"{path}, line {number}: {what}")


def _line(path: Path, draft: Draft) -> LabelLine:
    try:
        return LabelLine(
            tidy_name(draft.name),
            tidy_phrases(draft.phrases),
            tidy_name(draft.parent, "parent") if draft.parent.strip() else "",
            tidy_name(draft.group, "group") if draft.group.strip() else "",
            _precision(draft.precision),
        )
    except LabelError as error:
        raise at(path, draft.number, str(error)) from error


def _precision(text: str) -> float | None:
    """Return a share that was written as 0.9, 90 or 90 %."""
    bare = text.replace("%", "").replace(",", ".").strip()
    if not bare:
        return None
    try:
        share = float(bare)
    except ValueError:
        raise LabelError(f"“{text}” is no precision; write 0.9, say, or 90 %.") from None
    return checked_precision(share / 100 if share > 1 or "%" in text else share)


def _refuse_cycles(path: Path, found: _Found) -> None:
    for name, (draft, _) in found.items():
        above = [name]
        while (parent := _parent(found, above[-1])) and parent not in above:
            above.append(parent)
        if parent == name:
            names = " below ".join(f"“{found[each][1].name}”" for each in [*above, name])
            raise at(path, draft.number, f"{names} is a cycle of parents; take one of them away.")


def _parent(found: _Found, name: str) -> str:
    return caseless(found[name][1].parent) if name in found else ""
