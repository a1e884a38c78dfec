"""Deciding whether photos have a label: their keywords say so."""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from photoapp.catalog import Catalog, Label
from photoapp.catalog.person_keywords import KeywordStates, Provenance
from photoapp.library.active_models import ActiveModels
from photoapp.library.changes import Change, Changes, Exchange
from photoapp.library.marks import photos_in_words

KIND = "label"
# Says of photos whether they have a word, what had been suggested: what was said before.
_Say = Callable[[Collection[int], str, Mapping[int, Provenance]], KeywordStates]


class Deciding:
    """What people decide of labels, undoable. No suggestion is made anew for it: see ``settle``.

    Each returns its change, None where nothing was to be changed; photos that are not known are
    passed over. What is decided of the other labels of a group is left alone. ``asked`` are the
    chances of photos that a person was asked about, though nothing was suggested: what is answered
    tells how right such chances are.

    Raises:
        LabelError: the label is gone.

    """

    def __init__(self, catalog: Catalog, active: ActiveModels, changes: Changes) -> None:
        self._catalog = catalog
        self._active = active
        self._changes = changes

    def accepted(self, label_id: int, limit: int) -> list[int]:
        """Return present photos that have a label, those last said first, at most ``limit``."""
        return self._catalog.labels.latest(label_id, limit)

    def accept(
        self,
        label_id: int,
        photo_ids: Collection[int],
        asked: Mapping[int, float] = MappingProxyType({}),
    ) -> Change | None:
        """Give photos a label, as a keyword; what had suggested it is remembered."""
        said = self._catalog.keywords.accept
        return self._answer(label_id, photo_ids, asked, said, "labelled “{}”")

    def reject(
        self,
        label_id: int,
        photo_ids: Collection[int],
        asked: Mapping[int, float] = MappingProxyType({}),
    ) -> Change | None:
        """Say that photos are not to have a label, whether their files say so or nobody does."""
        said = self._catalog.keywords.reject
        return self._answer(label_id, photo_ids, asked, said, "said not to show “{}”")

    def forget(self, label_id: int, photo_ids: Collection[int]) -> Change | None:
        """Take back what was decided of photos; those whose files say it have the label again."""
        with self._catalog.database.transaction():
            label = self._catalog.labels.of(label_id)
            before = self._catalog.keywords.forget(photo_ids, label.name)
            return self._decided(label, before, "undecided again on “{}”")

    def _answer(
        self,
        label_id: int,
        photo_ids: Collection[int],
        asked: Mapping[int, float],
        say: _Say,
        done: str,
    ) -> Change | None:
        with self._catalog.database.transaction():
            label = self._catalog.labels.of(label_id)
            suggested = self._suggested(label_id, photo_ids, asked)
            return self._decided(label, say(photo_ids, label.name, suggested), done)

    def _suggested(
        self, label_id: int, photo_ids: Collection[int], asked: Mapping[int, float]
    ) -> dict[int, Provenance]:
        found: dict[int, Provenance] = {}
        if asked:
            model = self._active.serving().card.id
            found = {photo_id: (model, chance) for photo_id, chance in asked.items()}
        for photo_id, [made] in self._catalog.suggestions.of(photo_ids, label_id).items():
            found[photo_id] = (made.model, made.chance)
        return found

    def _decided(self, label: Label, before: KeywordStates, done: str) -> Change | None:
        if not before:
            return None
        photo_ids = tuple(dict.fromkeys(photo_id for photo_id, _ in before))

        def put(states: KeywordStates) -> KeywordStates:
            with self._catalog.database.transaction():
                said = self._catalog.keywords.put(states)
                self._settle_later(label.id, photo_ids)
                return said

        self._settle_later(label.id, photo_ids)
        exchange = Exchange(put, before)
        text = f"{photos_in_words(len(photo_ids))} {done.format(label.name)}"
        return self._changes.add(Change(KIND, text, photo_ids, exchange, exchange))

    def _settle_later(self, label_id: int, photo_ids: Collection[int]) -> None:
        # The triggers do so too, but know no other case than that of ASCII letters.
        self._catalog.suggestions.drop(label_id, photo_ids)
        self._catalog.labels.mark_stale([label_id])
