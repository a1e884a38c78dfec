"""The words of the window in the user's language (gettext catalogues of resources/i18n)."""

import gettext
from functools import cache

from PySide6.QtCore import QLocale

_current: gettext.NullTranslations = gettext.NullTranslations()


def tr(text: str, **values: object) -> str:
    """Return a text in the user's language, with ``{names}`` filled in."""
    translated = _current.gettext(text) if text else ""
    return translated.format(**values) if values else translated


def tr_n(one: str, many: str, n: int, **values: object) -> str:
    """Return the one of two texts that fits a number, translated, with ``{n}`` filled in."""
    return _current.ngettext(one, many, n).format(n=number(n), **values)


def number(n: int) -> str:
    """Return a whole number as the user's language writes it: 12,345 or 12.345."""
    return _locale().toString(n)


@cache
def _locale() -> QLocale:
    return QLocale()
