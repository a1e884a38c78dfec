"""Events are called as people write dates."""

from datetime import date

import pytest

from photoapp.gui.albums.event_texts import days_text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2024-05-12", "2024-05-12", "12 May 2024"),
        ("2024-05-12", "2024-05-14", "12\N{EN DASH}14 May 2024"),
        ("2024-04-30", "2024-05-02", "30 April \N{EN DASH} 2 May 2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 \N{EN DASH} 2 January 2024"),
    ],
)
def test_days(first: str, last: str, text: str) -> None:
    assert days_text(date.fromisoformat(first), date.fromisoformat(last)) == text
