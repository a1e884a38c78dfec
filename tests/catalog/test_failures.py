"""What could not be indexed is remembered, and forgotten when it can be."""

import os
from pathlib import Path

from photoapp.catalog import UNLISTED, Catalog
from tests.catalog.records import ROOT, add_root


def _told(catalog: Catalog) -> dict[str, str]:
    return {os.path.relpath(f.path, ROOT): f.reason for f in catalog.failures.all()}


def test_folders_that_cannot_be_listed_are_told_until_they_can(catalog: Catalog) -> None:
    root_id = add_root(catalog).id
    below = str(Path("a", "b"))
    catalog.failures.record_unlisted(root_id, "", [("a", "Closed."), (below, "Closed.")], deep=True)
    assert _told(catalog) == {"a": "Closed.", below: "Closed."}
    assert {f.kind for f in catalog.failures.all()} == {UNLISTED}
    catalog.failures.record_unlisted(root_id, "a", [], deep=False)
    assert _told(catalog) == {below: "Closed."}
    catalog.failures.record_unlisted(root_id, "a", [], deep=True)
    assert _told(catalog) == {}


def test_a_folder_is_said_to_be_unlistable_since_it_first_was(catalog: Catalog) -> None:
    root_id = add_root(catalog).id
    for _ in range(2):
        catalog.failures.record_unlisted(root_id, "", [("a", "Closed.")], deep=True)
    [first] = catalog.failures.all()
    catalog.failures.record_unlisted(root_id, "", [("a", "Broken.")], deep=True)
    [then] = catalog.failures.all()
    assert (first.reason, then.reason) == ("Closed.", "Broken.")
    assert first.failed_at <= then.failed_at
