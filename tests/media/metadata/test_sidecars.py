"""Which files belong to a photo."""

import pytest

from photoapp.media.metadata import FolderSidecars, sidecars_of

_LONG = "a photo of a very long name that Takeout cuts off somewhere.jpg"


@pytest.mark.parametrize(
    ("photo", "sidecar"),
    [
        ("x.jpg", "x.jpg.xmp"),
        ("x.jpg", "x.xmp"),
        ("x.JPG", "x.XMP"),
        ("x.cr2", "x.xmp"),
        ("x.jpg", "x.jpg.json"),
        ("x.jpg", "x.json"),
        ("x.jpg", "x.jpg.supplemental-metadata.json"),
        ("x.jpg", "x.jpg.supplemental-meta.json"),
        ("x.jpg", "x.jpg.suppl.json"),
        ("x.jpg", "x.jpg.s.json"),
        ("x(1).jpg", "x.jpg(1).json"),
        ("x(1).jpg", "x.jpg.supplemental-metadata(1).json"),
        ("x-edited.jpg", "x.jpg.json"),
        ("x-bearbeitet.jpg", "x.jpg.supplemental-metadata.json"),
        ("x-edited(1).jpg", "x.jpg(1).json"),
        (_LONG, f"{_LONG[:46]}.json"),
        (_LONG, f"{_LONG[:47]}.json"),
    ],
)
def test_a_sidecar_is_found(photo: str, sidecar: str) -> None:
    names = [photo, "y.jpg", "y.json", sidecar, "y.xmp"]
    assert sidecars_of(photo, names) == (sidecar,)


@pytest.mark.parametrize(
    ("photo", "other"),
    [
        ("x.jpg", "x.png.json"),
        ("x.jpg", "xx.xmp"),
        ("x.jpg", "x.jpg(1).json"),
        ("x(1).jpg", "x.jpg.json"),
        ("x(1).jpg", "x.jpg.supplemental-metadata.json"),
        ("x.jpg", "x-edited.jpg.json"),
        ("x.jpg", "metadata.json"),
        ("x.xmp", "x.xmp"),
        (_LONG, f"{_LONG[:30]}.json"),
    ],
)
def test_other_files_are_not(photo: str, other: str) -> None:
    assert sidecars_of(photo, [photo, other]) == ()


def test_xmp_comes_first_and_the_nearer_name_before_the_shared() -> None:
    names = ["x.jpg", "x.cr2", "x.json", "x.jpg.json", "x.xmp", "x.jpg.xmp"]
    folder = FolderSidecars(names)
    assert folder.of("x.jpg") == ("x.jpg.xmp", "x.xmp", "x.jpg.json", "x.json")
    assert folder.of("x.cr2") == ("x.xmp", "x.json")


def test_an_edited_photo_with_a_sidecar_of_its_own_keeps_to_that() -> None:
    names = ["x-edited.jpg", "x.jpg.json", "x-edited.jpg.json"]
    assert sidecars_of("x-edited.jpg", names) == ("x-edited.jpg.json",)


def test_a_name_that_is_not_unicode() -> None:
    assert sidecars_of("caf\udce9.jpg", ["caf\udce9.jpg", "caf\udce9.xmp"]) == ("caf\udce9.xmp",)
