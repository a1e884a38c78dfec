"""The words of the window in the user's language (gettext catalogues of resources/i18n).

The texts in the code are English. `make translations` collects them into the catalogues and
compiles these.
"""

import gettext
from importlib.resources import files
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LanguageName = Literal["system", "en", "de"]

# In their own words, for those who look for theirs.
LANGUAGES = {"en": "English", "de": "Deutsch"}


class _Speaking:
    """What is spoken just now."""

    words: gettext.NullTranslations = gettext.NullTranslations()
    locale: QLocale | None = None
    qt: QTranslator | None = None


def use_language(name: LanguageName) -> str:
    """Speak a language from now on, and return which; texts that are shown already stay.

    "system" is the first of the user's languages that there is a catalogue for, else English.
    Numbers and dates follow the system where its language is the one that is spoken.
    """
    chosen = _of_system() if name == "system" else name
    _Speaking.words = _catalogue(chosen)
    system = _system()
    same = system.language() == QLocale(chosen).language()
    _Speaking.locale = system if same else QLocale(chosen)
    QLocale.setDefault(_Speaking.locale)
    _teach_qt(chosen)
    return chosen


def tr(text: str, **values: object) -> str:
    """Return a text in the user's language, with ``{names}`` filled in."""
    translated = _Speaking.words.gettext(text) if text else ""
    return translated.format(**values) if values else translated


def tr_n(one: str, many: str, n: int, **values: object) -> str:
    """Return the one of two texts that fits a number, translated, with ``{n}`` filled in."""
    return _Speaking.words.ngettext(one, many, n).format(n=number(n), **values)


def number(n: int) -> str:
    """Return a whole number as the user's language writes it: 12,345 or 12.345."""
    locale = _Speaking.locale or QLocale()
    return locale.toString(n)


def _of_system() -> str:
    for tag in _system().uiLanguages():
        if (language := tag.replace("_", "-").split("-")[0]) in LANGUAGES:
            return language
    return "en"


def _system() -> QLocale:
    return QLocale.system()


def _catalogue(language: str) -> gettext.NullTranslations:
    compiled = files("resources") / "i18n" / f"{language}.mo"
    if language == "en" or not compiled.is_file():
        return gettext.NullTranslations()
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _teach_qt(language: str) -> None:
    """Let Qt's own dialogs speak it too, where Qt has come with its texts."""
    app = QCoreApplication.instance()
    if app is None:
        return
    if _Speaking.qt is not None:
        app.removeTranslator(_Speaking.qt)
        _Speaking.qt = None
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != "en" and translator.load(f"qtbase_{language}", folder):
        app.installTranslator(translator)
        _Speaking.qt = translator
