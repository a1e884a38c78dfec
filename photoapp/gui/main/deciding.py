"""Labels that people accept and reject, by menus, by keys and by dragging."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, SignalInstance
from PySide6.QtWidgets import QApplication, QMenu

from photoapp.gui.behind.background import Background
from photoapp.gui.language import tr
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.review.label_menu import fill_label_menu

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.browsing import LabelFacet
    from photoapp.library.changes import Change

Selected = Callable[[], Sequence[int]]


class Reviewed(Protocol):
    """The page of suggestions, as far as commands concern it."""

    looked_at: SignalInstance
    shown: bool
    label: "LabelFacet | None"

    def review(self, label_id: int) -> None:
        """Ask about the suggestions of a label."""

    def answer(self, right: bool) -> None:
        """Say whether the label is right for the chosen photos."""

    def decide(self, label_id: int, photo_ids: Sequence[int], right: bool) -> bool:
        """Take what is said elsewhere as an answer; False where it is none to what is asked."""


class Deciding(QObject):
    """Joins commands, menus and the sidebar to what is decided of labels.

    Args:
        reviewing: the page of suggestions; what is decided while it is shown is decided there.
        selected: the photos that a command is meant for.

    """

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        *,
        reviewing: Reviewed,
        selected: Selected,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._browsing = window, background, browsing
        self._reviewing, self._selected = reviewing, selected
        self._going: set[int] = set()  # what is answered in the grid, and is there still
        reviewing.looked_at.connect(self.name_commands)
        self._connect_commands()
        self._connect_views()
        background.acting.changed.connect(self._changed)

    def labels_menu(self) -> QMenu:
        """Return a menu that says of the selected photos which labels are right for them."""
        menu = QMenu(tr("La&bels"), self._window)
        fill_label_menu(menu, self._labels(), self._decide_selected)
        menu.setEnabled(bool(self._labels()))
        return menu

    def name_commands(self) -> None:
        """Name accepting and rejecting after the label that they are of just now."""
        label, commands = self._label_now(), self._window.commands
        for command_id, plain, named in (
            ("accept", tr("Acce&pt Suggestion"), tr("Acce&pt “{label}”")),
            ("reject", tr("Re&ject Suggestion"), tr("Re&ject “{label}”")),
        ):
            name = "" if label is None else label.name.replace("&", "&&")
            text = named.format(label=name) if name else plain
            commands[command_id].setText(text)

    def decide(self, label_id: int, photo_ids: Sequence[int], right: bool) -> None:
        """Say whether a label is right for photos."""
        ids = list(photo_ids)
        if ids and not self._reviewing.decide(label_id, ids, right):
            self._behind.acting.do(lambda library: decided(library, label_id, ids, right))
            if self._sends_away(label_id, right):
                self._go_on(ids)

    def _connect_commands(self) -> None:
        for command_id, act in {
            "accept": partial(self._answer_asked, right=True),
            "reject": partial(self._answer_asked, right=False),
            "review": self._review_asked,
        }.items():
            self._window.commands[command_id].triggered.connect(lambda _=False, act=act: act())
        self._browsing.shown.connect(self.name_commands)
        self._browsing.shown.connect(self._forget_gone)
        self._browsing.asked.connect(self._going.clear)
        self._behind.acting.refused.connect(self._going.clear)
        self._behind.facets.changed.connect(lambda *_: self.name_commands())

    def _connect_views(self) -> None:
        sidebar, info = self._window.sidebar, self._window.info
        info.suggestion_accepted.connect(lambda ids, label: self.decide(label, ids, right=True))
        info.suggestion_rejected.connect(lambda ids, label: self.decide(label, ids, right=False))
        sidebar.label_dropped.connect(lambda label, ids: self.decide(label, ids, right=True))
        sidebar.label_deleted.connect(
            lambda label: self._behind.acting.do(lambda library: library.labels.delete([label]))
        )

    def _changed(self, change: "Change") -> None:
        """Show at once what came of a decision where photos of labels are shown."""
        query = self._browsing.query
        if change.kind == "label" and query and (query.filter.labels or query.filter.suggested):
            self._behind.results.refresh()

    def _sends_away(self, label_id: int, right: bool) -> bool:
        """Whether photos in the grid no longer answer the search once this is said of them."""
        query = self._browsing.query
        if query is None or self._window.viewing or self._window.page is not self._window.grid:
            return False
        names = query.filter.suggested if right else query.filter.suggested + query.filter.labels
        folded = {name.casefold() for name in names}
        return any(
            each.id == label_id and each.name.casefold() in folded for each in self._labels()
        )

    def _go_on(self, photo_ids: Sequence[int]) -> None:
        """Select the next photo at once: a second answer may come before these have gone."""
        grid, info = self._window.grid, self._window.info
        selected = grid.selected_photos()
        self._going.update(photo_ids)
        if not selected or not self._going.issuperset(selected):
            return  # others were meant
        if info.isAncestorOf(QApplication.focusWidget()):  # what had the keyboard there goes
            grid.enter()
        following = grid.photo_beside(self._going)
        if following is None:
            grid.clearSelection()
        else:
            grid.select_photo(following)

    def _forget_gone(self) -> None:
        row_of = self._window.grid.photos.row_of
        self._going -= {i for i in self._going if row_of(i) is None}

    def _labels(self) -> "Sequence[LabelFacet]":
        return () if self._browsing.facets is None else self._browsing.facets.labels

    def _review_asked(self) -> None:
        """Review the label that is searched for, else the one with the most suggestions."""
        labels = self._labels()
        asked = self._asked_label()
        most = max(labels, key=lambda label: label.suggested, default=None)
        if asked is not None:
            self._reviewing.review(asked.id)
        elif most is not None:
            self._reviewing.review(most.id)
        else:
            self._behind.acting.said.emit(tr("Define a label first; then there is what to review."))

    def _label_now(self) -> "LabelFacet | None":
        """Return the label that accepting and rejecting are of; None if of none."""
        return self._reviewing.label if self._reviewing.shown else self._asked_label()

    def _asked_label(self) -> "LabelFacet | None":
        """Return the one label that is searched for."""
        query = self._browsing.query
        names = {*query.filter.suggested, *query.filter.labels} if query is not None else set()
        folded = {name.casefold() for name in names}
        found = [label for label in self._labels() if label.name.casefold() in folded]
        return found[0] if len(folded) == 1 and found else None

    def _answer_asked(self, right: bool) -> None:
        if self._reviewing.shown:
            self._reviewing.answer(right)
        elif (label := self._asked_label()) is not None:
            self._decide_selected(label.id, right)
        else:
            self._behind.acting.said.emit(
                tr("Choose a label in the sidebar first; then accept or reject it for photos.")
            )

    def _decide_selected(self, label_id: int, right: bool) -> None:
        if ids := self._selected():
            self.decide(label_id, ids, right)
        else:
            self._behind.acting.said.emit(tr("Choose photos first."))


def decided(
    library: "Library",
    label_id: int,
    photo_ids: list[int],
    right: bool,
    asked: Mapping[int, float] = MappingProxyType({}),
) -> "Change | None":
    """Say whether a label is right for photos; in a background thread.

    ``asked`` are the chances of photos that a person was asked about.
    """
    decide = library.labels.accept if right else library.labels.reject
    return decide(label_id, photo_ids, asked)
