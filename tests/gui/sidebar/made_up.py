"""A small library's facets, and one with a great many folders and keywords."""

from dataclasses import replace

from photoapp.library.browsing import Facets, Folder, Month, Named, Place, Year


def facets(**changes: object) -> Facets:
    small = Facets(
        total=100,
        folders=(
            Folder("/pictures", "pictures", 90, (Folder("/pictures/2024", "2024", 30),)),
            Folder("/other", "other", 10),
        ),
        years=(Year(2024, 30, (Month(5, 20), Month(1, 10))), Year(2019, 7, (Month(12, 7),))),
        countries=(Place("Portugal", 9, (Place("Lisbon", 8),)),),
        cameras=(Named("Canon EOS R5", 80),),
        keywords=(Named("beach", 12), Named("family", 3)),
        ratings={0: 90, 3: 6, 5: 4},
        flags={"pick": 2, "none": 98},
        colors={"red": 1},
        untagged=85,
        offline=0,
        failed=1,
    )
    return replace(small, **changes)


def large(folders: int, keywords: int) -> Facets:
    below = tuple(Folder(f"/pictures/{n:05}", f"{n:05}", 1) for n in range(folders))
    words = tuple(Named(f"word {n:05}", keywords - n) for n in range(keywords))
    return facets(folders=(Folder("/pictures", "pictures", folders, below),), keywords=words)
