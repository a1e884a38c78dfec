"""What is fetched is no larger than it may be."""

from pathlib import Path

from tests.packaging.scripts import script

size = script("size")


def test_the_package_keeps_its_budget(deb: Path) -> None:
    assert size.too_large(deb) is None
