"""What the documents point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("packaging/*.md")]
)
_LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]+))?\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_DEFINED = re.compile(r"^\[[^\]]+\]: #(\S+)$", re.MULTILINE)


def _anchors(document: Path) -> set[str]:
    """The anchors of a document's headings, as the usual viewers make them."""
    headings = _HEADING.findall(document.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for path, anchor in _LINK.findall(text):
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), path
        assert not anchor or anchor in _anchors(target), f"{path}#{anchor}"
    for anchor in _DEFINED.findall(text):
        assert anchor in _anchors(document), anchor


def test_every_document_is_met_by_somebody_who_reads() -> None:
    linked = {
        (document.parent / path).resolve()
        for document in DOCUMENTS
        for path, _ in _LINK.findall(document.read_text("utf-8"))
    }
    said = (ROOT / "README.md").read_text("utf-8")
    named = {ROOT / name for name in re.findall(r"`(docs/[\w-]+\.md)`", said)}
    assert set((ROOT / "docs").rglob("*.md")) <= linked | named


def test_every_picture_is_shown_by_the_guide() -> None:
    shown = {
        (page.parent / path).resolve()
        for page in (ROOT / "docs" / "guide").glob("*.md")
        for path, _ in _LINK.findall(page.read_text("utf-8"))
    }
    assert set((ROOT / "docs" / "images").iterdir()) <= shown


def test_every_page_of_the_guide_is_in_its_index_and_has_a_heading() -> None:
    guide = ROOT / "docs" / "guide"
    index = (guide / "README.md").read_text("utf-8")
    for page in set(guide.glob("*.md")) - {guide / "README.md"}:
        assert f"]({page.name})" in index
        assert page.read_text("utf-8").startswith("# ")
