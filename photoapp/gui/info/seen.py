"""What the camera and the file say of a photo: when, where, how."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from photoapp.gui.info.describing import (
    exposure_text,
    offset_text,
    place_text,
    position_text,
    size_text,
    when_text,
)
from photoapp.gui.info.fact_line import FactLine
from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.library.browsing import PhotoDetails
    from photoapp.media.metadata import Metadata


class SeenFacts(QWidget):
    """Lines of facts; what is not known has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when = FactLine("calendar", tr("When it was taken"), self)
        self.where = FactLine("place", tr("Where it was taken"), self)
        self.camera = FactLine("camera", tr("Camera and lens"), self)
        self.exposure = FactLine("aperture", tr("Exposure"), self)
        self.size = FactLine("file", tr("Size and format"), self)
        self.trouble = FactLine("warning", tr("What is wrong with it"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for line in self._lines():
            column.addWidget(line)

    def show_details(self, details: "PhotoDetails | None") -> None:
        """Show what is known of a photo; None hides all."""
        self.setVisible(details is not None)
        if details is None:
            return
        self._show_when(details.metadata)
        self._show_where(details.metadata)
        self._show_camera(details.metadata)
        self.exposure.show_text(exposure_text(details.metadata))
        self.size.show_text(size_text(details))
        self.trouble.show_text(details.failure or details.damage or "")

    def _show_when(self, metadata: "Metadata") -> None:
        taken = metadata.taken
        if taken is None:
            self.when.show_text("")
        else:
            tip = [text for text in (offset_text(taken.value), taken.source) if text]
            when = when_text(taken.value)
            if taken.source == "file's time":
                when = tr("{when} (the file's date)", when=when)
            self.when.show_text(when, "\n".join(tip))

    def _show_where(self, metadata: "Metadata") -> None:
        position = position_text(metadata.position.value) if metadata.position else ""
        names = place_text(metadata.place.value) if metadata.place else ""
        self.where.show_text(names or position, position)

    def _show_camera(self, metadata: "Metadata") -> None:
        from photoapp.media.metadata import camera_name  # noqa: PLC0415 - with the library by now

        known = (camera_name(metadata), metadata.lens)
        self.camera.show_text("\n".join(each.value for each in known if each))

    def _lines(self) -> tuple[FactLine, ...]:
        return (self.when, self.where, self.camera, self.exposure, self.size, self.trouble)
