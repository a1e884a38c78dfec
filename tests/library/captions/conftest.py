"""Captions over a catalogue of photos that are nowhere."""

import pytest

from photoapp.catalog import Catalog
from photoapp.library.active_models import ActiveModels
from photoapp.library.captions import Captions
from photoapp.library.changes import Changes
from photoapp.paths import AppPaths
from photoapp.settings import Settings


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def captions(home: AppPaths, catalog: Catalog, changes: Changes) -> Captions:
    active = ActiveModels(home, Settings(), catalog, words_here=True)
    return Captions(catalog, active, changes)
