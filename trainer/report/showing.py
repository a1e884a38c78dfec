"""Photos on the page: saved searches side by side, and examples that rose and fell."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from trainer.gate.verdict import Example, SearchPair
from trainer.report.markup import Markup, element, foreign, together

MOST_SEARCHES = 8
_MOST_NAME, _MOST_TEXT = 40, 120

Pictures = Mapping[str, str]


def chosen_searches(searches: Sequence[SearchPair]) -> list[SearchPair]:
    """Return the searches to be shown with photos: those that changed most."""
    return sorted(searches, key=lambda search: -len(_new(search)))[:MOST_SEARCHES]


def searches_side_by_side(searches: Sequence[SearchPair], pictures: Pictures) -> Markup:
    """Return the first photos of each search before and after, and in words what is left out."""
    chosen = chosen_searches(searches)
    left = [search for search in searches if search not in chosen]
    others = [
        element(
            "li",
            foreign(search.name, _MOST_NAME),
            f": {len(_new(search))} of {len(search.after)} new",
        )
        for search in left
    ]
    return together(*[_search(search, pictures) for search in chosen], _other(others))


def _other(lines: Sequence[Markup]) -> Markup:
    if not lines:
        return Markup("")
    heading = element("h3", "Searches that changed less")
    return element("article", heading, element("ul", *lines, class_="plain"))


def example_list(title: str, examples: Sequence[Example], pictures: Pictures) -> Markup:
    """Return photos with their captions and the places at which those find them."""
    cards = [_example(example, pictures) for example in examples]
    body = element("ol", *cards, class_="examples") if cards else element("p", "None.")
    return element("div", element("h3", title), body)


def _search(search: SearchPair, pictures: Pictures) -> Markup:
    asked = (
        [] if search.text == search.name else [element("span", foreign(search.text, _MOST_TEXT))]
    )
    new = _new(search)
    heading = element("h3", foreign(search.name, _MOST_NAME), " ", *asked)
    before = _side("Before", search.before, frozenset(), pictures)
    after = _side(
        f"After, {len(new)} new" if new else "After, the same photos", search.after, new, pictures
    )
    return element("article", heading, element("div", before, after, class_="sides"))


def _side(title: str, photos: Sequence[str], new: frozenset[str], pictures: Pictures) -> Markup:
    cells = [_cell(path, pictures, is_new=path in new) for path in photos]
    body = element("ol", *cells, class_="photos") if cells else element("p", "No photos.")
    return element("div", element("h4", title), body)


def _cell(path: str, pictures: Pictures, *, is_new: bool) -> Markup:
    return element(
        "li",
        _picture(path, pictures, ", new" if is_new else ""),
        class_="new" if is_new else "known",
    )


def _example(example: Example, pictures: Pictures) -> Markup:
    place = element("p", _places(example), class_="places")
    caption = element("p", foreign(example.caption), class_="caption")
    return element("li", _picture(example.photo, pictures), element("div", caption, place))


def _places(example: Example) -> str:
    return f"place {example.rank_before:,} → {example.rank_after:,}"


def _picture(path: str, pictures: Pictures, note: str = "") -> Markup:
    """Return a photo, or a grey cell with its name where it can't be shown."""
    name = PurePath(path).name
    if uri := pictures.get(path):
        return element("img", src=uri, alt=f"{name}{note}", title=path)
    return element("span", foreign(name, _MOST_NAME), class_="gone", title=path)


def _new(search: SearchPair) -> frozenset[str]:
    return frozenset(search.after) - frozenset(search.before)
