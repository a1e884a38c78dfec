"""Collects the window's texts into the catalogues beside this file, and compiles them.

Run by `make translations`. It names what is not translated yet; give it words in the .po file, with
any editor for those, and run it again.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_WINDOW = _ROOT / "photoapp" / "gui"
_MODELS = _ROOT / "resources" / "models.toml"
# What the window shows of each model.
_OF_MODELS = ("for_whom", "licence", "languages")
# Catalogues say nothing of when they were made, so that the same texts make the same file.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)

Text = str | tuple[str, str]


def collected() -> Iterator[tuple[Text, str]]:
    """Yield the texts of the window, one and many where they are counted, and whose they are."""
    for path in sorted(_WINDOW.rglob("*.py")):
        place = path.relative_to(_ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if text := _text(node):
                yield text, place
    for model in tomllib.loads(_MODELS.read_text("utf-8"))["models"]:
        for name in _OF_MODELS:
            yield model[name], _MODELS.relative_to(_ROOT).as_posix()


def template() -> Catalog:
    """Return a catalogue of all texts, with no translations."""
    made = Catalog(project="photoapp", creation_date=_NO_TIME, fuzzy=False, charset="utf-8")
    for text, place in collected():
        made.add(text, locations=[(place, 0)])
    return made


def languages() -> list[str]:
    """Return the languages that there are catalogues for."""
    return sorted(path.stem for path in _HERE.glob("*.po"))


def read(language: str) -> Catalog:
    """Return the catalogue of a language."""
    with (_HERE / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def compiled(catalog: Catalog) -> bytes:
    """Return what gettext reads of a catalogue."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Return the texts that are not translated."""
    texts = ((m.id, m.string) for m in catalog if m.id)
    return [str(text) for text, said in texts if not (all(said) if _counted(said) else said)]


def _counted(said: object) -> bool:
    return isinstance(said, tuple)


def _text(node: ast.AST) -> Text | None:
    """Return the text of a call of ``tr`` or ``tr_n``; None if it is none of literals."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    wanted = {"tr": 1, "tr_n": 2}.get(node.func.id, 0)
    texts = [a.value for a in node.args[:wanted] if isinstance(a, ast.Constant)]
    if not wanted or len(texts) < wanted or not texts[0]:
        return None
    return texts[0] if wanted == 1 else (texts[0], texts[1])


def _update(language: str) -> Catalog:
    catalog = read(language)
    catalog.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.creation_date = catalog.revision_date = _NO_TIME
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    catalog.header_comment = f"# The window's texts in the language {language!r}."
    with (_HERE / f"{language}.po").open("wb") as file:
        write_po(
            file, catalog, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False
        )
    (_HERE / f"{language}.mo").write_bytes(compiled(catalog))
    return catalog


def main() -> int:
    """Bring all catalogues level with the code; the exit status is 1 if anything is missing."""
    lacking = {language: missing(_update(language)) for language in languages()}
    for language, texts in lacking.items():
        for text in texts:
            sys.stdout.write(f"{language}: not translated: {text}\n")
    return int(any(lacking.values()))


if __name__ == "__main__":
    sys.exit(main())
