"""Each text of the window is in each catalogue, translated, and compiled.

What fails here is mended by `make translations`, and words in resources/i18n for what it names.
"""

import gettext
import string
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

_I18N = Path(__file__).parents[2] / "resources" / "i18n"
LANGUAGES = sorted(path.stem for path in _I18N.glob("*.po"))


@pytest.fixture(scope="module")
def collect() -> Iterator[ModuleType]:
    """The script that `make translations` runs."""
    sys.path.insert(0, str(_I18N))
    import collect

    yield collect
    sys.path.remove(str(_I18N))


def test_there_is_another_language_than_english() -> None:
    assert "de" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(collect: ModuleType, language: str) -> None:
    catalog = collect.read(language)
    unknown = {text for text, _ in collect.collected() if catalog.get(_key(text)) is None}
    assert not unknown, "run: make translations"
    assert not collect.missing(catalog)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_of_earlier_times(collect: ModuleType, language: str) -> None:
    texts = {_key(text) for text, _ in collect.collected()}
    assert {_key(m.id) for m in collect.read(language) if m.id} == texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same(collect: ModuleType, language: str) -> None:
    wrong = [m.id for m in collect.read(language) if m.id and not _agrees(m)]
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(collect: ModuleType, language: str) -> None:
    with (_I18N / f"{language}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for message in collect.read(language):
        if isinstance(message.id, str):
            assert not message.id or compiled.gettext(message.id) == message.string
        else:
            both = tuple(compiled.ngettext(*message.id, n) for n in (1, 2))
            assert both == message.string, "run: make translations"


def _key(text: str | tuple[str, str]) -> str:
    return text if isinstance(text, str) else text[0]


def _agrees(message: Message) -> bool:
    """Return whether names in braces, marks of menus and dots are where they are in English."""
    if isinstance(message.id, str):
        return _marks(message.id) == _marks(message.string)
    names = _names(message.id[1])
    one, many = message.string
    # "1 photo" may name the number or not.
    return _names(many) == names and _names(one) | {"n"} == names | {"n"}


def _marks(text: str) -> tuple[set[str], int, bool]:
    return _names(text), text.replace("&&", "").count("&"), text.endswith("…")


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
