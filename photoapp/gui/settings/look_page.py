"""How the window looks and speaks, and how much room its pictures take."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from photoapp.gui.language import LANGUAGES, tr
from photoapp.gui.settings.form import Choice, Number, column, form, note
from photoapp.gui.settings.source import SettingsSource

if TYPE_CHECKING:
    from photoapp.settings import Settings

_MOST_MEGABYTES = 1_000_000
_STEP = 500


class LookPage(QWidget):
    """Theme, language, and the room for thumbnails."""

    def __init__(self, source: SettingsSource) -> None:
        super().__init__()
        as_system = ("system", tr("As the system"))
        themes = [as_system, ("light", tr("Light")), ("dark", tr("Dark"))]
        self.theme = Choice(tr("Theme"), themes, lambda value: source.change(theme=value))
        languages = [as_system, *LANGUAGES.items()]
        self.language = Choice(
            tr("Language"), languages, lambda value: source.change(language=value)
        )
        self.thumbnails = Number(
            tr("Thumbnails take at most"),
            0,
            _MOST_MEGABYTES,
            lambda n: source.change(thumbnail_megabytes=n),
        )
        self.thumbnails.setSingleStep(_STEP)
        self.thumbnails.setSuffix(tr(" MB"))
        self.thumbnails.setSpecialValueText(tr("What they need"))
        self._lay_out()

    def show_settings(self, settings: "Settings") -> None:
        """Show what is set."""
        self.theme.show_value(settings.theme)
        self.language.show_value(settings.language)
        self.thumbnails.show_value(settings.thumbnail_megabytes)

    def _lay_out(self) -> None:
        layout = column(self)
        fields = form()
        fields.addRow(tr("Theme"), self.theme)
        fields.addRow(tr("Language"), self.language)
        fields.addRow(tr("Thumbnails take at most"), self.thumbnails)
        layout.addLayout(fields)
        layout.addSpacing(8)
        layout.addWidget(note(tr("Another language holds from the next start of photoapp.")))
        layout.addWidget(
            note(
                tr(
                    "Where thumbnails would take more room on the disk, those that were shown "
                    "longest ago are deleted; they are made again when they are wanted."
                )
            )
        )
        layout.addStretch(1)
