"""What the page shows of a run, and that nobody's caption gets out of its place."""

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from trainer.gate.verdict import Example, SearchPair, Verdict
from trainer.report.markup import element

from .runs import comparison, verdict, write

_VOID = {"meta", "img"}
_HOSTILE = [
    "<script>alert(1)</script>",
    "</style></body><img src=x onerror=alert(2)>",
    "\"quoted\" 'and' & &lt;b&gt;",
    "\u202eright to left שלום",
    "👩\u200d👧 🏖️",
    "null \0 and escape \x1b[31m",
]


class _Page(HTMLParser):
    """Reads a page strictly: each element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _given(text: str) -> Verdict:
    example = Example(f"/gone/{text}", text, 40, 2)
    search = SearchPair(text, f"{text} again", ["/gone/a.jpg"], ["/gone/b.jpg"])
    return verdict(
        examples=[example], searches=[search], sentence=text, reasons=(text, f"why {text}")
    )


@pytest.mark.parametrize("text", _HOSTILE)
def test_what_people_write_stays_text(tmp_path: Path, text: str) -> None:
    plain = _Page(write(tmp_path, _given("harmless"), skipped=["harmless"]))
    hostile = _Page(write(tmp_path, _given(text), skipped=[text]))
    shape = [(tag, sorted(attributes)) for tag, attributes in hostile.elements]
    assert shape == [(tag, sorted(attributes)) for tag, attributes in plain.elements]
    shown = text.replace("\0", "\ufffd").replace("\x1b", "\ufffd")
    assert sum(shown in said for said in hostile.texts) >= 5


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    page = _Page(write(tmp_path, _given("https://example.org/x.png")))
    assert not {"script", "link", "iframe", "object", "a"} & {tag for tag, _ in page.elements}
    policy = [a["content"] for _, a in page.elements if a.get("http-equiv")]
    assert policy == ["default-src 'none'; img-src data:; style-src 'unsafe-inline'"]
    assert not any("url(" in text or "@import" in text for text in page.texts)


def test_a_caption_of_10_000_characters_is_cut(tmp_path: Path) -> None:
    example = Example("/gone/a.jpg", "word " * 2000, 2, 40)
    page = write(tmp_path, verdict(worsened=(example,)))
    assert "word word" in page
    assert "word …" not in page
    assert "word…" in page
    assert len(page) < 30_000


def test_a_half_of_a_character_is_marked() -> None:
    assert element("p", "a\ud83db") == "<p>a\ufffdb</p>"


def test_figures_and_headline_of_a_better_model(tmp_path: Path) -> None:
    page = _Page(write(tmp_path, verdict())).texts
    assert "This model finds your photos better" in page
    assert {"33.8\u202f%", "93.1\u202f%", "+59.3", "+57.3 to +61.3"} <= set(page)
    assert "1,200 captions of 240 photos that it had not learned from" in " ".join(page)
    assert "by chance in 3.4\u202f% of trials" in " ".join(page)
    assert {"99.6\u202f%", "within the limit"} <= set(page)  # 0.498 of 0.5


def test_a_refused_model_says_why(tmp_path: Path) -> None:
    lost = comparison("38 labels", 0.62, 0.57)
    refused = verdict(
        better=False, captions=None, names=comparison("names", 0.5, 0.2), general=(lost,)
    )
    page = _Page(write(tmp_path, refused)).texts
    assert "This model is not proven better" in page
    assert {"All of it is kept.", "below the limit", "Your names", "\N{MINUS SIGN}30.0"} <= set(
        page
    )
    assert "Your captions" not in page


def test_names_alone_have_a_headline_and_a_doubt_of_their_own(tmp_path: Path) -> None:
    names = replace(comparison("names", 0.1, 0.9), image_to_text={})
    page = _Page(write(tmp_path, verdict(captions=None, names=names), curve=())).texts
    assert "This model finds what you have given names" in page
    assert "This model finds your photos better" not in page
    assert "the best of all that were tried would come as far ahead by chance in 3.4" in "".join(
        page
    )
    assert "learned nothing would gain" not in "".join(page)
    assert "How it learned" not in page
    both = _Page(write(tmp_path, verdict(names=names))).texts
    assert "This model finds your photos better" in both


def test_searches_that_changed_most_are_shown_and_the_others_named(tmp_path: Path) -> None:
    photos = [f"/gone/{i}.jpg" for i in range(24)]
    searches = [SearchPair(f"search {i}", "x", photos[:12], photos[i : i + 12]) for i in range(12)]
    page = _Page(write(tmp_path, verdict(searches=searches)))
    assert next(t for t in page.texts if t.startswith("After, ")) == "After, 11 new"
    assert ": 3 of 12 new" in page.texts
    assert sum((tag, a.get("class")) == ("li", "new") for tag, a in page.elements) == sum(
        range(4, 12)
    )
