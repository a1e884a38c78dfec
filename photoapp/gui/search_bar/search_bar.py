"""The search bar: words, chips for filters, and how what is found is shown."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.search_bar.banner import Banner
from photoapp.gui.search_bar.chip_row import ChipRow
from photoapp.gui.search_bar.chips import Chip, chips_of
from photoapp.gui.search_bar.choice_button import ChoiceButton
from photoapp.gui.search_bar.combining import combined
from photoapp.gui.search_bar.cut_off import CutOffSlider
from photoapp.gui.search_bar.search_field import SearchField
from photoapp.gui.search_bar.typed import Parse, Typed, understood

if TYPE_CHECKING:
    from photoapp.library.browsing import Suggestion
    from photoapp.search.query import Query


class SearchBar(QWidget):
    """Puts a query together: words in the field, filters as chips, the order beside them.

    It can do nothing with what is typed until it is told how to ``understand`` it.

    Signals:
        searched: the Query that is asked now.
        finished: the Query, once Enter says that it is all (for the search history).
        suggest_asked: the text to find suggestions for.
        grouping_chosen: how photos are to be grouped ("day", "month", "year", "folder", "none").
        cut_off_changed: the chance, from 0 to 1, below which photos are "probably not".
        picture_dropped: the Path of a picture that photos are to resemble.
        left: the user goes on to the photos.

    """

    searched = Signal(object)
    finished = Signal(object)
    suggest_asked = Signal(str)
    grouping_chosen = Signal(str)
    cut_off_changed = Signal(float)
    picture_dropped = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parse: Parse | None = None
        self._base: Query | None = None  # all but the words
        self._told: Query | None = None
        self._problem = ""
        self.field = SearchField(self)
        self.chips = ChipRow(self)
        self.count = QLabel(self)
        self.cut_off = CutOffSlider(parent=self)
        self.grouping = ChoiceButton(tr("Group by"), "group", _groupings(), self)
        self.sort = ChoiceButton(tr("Sort by"), "sort", _sorts(), self)
        self.banner = Banner(self)
        self.problem = Banner(self)
        self._lay_out()
        self._connect()

    def understand(self, parse: Parse) -> None:
        """Use this to understand what is typed, and what has been typed already."""
        self._parse = parse
        self._base = self._told = parse("")
        self._read()

    def query(self) -> "Query | None":
        """Return what is asked now; None before anything can be understood."""
        if self._base is None:
            return None
        typed = self._typed()
        asked = replace(self._base, words=typed.words)
        return combined(asked, typed.hint) if typed.hint else asked

    def show_query(self, query: "Query") -> None:
        """Show a query that others made; nothing is told of it."""
        if self._base is None or query.like != self._base.like:
            self.chips.show_picture(QPixmap())
        self._base = replace(query, words="")
        self._told = query
        self.problem.clear()
        self.field.show_text(query.words)
        self._show_base()

    def show_count(self, text: str) -> None:
        """Say how many photos were found."""
        self.count.setText(text)
        self.count.setToolTip(text)

    def show_results(self, on: bool) -> None:
        """Show what photos are asked for, how many and how sorted, or don't: none are shown."""
        self.chips.setVisible(on and bool(self.chips.widgets))
        self._results.setVisible(on)

    def show_like(self, picture: QPixmap) -> None:
        """Show the picture that photos are to resemble."""
        self.chips.show_picture(picture)

    def show_suggestions(self, suggestions: Sequence["Suggestion"], asked: str) -> None:
        """Show suggestions for the text they were asked for, unless it has changed."""
        if asked == self.field.text():
            self.field.suggestions.show_suggestions(suggestions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Let files be dropped."""
        if _dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell which picture was dropped."""
        if file := _dropped_file(event):
            event.acceptProposedAction()
            self.picture_dropped.emit(file)

    def _typed(self, finished: bool = False) -> Typed:
        assert self._parse is not None
        return understood(self.field.text(), self._parse, finished)

    def _read(self, finished: bool = False) -> None:
        """Let finished filters become chips, and tell what is asked."""
        if self._parse is None or self._base is None:
            return
        typed = self._typed(finished)
        if typed.filters is not None:
            self._base = combined(self._base, typed.filters)
            self.field.show_text(f"{typed.left} " if typed.left else "")
            self._show_base()
        self._show_problem(typed.problem)
        self._tell()

    def _tell(self) -> None:
        asked = self.query()
        if asked is not None and asked != self._told:
            self._told = asked
            self._show_order()
            self.searched.emit(asked)

    def _finish(self) -> None:
        self._read(finished=True)
        if (asked := self.query()) is not None:
            self.finished.emit(asked)

    def _edited(self, text: str) -> None:
        if self._parse is not None and self._typed().filters is not None:
            self._read()
        if self.field.text().strip():
            self.suggest_asked.emit(self.field.text())
        else:
            self.field.suggestions.hide()

    def _take(self, suggestion: "Suggestion") -> None:
        """Put a suggestion in the place of what it was made from; an earlier search is all."""
        if suggestion.kind == "history" and self._parse is not None:
            self._base = self._parse("")
            self._show_base()
        self.field.setText(f"{suggestion.query} ")
        self._read()

    def _remove(self, chip: Chip) -> None:
        self._base = chip.without
        self._show_base()
        self._tell()

    def _sort(self, key: str) -> None:
        if self._base is not None:
            usual = "relevance" if self._base_ranked() else "newest"
            self._base = replace(self._base, sort=None if key == usual else key)
            self._tell()

    def _base_ranked(self) -> bool:
        asked = self.query()
        return asked is not None and asked.ranked

    def _show_base(self) -> None:
        if self._base is not None:
            self.chips.show_chips(chips_of(self._base))
            self._show_order()

    def _show_order(self) -> None:
        """Show how photos are sorted, and the cut-off where they are ranked."""
        asked = self.query()
        if asked is None:
            return
        self.sort.offer("relevance", asked.ranked)
        usual = "relevance" if asked.ranked else "newest"
        chosen = asked.sort if asked.ranked or asked.sort != "relevance" else None
        self.sort.show_chosen(chosen or usual)
        self.cut_off.setVisible(asked.ranked)
        self.grouping.setVisible(self.sort.choice != "relevance")

    def _show_problem(self, problem: str) -> None:
        if problem:
            self.problem.show_text(problem, "warning")
        else:
            self.problem.clear()

    def _lay_out(self) -> None:
        self.count.setMinimumWidth(1)  # in a narrow window it gives way to what can be used
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.count.setAccessibleName(tr("Number of photos shown"))
        self.cut_off.hide()
        self.sort.offer("relevance", False)
        self.sort.show_chosen("newest")
        self.setAcceptDrops(True)
        self._results = QWidget(self)
        below = QHBoxLayout(self._results)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.count, 1)
        for widget in (self.cut_off, self.grouping, self.sort):
            below.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(6)
        for widget in (self.field, self.chips, self.problem, self.banner):
            column.addWidget(widget)
        column.addWidget(self._results)

    def _connect(self) -> None:
        self.field.searched.connect(lambda _: self._read())
        self.field.finished.connect(self._finish)
        self.field.textEdited.connect(self._edited)
        self.field.left.connect(self.left)
        self.field.backed.connect(lambda: self.chips.enter() if self.chips.widgets else None)
        self.field.suggestion_taken.connect(self._take)
        self.chips.removed.connect(self._remove)
        self.chips.left.connect(self.field.setFocus)
        self.sort.chosen.connect(self._sort)
        self.grouping.chosen.connect(self.grouping_chosen)
        self.cut_off.cut_off_changed.connect(self.cut_off_changed)


def _sorts() -> dict[str, str]:
    return {
        "relevance": tr("Best first"),
        "newest": tr("Newest first"),
        "oldest": tr("Oldest first"),
        "name": tr("By name"),
        "rating": tr("By rating"),
    }


def _groupings() -> dict[str, str]:
    return {
        "day": tr("Days"),
        "month": tr("Months"),
        "year": tr("Years"),
        "folder": tr("Folders"),
        "none": tr("Not grouped"),
    }


def _dropped_file(event: QDropEvent) -> Path | None:
    """Return the one file that is dropped; folders and several files are for others."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix else None
