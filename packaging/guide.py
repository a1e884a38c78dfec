"""Turns the guide, docs/guide, into pages that every browser shows, with their pictures.

    python packaging/guide.py OUT

writes ``OUT/index.html`` of the guide's README.md, a page beside it for each other, and
``OUT/images``. Nothing in them asks for a network.
"""

import re
import shutil
import sys
from html import escape
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

GUIDE = Path(__file__).parents[1] / "docs" / "guide"
INDEX = "README.md"
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{above}{body}</body>
</html>
"""
_ABOVE = '<nav><a href="index.html">Guide</a></nav>\n'
_STYLE = Path(__file__).with_name("guide.css")


class GuideError(Exception):
    """The guide can't be turned into pages, for a reason that can be mended."""


def write_guide(out: Path, guide: Path = GUIDE) -> None:
    """Write the pages of a guide, and the pictures they show, into a folder.

    Raises:
        GuideError: there is no guide, or it shows a picture that is not there.

    """
    if not (guide / INDEX).is_file():
        raise GuideError(f"{guide} has no {INDEX}, so it is no guide; run this in a checkout.")
    (out / "images").mkdir(parents=True, exist_ok=True)
    for page in sorted(guide.glob("*.md")):
        (out / _html_name(page)).write_text(_rendered(page, out / "images"), "utf-8")


def _html_name(page: Path) -> str:
    return "index.html" if page.name == INDEX else f"{page.stem}.html"


def _rendered(page: Path, images: Path) -> str:
    """Return a page in HTML, and copy its pictures into a folder."""
    # Without HTML in it, a page shows the angle brackets that somebody forgot to mask.
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(page.read_text("utf-8"))
    _mark_headings(tokens)
    for token in tokens:
        token.children = _pointed(token.children or [], page, images)
    body = markdown.renderer.render(tokens, markdown.options, {})
    above = "" if page.name == INDEX else _ABOVE
    style = _STYLE.read_text("utf-8")
    return _PAGE.format(title=escape(_title(tokens, page)), style=style, above=above, body=body)


def _title(tokens: list[Token], page: Path) -> str:
    headings = (token.content for token in tokens if token.type == "inline")
    return f"photoapp: {next(headings, page.stem)}"


def _mark_headings(tokens: list[Token]) -> None:
    """Give headings the names that links to them have, as the usual viewers make them."""
    for token, text in pairwise(tokens):
        if token.type == "heading_open":
            name = re.sub(r"[^\w\- ]", "", text.content.lower()).replace(" ", "-")
            token.attrSet("id", name)


def _pointed(parts: list[Token], page: Path, images: Path) -> list[Token]:
    """Return a line's parts with pictures and links led to what comes along.

    Links cannot stand in one another, so each that goes takes the next end along.
    """
    kept, dropped = [], False
    for part in parts:
        if part.type == "image":
            part.attrSet("src", _copied(page, str(part.attrGet("src")), images))
        elif part.type == "link_open":
            target = _target(page, str(part.attrGet("href")))
            dropped = target is None
            part.attrSet("href", target or "")
        if not (dropped and part.type in {"link_open", "link_close"}):
            kept.append(part)
    return kept


def _target(page: Path, link: str) -> str | None:
    """Return where a link leads among the pages, or None where it leaves them."""
    path, mark, heading = link.partition("#")
    if not path:
        return link
    other = page.parent / path
    is_page = other.parent == page.parent and other.suffix == ".md" and other.is_file()
    return _html_name(other) + mark + heading if is_page else None


def _copied(page: Path, source: str, images: Path) -> str:
    """Copy a picture that a page shows; return its address from the page."""
    picture = page.parent / source
    if not picture.is_file():
        raise GuideError(f"{page} shows {source}, which is not there; mend the page's link.")
    shutil.copyfile(picture, images / picture.name)
    return f"images/{picture.name}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/guide.py OUT")
    try:
        write_guide(Path(sys.argv[1]))
    except GuideError as error:
        sys.exit(str(error))
