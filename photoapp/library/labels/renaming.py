"""A label's new name in the queries of smart albums."""

from collections.abc import Mapping
from dataclasses import replace

from photoapp.catalog import Catalog
from photoapp.catalog.spelling import caseless
from photoapp.errors import AlbumError, UsageError
from photoapp.search.query import Query
from photoapp.search.query_text import parse, write

Queries = dict[int, str]
"""Of smart albums, by id."""


def rename_in_queries(catalog: Catalog, before: str, after: str) -> Queries:
    """Let smart albums ask for a label's new name, and return the queries that they had."""
    changed: Queries = {}
    for album in catalog.albums.all():
        if album.query and (query := _renamed(album.query, before, after)):
            changed[album.id] = query
    return put_queries(catalog, changed)


def put_queries(catalog: Catalog, queries: Mapping[int, str]) -> Queries:
    """Give smart albums queries, and return those that they had; albums that are gone have none."""
    before: Queries = {}
    for album_id, query in queries.items():
        try:
            before[album_id] = catalog.albums.change_query(album_id, query)
        except AlbumError:  # deleted, or made fixed, meanwhile
            continue
    return before


def _renamed(text: str, before: str, after: str) -> str | None:
    """Return a query that asks for the new name, None if it does not ask for the old one."""
    try:
        query = parse(text)
    except UsageError:  # of another photoapp
        return None
    changed = _with_names(query, {caseless(before): after})
    return write(changed) if changed != query else None


def _with_names(query: Query, names: Mapping[str, str]) -> Query:
    def named(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(caseless(word), word) for word in words)

    asked = query.filter
    return replace(
        query,
        filter=replace(
            asked,
            keywords=named(asked.keywords),
            labels=named(asked.labels),
            suggested=named(asked.suggested),
        ),
    )
