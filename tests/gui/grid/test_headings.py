import pytest
from PySide6.QtCore import QLocale

from photoapp.gui.grid.headings import heading_text


@pytest.mark.parametrize(
    ("key", "grouping", "text"),
    [
        ("2024", "year", "2024"),
        ("2024-03", "month", "March 2024"),
        ("2024-03-09", "day", "March 9, 2024"),
        ("", "day", "No date"),
        ("/home/anna/Photos/2024/Lisbon", "folder", "2024 / Lisbon"),
        ("/photos", "folder", "photos"),
        ("/", "folder", "/"),
    ],
)
def test_headings_say_when_or_where(key: str, grouping: str, text: str) -> None:
    assert heading_text(key, grouping) == text


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_GB", "9 March 2024"),
        ("de_DE", "9. März 2024"),
        ("fr_FR", "9 mars 2024"),
        ("zh_CN", "2024年3月9日"),
        ("tr_TR", "9 Mart 2024"),
    ],
)
def test_days_are_written_as_the_language_writes_them(locale: str, text: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert heading_text("2024-03-09", "day") == text
    finally:
        QLocale.setDefault(before)
