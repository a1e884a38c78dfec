"""The trainings so far."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from photoapp.gui.labels.quiet_header import PADDING, QuietHeader
from photoapp.gui.language import number, tr
from photoapp.gui.personal.facts import RunFacts
from photoapp.gui.personal.texts import date_text, gain_text, method_name, state_text

_NAME = Qt.ItemDataRole.UserRole
_MOST_LINES = 8


class RunList(QTreeWidget):
    """Lists trainings, the last first; one is chosen.

    Signals:
        chosen: another run is to be looked at; carries its name.
        use_asked, report_asked, resume_asked, delete_asked: of its menu; carry its name.

    """

    chosen = Signal(str)
    use_asked = Signal(str)
    report_asked = Signal(str)
    resume_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: dict[str, RunFacts] = {}
        self.setHeaderLabels([tr("Begun"), tr("Method"), tr("Photos"), tr("Gain"), tr("Result")])
        self.setAccessibleName(tr("Trainings so far"))
        self.setObjectName("label-list")
        self.ensurePolished()  # before its lines are measured
        self.setHeader(QuietHeader(self, numbers=False))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        names = (self.headerItem().text(n) for n in range(self.columnCount()))
        widest = max(self.fontMetrics().horizontalAdvance(name) for name in names)
        self.header().setMinimumSectionSize(widest + 2 * PADDING)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.currentItemChanged.connect(lambda *_: self._tell())
        self.customContextMenuRequested.connect(self._show_menu)

    @property
    def run(self) -> RunFacts | None:
        """The run that is chosen."""
        item = self.currentItem()
        return None if item is None else self._runs.get(item.data(0, _NAME))

    def show_runs(self, runs: Sequence[RunFacts]) -> None:
        """Show these; the one that was chosen stays so, if it is still there."""
        before = self.run.name if self.run else ""
        self._runs = {run.name: run for run in runs}
        self.blockSignals(True)
        self.clear()
        for run in runs:
            self.addTopLevelItem(_item(run))
        self.blockSignals(False)
        self.choose(before)
        for column in range(self.columnCount() - 1):
            width = max(self.sizeHintForColumn(column), self.header().minimumSectionSize())
            self.header().resizeSection(column, width + 2 * PADDING)
        self.updateGeometry()

    def choose(self, name: str) -> None:
        """Choose a run, without telling."""
        self.blockSignals(True)
        self.setCurrentItem(None)
        for place in range(self.topLevelItemCount()):
            if self.topLevelItem(place).data(0, _NAME) == name:
                self.setCurrentItem(self.topLevelItem(place))
        self.blockSignals(False)
        self.viewport().update()

    def menu(self, run: RunFacts) -> QMenu:
        """Return what can be done with a run."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if run.state == "done" and not run.active:
            menu.addAction(tr("&Use It"), lambda: self.use_asked.emit(run.name))
        if run.is_judged:
            menu.addAction(tr("&Open the Report"), lambda: self.report_asked.emit(run.name))
        if run.state in ("new", "paused", "failed"):
            menu.addAction(tr("&Resume"), lambda: self.resume_asked.emit(run.name))
        if run.state != "running":
            if menu.actions():
                menu.addSeparator()
            menu.addAction(tr("&Delete…"), lambda: self.delete_asked.emit(run.name))
        return menu

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for all lines, unless there are very many."""
        lines = min(max(self.topLevelItemCount(), 1), _MOST_LINES)
        line = self.sizeHintForRow(0) if self.topLevelItemCount() else 0
        return QSize(super().sizeHint().width(), self.header().sizeHint().height() + lines * line)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return as much: the page scrolls, not the list."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete the chosen run on Delete."""
        if event.key() == Qt.Key.Key_Delete and self.run and self.run.state != "running":
            self.delete_asked.emit(self.run.name)
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.run is not None:
            self.chosen.emit(self.run.name)

    def _show_menu(self, place: QPoint) -> None:
        if (item := self.itemAt(place) or self.currentItem()) is not None:
            run = self._runs[item.data(0, _NAME)]
            if (menu := self.menu(run)).actions():
                menu.popup(self.viewport().mapToGlobal(place))


def _item(run: RunFacts) -> QTreeWidgetItem:
    item = QTreeWidgetItem(
        [
            date_text(run.made_at),
            method_name(run.method),
            number(run.photos),
            gain_text(run.gain),
            state_text(run),
        ]
    )
    item.setData(0, _NAME, run.name)
    item.setToolTip(4, run.sentence)
    font = item.font(4)
    font.setBold(run.active)
    item.setFont(4, font)
    return item
