from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from photoapp.gui import language
from photoapp.gui.language import number, tr, tr_n, use_language


@pytest.fixture(autouse=True)
def _english_again(qapp: QApplication) -> Iterator[None]:
    yield
    use_language("en")


def test_a_language_is_spoken() -> None:
    assert use_language("de") == "de"
    assert tr("Settings") == "Einstellungen"
    assert tr_n("1 photo", "{n} photos", 1) == "1 Foto"
    assert tr_n("1 photo", "{n} photos", 12345) == "12.345 Fotos"
    assert number(1_234_567) == "1.234.567"


def test_qts_own_dialogs_speak_it_too() -> None:
    use_language("de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    use_language("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_english_is_what_the_code_says() -> None:
    use_language("en")
    assert tr("Settings") == "Settings"
    assert tr_n("1 photo", "{n} photos", 12345) == "12,345 photos"
    assert tr("") == ""


def test_what_nobody_has_translated_stays_english() -> None:
    use_language("de")
    assert tr("No such {thing} is in any catalogue", thing="text") == (
        "No such text is in any catalogue"
    )


@pytest.mark.parametrize(
    ("wished", "spoken"),
    [(["de-AT", "en"], "de"), (["fr_FR", "de"], "de"), (["fr"], "en"), ([], "en")],
)
def test_the_systems_languages_are_tried_in_their_order(
    monkeypatch: pytest.MonkeyPatch, wished: list[str], spoken: str
) -> None:
    system = SimpleNamespace(uiLanguages=lambda: wished)
    monkeypatch.setattr(language, "_system", lambda: system)
    assert language._of_system() == spoken


def test_dates_are_written_as_the_language_has_them() -> None:
    use_language("de")
    assert QLocale().monthName(5) == "Mai"
