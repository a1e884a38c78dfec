"""Which photos are right: what the cut-off keeps, for words and for likeness.

    python -m benchmarks.relevance SHARED [--work DIR]

``SHARED`` holds ``labelled/labels.csv``, ``captioned/captions.jsonl`` and ``subjects/subjects.csv``
(files in ``images`` beside it or beside the CSV). All of their photos are one library, that of
the starter model. A label's words are a query; right are its photos and those with a caption that
holds a word of it, so captions that do not mention what is there count against it. The chances
were fitted on every second label: the others tell.
"""

import argparse
import csv
import json
import re
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog, EmbeddedPhoto, FileRecord
from photoapp.encoders import Encoder, load_encoder
from photoapp.evaluation import encode_files, read_captions, read_labels
from photoapp.search import USUAL_CUT_OFF, Query, Searcher
from photoapp.search.catalog_vectors import CatalogVectors

ABSENT = (
    "submarine", "microscope", "chess board", "volcano erupting", "lobster", "violin", "kangaroo",
    "octopus", "igloo", "sewing machine", "hedgehog", "trombone", "crocodile",
    "x-ray of a chest", "ballet dancer", "telescope", "snowman", "camel", "pineapple",
    "typewriter", "windmill", "jellyfish",
)  # fmt: skip
# What a label is called in captions, where that is not its own words.
_ALSO = {
    "airplane": "plane|airplane|aircraft|jet", "bedroom": "bedroom|bed", "dog": "dog|puppy",
    "computer room": "computer", "football stadium": "stadium|football|soccer",
    "ice skating": "ice skating|skater|ice rink", "motorbike": "motorbike|motorcycle|scooter",
    "ocean": "ocean|sea|beach|wave", "rainforest": "rainforest|jungle", "laptop": "laptop|computer",
    "sunrise or sunset": "sunset|sunrise|dusk|dawn", "tennis court": "tennis",
    "wrist watch": "wrist watch|watch", "art gallery": "gallery|museum",
    "mountain": "mountain|hill", "library": "library|bookshelf", "house": "house|cottage",
}  # fmt: skip
LIMIT = 2000


class Photos:
    """Photos with what is known of each; ids count from 1."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.labels: list[str] = []
        self.captions: list[str] = []
        self.subjects: list[str] = []

    def add(self, path: Path, label: str = "", captions: str = "", subject: str = "") -> None:
        """Add a photo."""
        self.paths.append(path)
        self.labels.append(label)
        self.captions.append(captions.lower())
        self.subjects.append(subject)

    def right(self, label: str) -> NDArray[np.bool_]:
        """Return which photos are right for a label."""
        said = re.compile(rf"\b({_ALSO.get(label, label)})(e?s)?\b")
        labelled = np.array([one == label for one in self.labels])
        captioned = np.array([bool(said.search(text)) for text in self.captions])
        right: NDArray[np.bool_] = labelled | captioned
        return right


def read_photos(shared: Path) -> Photos:
    photos = Photos()
    for labelled in read_labels(shared / "labelled" / "labels.csv"):
        photos.add(labelled.path, label=labelled.label)
    for captioned in read_captions(shared / "captioned" / "captions.jsonl"):
        photos.add(captioned.path, captions="\n".join(captioned.captions))
    folder = shared / "subjects"
    with (folder / "subjects.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            photos.add(next(folder.rglob(row["file"].split("/")[-1])), subject=row["subject"])
    return photos


def fill(catalog: Catalog, encoder: Encoder, photos: Photos, cache: Path | None) -> int:
    """Put all photos and what the model makes of them into a catalogue; return its number."""
    if cache is not None and cache.exists():
        features = np.load(cache)
    else:
        rows, features = encode_files(encoder, photos.paths, failed=_failed)
        assert len(rows) == len(photos.paths)
        if cache is not None:
            np.save(cache, features)
    vectors = encoder.project_features(features)
    number = catalog.vectors.model_id(encoder.model_id, encoder.dim, encoder.feature_dim)
    root = catalog.roots.add(Path("/benchmark"))
    names = range(len(photos.paths))
    files = [FileRecord(f"{i}.jpg", 1, 1, i, i.to_bytes(32, "big")) for i in names]
    ids = catalog.files.record(root.id, files)
    pairs = zip(ids, vectors.astype("<f2"), features.astype("<f2"), strict=True)
    made = [EmbeddedPhoto(i or 0, v.tobytes(), f.tobytes(), "", 4, 3, None) for i, v, f in pairs]
    catalog.photos.record_embedded(number, made)
    return number


def _failed(path: Path, reason: str) -> None:
    raise SystemExit(f"{path}: {reason}")


def likely(searcher: Searcher, query: Query) -> NDArray[np.intp]:
    """Return the places of the photos above the cut-off."""
    ranked = searcher.rank(query, None, LIMIT)
    return (ranked.photo_ids[ranked.chances >= USUAL_CUT_OFF] - 1).astype(np.intp)


def print_labels(searcher: Searcher, photos: Photos, labels: Sequence[str], title: str) -> None:
    precisions, recalls, counts = [], [], []
    for label in labels:
        found = likely(searcher, Query(label))
        # A photo that nothing is known of but its subject is neither right nor wrong.
        found = np.array([i for i in found if not photos.subjects[i]], dtype=np.intp)
        right = photos.right(label)
        if len(found):
            precisions.append(float(right[found].mean()))
        recalls.append(float(right[found].sum() / right.sum()))
        counts.append(len(found))
    print(
        f"{title:34} precision {np.mean(precisions):.2f}, recall {np.mean(recalls):.2f},"
        f" shown {np.median(counts):.0f} (median), {max(counts)} (most)"
    )


def print_like(searcher: Searcher, photos: Photos, kinds: Sequence[str], title: str) -> None:
    precisions, recalls = [], []
    for place, kind in enumerate(kinds):
        if not kind or (title.startswith("like, label") and place % 5):
            continue
        found = likely(searcher, Query(like=place + 1))
        found = found[found != place]
        known = np.array([i for i in found if kinds[i] or title.startswith("like, thing")])
        hits = sum(kinds[i] == kind for i in known)
        if len(known):
            precisions.append(hits / len(known))
        recalls.append(hits / (list(kinds).count(kind) - 1))
    print(f"{title:34} precision {np.mean(precisions):.2f}, recall {np.mean(recalls):.2f}")


def print_captions(searcher: Searcher, shared: Path, photos: Photos) -> None:
    lines = (shared / "captioned" / "captions.jsonl").read_text("utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    chosen = [line["captions"][0] for line in said if line.get("split") == "val"]
    found, counts = [], []
    for caption in chosen:
        shown = likely(searcher, Query(caption))
        own = next(i for i, text in enumerate(photos.captions) if caption.lower() in text)
        found.append(own in shown)
        counts.append(len(shown))
    title = f"{len(chosen)} captions (val)"
    print(f"{title:34} photo shown {np.mean(found):.2f}, shown {np.median(counts):.0f} (median)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--work", type=Path, help="where the photos' features are kept")
    arguments = parser.parse_args()
    photos, encoder = read_photos(arguments.shared), load_encoder()
    cache = arguments.work / "relevance.npy" if arguments.work else None
    with (
        tempfile.TemporaryDirectory() as scratch,
        closing(Catalog(Path(scratch, "catalog.sqlite"))) as catalog,
    ):
        number = fill(catalog, encoder, photos, cache)
        source = CatalogVectors(catalog, number, encoder.model_id, encoder.dim)
        searcher = Searcher(catalog, source, Path(scratch, "indexes"), encoder.encode_texts)
        searcher.settle()
        labels = sorted(set(photos.labels) - {""})
        print(f"{len(photos.paths)} photos, shown is what has a chance of {USUAL_CUT_OFF} or more")
        print_labels(searcher, photos, labels[::2], "labels it was fitted on")
        print_labels(searcher, photos, labels[1::2], "the other labels")
        print_captions(searcher, arguments.shared, photos)
        shown = [len(likely(searcher, Query(text))) for text in ABSENT]
        title = f"{len(ABSENT)} things that are not there"
        print(f"{title:34} shown {np.median(shown):.0f} (median), {max(shown)} (most)")
        print_like(searcher, photos, photos.subjects, "like, things seen again")
        print_like(searcher, photos, photos.labels, "like, labels")


if __name__ == "__main__":
    main()
