"""The guide that comes along: every page, every picture, and no link that leads out of it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .scripts import ROOT, script

guide = script("guide")
PAGES = sorted((ROOT / "docs" / "guide").glob("*.md"))


class _Read(HTMLParser):
    """What a page names, points at, and says."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.others: list[str] = []
        self.elements: set[str] = set()
        self.text = ""
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            kept = {"id": self.ids, "href": self.links, "src": self.pictures}
            kept.get(name, self.others).append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide")
    guide.write_guide(folder)
    return folder


def _written(folder: Path, text: str) -> Path:
    """Make a guide of one page, and return that in HTML."""
    (folder / "docs").mkdir()
    (folder / "docs" / "README.md").write_text(text, "utf-8")
    guide.write_guide(folder / "out", folder / "docs")
    return folder / "out" / "index.html"


def test_every_page_and_every_picture_comes_along(pages: Path) -> None:
    stems = {page.stem for page in PAGES} - {"README"} | {"index"}
    assert {page.stem for page in pages.glob("*.html")} == stems
    pictures = {path.name for path in (ROOT / "docs" / "images").iterdir()}
    assert {path.name for path in (pages / "images").iterdir()} == pictures


def test_links_and_pictures_lead_to_what_came_along(pages: Path) -> None:
    read = {page: _Read(page) for page in pages.glob("*.html")}
    links = [(page, link) for page, one in read.items() for link in one.links]
    for page, link in links:
        path, _, heading = link.partition("#")
        target = page.parent / path if path else page
        assert target in read, link
        assert not heading or heading in read[target].ids, link
    pictures = {picture for one in read.values() for picture in one.pictures}
    assert all((pages / picture).is_file() for picture in pictures)
    assert any("#" in link for _, link in links)


def test_each_link_between_pages_is_kept(pages: Path) -> None:
    for page in PAGES:
        wanted = re.findall(r"\]\(([\w-]+)\.md(#[\w-]+)?\)", page.read_text("utf-8"))
        expected = [f"{'index' if stem == 'README' else stem}.html{at}" for stem, at in wanted]
        html = pages / ("index.html" if page.stem == "README" else f"{page.stem}.html")
        above = [] if page.stem == "README" else ["index.html"]
        assert [link for link in _Read(html).links if link[0] != "#"] == above + expected


def test_nothing_asks_for_a_network_or_runs(pages: Path) -> None:
    for page in pages.glob("*.html"):
        read = _Read(page)
        assert not read.elements & {"script", "link", "iframe", "object", "embed", "form"}
        assert not any("//" in value for value in read.links + read.pictures + read.others)
        style = page.read_text("utf-8").partition("<style>")[2].partition("</style>")[0]
        assert "prefers-color-scheme: dark" in style
        assert not re.search(r"url\(|@import", style)


def test_headings_have_names_of_their_own(pages: Path) -> None:
    for page in pages.glob("*.html"):
        ids = _Read(page).ids
        assert ids
        assert len(ids) == len(set(ids)), page.name


def test_tables_are_tables_and_letters_are_read_as_they_were_written(pages: Path) -> None:
    keys = _Read(pages / "keys.html")
    assert {"table", "nav", "h1"} <= keys.elements
    assert "Ctrl++, Ctrl+\N{MINUS SIGN}" in keys.text
    assert "utf-8" in keys.others
    assert "photoapp: Keys" in keys.text


def test_other_links_become_text_and_those_beside_them_stay(tmp_path: Path) -> None:
    text = "# A & B\n\n[*up*](../x.md), [out](https://example.invalid/), [here](#a--b) <b>\n"
    page = _written(tmp_path, text)
    read = _Read(page)
    assert read.links == ["#a--b"]
    assert "up, out, here <b>" in read.text
    assert page.read_text("utf-8").count("</a>") == 1


def test_a_picture_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(guide.GuideError, match=r"README\.md shows gone\.png.*mend the page's link"):
        _written(tmp_path, "![Gone](gone.png)\n")


def test_what_is_no_guide_is_refused(tmp_path: Path) -> None:
    with pytest.raises(guide.GuideError, match=r"has no README\.md"):
        guide.write_guide(tmp_path / "out", tmp_path)
