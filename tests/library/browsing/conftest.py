"""A library of the test's own."""

import pytest

from photoapp.catalog import Catalog
from tests.library.browsing.shelf import Shelf


@pytest.fixture
def shelf(catalog: Catalog) -> Shelf:
    return Shelf(catalog)
