"""A library in which photos show known things, without models and files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.library.active_models import ActiveModels
from photoapp.library.browsing import Browsing, Grouping
from photoapp.search import Query, Ranked
from photoapp.search.query_text import parse
from tests.catalog.browsing.described import put
from tests.catalog.records import model


@dataclass
class KnownChances:
    """Ranks photos by what the test says of each word: chances by photo id."""

    chances: dict[str, Mapping[int, float]] = field(default_factory=dict)

    def rank(self, query: Query, among: NDArray[np.int64] | None, limit: int) -> Ranked:
        known = self.chances.get(query.words, {})
        rows = sorted(known.items(), key=lambda row: (-row[1], row[0]))
        if among is not None:
            assert (np.diff(among) > 0).all()  # as an index wants them
            rows = [row for row in rows if row[0] in set(among.tolist())]
        ids = np.array([row[0] for row in rows[:limit]], dtype=np.int64)
        chances = np.array([row[1] for row in rows[:limit]], dtype=np.float32)
        return Ranked(ids, chances / 4, chances)


class Shelf:
    """A catalogue with a ``Browsing`` over it."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.searcher = KnownChances()
        serving = SimpleNamespace(number=model(catalog), searcher=self.searcher)
        active = cast("ActiveModels", SimpleNamespace(serving=lambda: serving))
        self.browsing = Browsing(catalog, active)

    def put(self, path: str, **known: object) -> int:
        return put(self.catalog, path, **known)  # type: ignore[arg-type]

    def find(self, text: str, grouping: Grouping = "none") -> list[int]:
        return list(self.browsing.find(parse(text), grouping).photo_ids)
