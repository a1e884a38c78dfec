"""Labels as a menu: which of them are right for photos, and which are not."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from photoapp.gui.icons import icon
from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.library.browsing import LabelFacet

Decide = Callable[[int, bool], None]


def fill_label_menu(menu: QMenu, labels: "Sequence[LabelFacet]", decide: Decide) -> None:
    """Put labels into a menu, those below others into menus of theirs.

    ``decide`` is called with the id of the one that is chosen, and whether it is right.
    """
    _Filling(labels, decide, right=True).fill(menu, None)
    menu.addSeparator()
    others = menu.addMenu(tr("Is &Not"))
    others.setIcon(icon("close"))
    _Filling(labels, decide, right=False).fill(others, None)


class _Filling:
    def __init__(self, labels: "Sequence[LabelFacet]", decide: Decide, *, right: bool) -> None:
        self._decide, self._right = decide, right
        self._below: defaultdict[int | None, list[LabelFacet]] = defaultdict(list)
        known = {label.id for label in labels}
        for label in labels:
            self._below[label.parent_id if label.parent_id in known else None].append(label)

    def fill(self, menu: QMenu, parent_id: int | None) -> None:
        for label in self._below[parent_id]:
            name = label.name.replace("&", "&&")
            if label.id not in self._below:
                menu.addAction(name, partial(self._decide, label.id, self._right))
                continue
            inner = menu.addMenu(name)
            inner.addAction(name, partial(self._decide, label.id, self._right))
            inner.addSeparator()
            self.fill(inner, label.id)
