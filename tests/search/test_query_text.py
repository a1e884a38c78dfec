"""What people type is understood, and what is understood can be written down again."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoapp.catalog import PhotoFilter
from photoapp.errors import UsageError
from photoapp.search.query import Query
from photoapp.search.query_text import parse, tokens_of, write


def _filter(**conditions: object) -> Query:
    return Query(filter=PhotoFilter(**conditions))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("  a red   car ", Query("a red car")),
        ("dog -beach", Query("dog", without=("beach",))),
        ('dog -"two cats" -big', Query("dog", without=("two cats", "big"))),
        ("well-known - dog", Query("well-known - dog")),
        ('"what a day"', _filter(phrases=("what a day",))),
        ('"what a d', _filter(phrases=("what a d",))),
        ('"say ""hi"""', _filter(phrases=('say "hi"',))),
        ("folder:/a/b", _filter(folder="/a/b")),
        (r'folder:"C:\My Photos"', _filter(folder=r"C:\My Photos")),
        ('album:"Best ""of"" 2024"', _filter(album='Best "of" 2024')),
        ("date:2024", _filter(since="2024", until="2024")),
        ("date:2024-05", _filter(since="2024-05", until="2024-05")),
        ("date:2023..2024-06", _filter(since="2023", until="2024-06")),
        ("date:2024-02-29..", _filter(since="2024-02-29")),
        ("date:..2024", _filter(until="2024")),
        ("place:Lisbon", _filter(place="Lisbon")),
        ('camera:"Canon EOS R5"', _filter(camera="Canon EOS R5")),
        ("tag:beach tag:sea tag:beach", _filter(keywords=("beach", "sea"))),
        ("label:beach label:sea", _filter(labels=("beach", "sea"))),
        ('label:"my cat" Suggested:dog', _filter(labels=("my cat",), suggested=("dog",))),
        ("is:suggested suggested:", _filter(with_suggestions=True)),
        ("rating:3", _filter(least_rating=3)),
        ("rating:=3", _filter(least_rating=3, most_rating=3)),
        ("rating:2..4", _filter(least_rating=2, most_rating=4)),
        ("rating:..2", _filter(most_rating=2)),
        ("is:pick", _filter(flag="pick")),
        ("is:reject is:unflagged", _filter(flag="none")),
        ("is:unrated", _filter(least_rating=0, most_rating=0)),
        ("is:untagged is:offline is:failed", _filter(untagged=True, offline=True, failed=True)),
        ("Color:RED", _filter(color="red")),
        ("like:17", Query(like=17)),
        ("like:99999999999999999999", Query(like=Path("99999999999999999999"))),
        ('like:"17"', Query(like=Path("17"))),
        ('like:"/a/my photo.jpg"', Query(like=Path("/a/my photo.jpg"))),
        ("sea sort:newest", Query("sea", sort="newest")),
        ("foo:bar 12:30", Query("foo:bar 12:30")),
        ("dog rating: date:", Query("dog")),
        ("cat rating:4 in snow", Query("cat in snow", filter=PhotoFilter(least_rating=4))),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(text: str, query: Query) -> None:
    assert parse(text) == query
    assert parse(write(query)) == query


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("date:2024-13", "date:2024-05"),
        ("date:2023-02-29", "date:2024-05"),
        ("date:2024..2023", "date:2023..2024-06"),
        ("date:..", "date:2024"),
        ("date:yesterday", "date:2024"),
        ("rating:6", "from 0 to 5"),
        ("rating:4..2", "rating:2..4"),
        ("rating:=2..4", "rating:=3"),
        ("rating:good", "from 0 to 5"),
        ("is:good", "pick, reject"),
        ("color:pink", "red, yellow"),
        ("sort:up", "newest"),
        ("-rating:3", "rating:"),
    ],
)
def test_what_makes_no_sense_says_what_would(text: str, way_out: str) -> None:
    with pytest.raises(UsageError, match=text.split(":", maxsplit=1)[0]) as caught:
        parse(text)
    assert way_out in str(caught.value)


def test_what_a_query_asks_beyond_words_can_be_taken_off_one_by_one() -> None:
    query = parse('dog "a day" tag:sea rating:3 is:pick date:2024 like:3')
    tokens = tokens_of(query)
    assert tokens == ['"a day"', "tag:sea", "date:2024", "rating:3", "is:pick", "like:3"]
    assert parse(" ".join(["dog", *tokens])) == query


_texts = st.text(max_size=40)
_typed = st.lists(
    st.one_of(
        _texts,
        st.sampled_from(['"', "-", " ", "tag:", "foo:", "like:", "folder:", "\\", "album:x", "..",
                         "rating:3", "date:2024", "is:pick", "sort:name", "label:x", "label:"]),
    ),
    max_size=8,
).map("".join)  # fmt: skip


@given(_typed)
def test_what_was_understood_is_written_so_that_it_is_understood_again(text: str) -> None:
    try:
        query = parse(text)
    except UsageError:
        return
    assert parse(write(query)) == query


_named = st.text(min_size=1, max_size=30).filter(str.strip)


@given(
    st.builds(
        PhotoFilter,
        folder=st.none() | _named,
        album=st.none() | _named,
        place=st.none() | _named,
        camera=st.none() | _named,
        keywords=st.lists(_named, unique=True, max_size=3).map(tuple),
        phrases=st.lists(_named.map(lambda t: " ".join(t.split())), unique=True, max_size=3).map(
            tuple
        ),
        since=st.none() | st.sampled_from(["2019", "2020-02", "2020-02-29"]),
        until=st.none() | st.sampled_from(["2021", "2021-12", "2021-12-31"]),
        least_rating=st.none() | st.integers(0, 3),
        most_rating=st.none() | st.integers(3, 5),
        flag=st.sampled_from([None, "pick", "reject", "none"]),
        color=st.sampled_from([None, "red", "none"]),
        labels=st.lists(_named, unique=True, max_size=3).map(tuple),
        suggested=st.lists(_named, unique=True, max_size=3).map(tuple),
        untagged=st.booleans(),
        with_suggestions=st.booleans(),
        offline=st.booleans(),
        failed=st.booleans(),
    ),
    st.sampled_from([None, 5, Path("/a/b c.jpg"), Path('x"y'), Path("5")]),
)
def test_every_filter_can_be_written(wanted: PhotoFilter, like: int | Path | None) -> None:
    query = Query("a dog", ("cat", "rating:9"), wanted, like, "name")
    assert parse(write(query)) == query
