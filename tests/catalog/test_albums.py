"""Albums keep what is put into them, in order, and come back whole."""

from collections.abc import Iterator

import pytest

from photoapp.catalog import Catalog
from photoapp.errors import AlbumError
from tests.catalog.records import ROOT, add


@pytest.fixture
def photo_ids(catalog: Catalog) -> list[int]:
    return add(catalog, "a.jpg", "b.jpg", "c.jpg")


def test_photos_stand_in_the_order_in_which_they_came(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    a, b, c = photo_ids
    album = catalog.albums.create("Best")
    assert catalog.albums.add(album, [c, a, c, 999]) == [c, a]
    assert catalog.albums.add(album, [a, b]) == [b]
    assert catalog.albums.photo_ids(album) == (c, a, b)
    taken = catalog.albums.take(album, [a, 999])
    assert catalog.albums.photo_ids(album) == (c, b)
    catalog.albums.put(album, taken)
    assert catalog.albums.photo_ids(album) == (c, a, b)
    assert catalog.albums.of(a) == [album]


def test_photos_without_a_file_are_kept_and_not_counted(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    album = catalog.albums.create("Best")
    catalog.albums.add(album, photo_ids)
    catalog.files.forget(catalog.roots.add(ROOT).id, ["b.jpg"])
    assert catalog.albums.all()[0].photos == 2
    assert catalog.albums.photo_ids(album) == (photo_ids[0], photo_ids[2])
    add(catalog, "b.jpg")
    assert catalog.albums.photo_ids(album) == tuple(photo_ids)


def test_names_differ_by_more_than_case(catalog: Catalog) -> None:
    first = catalog.albums.create("Äpfel")
    other = catalog.albums.create("Birnen", "pears")
    with pytest.raises(AlbumError, match="“Äpfel” already"):
        catalog.albums.create("äpfel")
    with pytest.raises(AlbumError, match="already"):
        catalog.albums.rename(other, "ÄPFEL")
    assert catalog.albums.rename(first, "äpfel") == "Äpfel"
    assert [(a.name, a.smart, a.photos) for a in catalog.albums.all()] == [
        ("Birnen", True, None),
        ("äpfel", False, 0),
    ]


def test_smart_and_fixed_albums_are_not_taken_for_each_other(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    smart, fixed = catalog.albums.create("Sea", "sea"), catalog.albums.create("Best")
    with pytest.raises(AlbumError, match="smart album"):
        catalog.albums.add(smart, photo_ids)
    with pytest.raises(AlbumError, match="no smart album"):
        catalog.albums.change_query(fixed, "sky")
    assert catalog.albums.change_query(smart, "sky") == "sea"


def test_a_deleted_album_comes_back_whole_and_its_id_is_given_to_no_other(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    album = catalog.albums.create("Best")
    catalog.albums.add(album, photo_ids[::-1])
    whole = catalog.albums.delete(album)
    with pytest.raises(AlbumError, match="deleted meanwhile"):
        catalog.albums.photo_ids(album)
    other = catalog.albums.create("best")
    assert other != album
    with pytest.raises(AlbumError, match="“best” already"):
        catalog.albums.bring_back(whole)
    catalog.albums.delete(other)
    catalog.albums.bring_back(whole)
    assert catalog.albums.photo_ids(album) == tuple(photo_ids[::-1])
    assert catalog.albums.delete(album) == whole


def test_thousands_of_photos_are_taken_out_in_a_moment(catalog: Catalog) -> None:
    """Each was looked for among all of them: 100,000 took minutes."""

    class Counted(list[int]):
        looks = 0

        def __iter__(self) -> Iterator[int]:
            Counted.looks += 1
            return super().__iter__()

    photo_ids = add(catalog, *(f"{i}.jpg" for i in range(50)))
    album = catalog.albums.create("All")
    catalog.albums.add(album, photo_ids)
    assert len(catalog.albums.take(album, Counted(photo_ids))) == 50
    assert Counted.looks == 1
