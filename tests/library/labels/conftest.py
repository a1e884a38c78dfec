"""A library of made-up photos."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog

from .made_up import Album, Model


@pytest.fixture
def album(catalog: Catalog, tmp_path: Path) -> Album:
    """A library without photos, whose model knows what photos show."""
    made = Album(catalog, tmp_path / "indexes")
    made.serve(Model("knowing"))
    return made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Album:
    """A library with twelve photos of each of four things, and many of none; to be copied."""
    folder = tmp_path_factory.mktemp("template")
    with closing(Catalog(folder / "catalog.sqlite")) as catalog:
        made = Album(catalog, folder / "indexes")
        made.serve(Model("knowing"))
        made.fill()
        return made


@pytest.fixture
def full(template: Album, tmp_path: Path) -> Iterator[Album]:
    """A copy of it, of the test's own."""
    path = tmp_path / "catalog.sqlite"
    shutil.copyfile(template.catalog.database.path, path)
    models = {number: Model(model.name) for number, model in template.models.items()}
    with closing(Catalog(path)) as catalog:
        yield Album(catalog, tmp_path / "indexes", models, dict(template.shows))
