"""Albums are named where their names are written."""

from PySide6.QtCore import QModelIndex, QRect, QSize
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from photoapp.gui.language import tr
from photoapp.gui.sidebar.row_painting import text_left

_FIELD_MARGIN = 8


class NameEditing(QStyledItemDelegate):
    """Puts a field over a name; the painting of lines is the sidebar's."""

    def sizeHint(  # noqa: N802
        self, option: QStyleOptionViewItem, _index: QModelIndex
    ) -> QSize:
        """Return the height of a line, with air above and below."""
        return QSize(1, option.fontMetrics.height() + 10)

    def updateEditorGeometry(  # noqa: N802
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """Put the field where the name is."""
        area = QRect(option.rect)
        area.setLeft(text_left(area, depth_of(index), index.model().node(index)) - _FIELD_MARGIN)
        editor.setGeometry(area)

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:  # noqa: N802
        """Begin with the present name, all of it marked; what was typed since stays."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            return
        super().setEditorData(editor, index)
        if isinstance(editor, QLineEdit):
            editor.setAccessibleName(tr("Name of the album"))
            editor.selectAll()


def depth_of(index: QModelIndex) -> int:
    """Return how far a line is moved in: headings stand as far left as what is below them."""
    depth = 0
    while (index := index.parent()).isValid():
        depth += 1
    return max(0, depth - 1)
