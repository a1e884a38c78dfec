"""A small library to look at: sample photos that say when, where and with what they were taken.

The pictures are those of sample_photos.py, and details of them; all that is said of them is made
up.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.sample_photos import gather
from photoapp.tagging.lists import LabelLine

if TYPE_CHECKING:
    from photoapp.library import Library

_CAMERAS = (("Example", "Pocket 7"), ("Example", "Reflex 40"))
_PLACES = {
    "Beijing": (39.9997, 116.2755),
    "Florida": (28.5729, -80.6490),
    "Lund": (55.7047, 13.1910),
    "Naples": (40.8359, 14.2488),
}
# Folder, picture, the part of it (left, top, right, bottom as shares), day, place, camera.
_Part = tuple[float, float, float, float]
_ALL: _Part = (0, 0, 1, 1)
_TAKEN: tuple[tuple[str, str, _Part, str, str, int], ...] = (
    ("Cats", "chelsea", _ALL, "2025:06:14 09:41:00", "Lund", 0),
    ("Cats", "chelsea", (0.22, 0.05, 0.72, 0.95), "2025:06:14 09:42:10", "Lund", 0),
    ("Cats", "chelsea", (0.3, 0.1, 0.95, 0.75), "2025:06:14 09:42:31", "Lund", 0),
    ("Garden", "flower", _ALL, "2025:06:15 17:20:05", "Lund", 1),
    ("Garden", "flower", (0.25, 0.1, 0.8, 0.9), "2025:06:15 17:21:40", "Lund", 1),
    ("Work", "grass", _ALL, "2023:03:08 17:30:00", "Lund", 1),
    ("Work", "gravel", _ALL, "2023:03:08 17:33:20", "Lund", 1),
    ("Work", "brick", _ALL, "2023:03:08 17:34:50", "Lund", 1),
    ("Trips/China", "china", _ALL, "2024:10:03 15:12:44", "Beijing", 1),
    ("Trips/China", "china", (0.0, 0.1, 0.6, 0.85), "2024:10:03 15:14:02", "Beijing", 1),
    ("Trips/China", "china", (0.4, 0.0, 1.0, 0.7), "2024:10:03 15:15:37", "Beijing", 1),
    ("Trips/Italy", "coffee", _ALL, "2024:05:21 08:05:00", "Naples", 0),
    ("Trips/Italy", "coffee", (0.15, 0.1, 0.75, 0.8), "2024:05:21 08:06:12", "Naples", 0),
    ("Trips/Italy", "coins", _ALL, "2024:05:22 14:48:30", "Naples", 0),
    ("Trips/Italy", "motorcycle_left", _ALL, "2024:05:22 16:02:19", "Naples", 0),
    ("Trips/Italy", "motorcycle_left", (0.2, 0.2, 0.9, 0.95), "2024:05:22 16:02:51", "Naples", 0),
    ("Space", "rocket", _ALL, "2023:11:16 13:28:00", "Florida", 1),
    ("Space", "rocket", (0.25, 0.1, 0.75, 0.95), "2023:11:16 13:28:04", "Florida", 1),
    ("Space", "astronaut", _ALL, "2023:11:15 11:00:00", "Florida", 1),
    ("Space", "astronaut", (0.15, 0.0, 0.75, 0.6), "2023:11:15 11:01:30", "Florida", 1),
    ("Space", "astronaut", (0.55, 0.0, 1.0, 0.6), "2023:11:15 11:02:10", "Florida", 1),
    ("Space", "moon", _ALL, "2023:08:30 23:15:00", "", 1),
    ("Space", "hubble_deep_field", _ALL, "2023:08:30 23:40:00", "", 1),
    ("Space", "hubble_deep_field", (0.1, 0.4, 0.6, 0.9), "2023:08:30 23:41:00", "", 1),
    ("Work", "camera", _ALL, "2023:03:09 10:30:00", "", 0),
    ("Work", "clock_motion", _ALL, "2023:03:09 12:00:00", "", 0),
    ("Work", "retina", _ALL, "2023:03:10 09:00:00", "", 0),
    ("Work", "page", _ALL, "2023:03:10 09:20:00", "", 0),
)
# Where there is more to label, and to make albums of: folder, place, camera, the first day, and on
# each day pictures of which there are so many details.
_JOURNEYS: tuple[tuple[str, str, int, str, tuple[dict[str, int], ...]], ...] = (
    (
        "Trips/Italy",
        "Naples",
        0,
        "2025:09:%02d",
        ({"coffee": 3}, {"motorcycle_left": 5, "flower": 3}),
    ),
    ("Trips/China", "Beijing", 1, "2025:04:%02d", ({"china": 6}, {"flower": 2, "china": 2})),
    ("Space", "Florida", 1, "2024:11:%02d", ({"rocket": 5}, {"astronaut": 4})),
    ("Cats", "Lund", 0, "2025:12:%02d", ({"chelsea": 6},)),
)
_FIRST_DAY = 12
_ANSWERS = 4
_CAPTIONS = (
    "Chelsea looks into the camera",
    "Chelsea on the sofa, early in the morning",
    "Chelsea's ear and whiskers, very near",
    "a red flower in our garden after the rain",
    "the flower's petals from near by",
    "the lawn behind the office in spring",
    "gravel on the yard behind the office",
    "the brick wall of the old mill",
    "the lake and the temple from the ship",
    "roofs of the temple above the lake",
    "trees below the temple on the hill",
    "an espresso for breakfast at the bar",
    "a spoon beside the cup on a wooden table",
    "Greek coins in the museum",
    "a motorcycle in the mechanic's garage",
    "the front wheel of the motorcycle",
    "the rocket lifts off before noon",
    "fire and smoke below the rocket",
    "an astronaut in an orange suit with a flag",
    "her smile on the day of the photograph",
    "a model of the shuttle beside her",
    "craters of the moon through the telescope",
    "far galaxies in a dark sky",
    "a spiral galaxy among smaller ones",
    "a man takes pictures on the campus with a tripod",
    "the hand of a clock, blurred",
    "the retina of my left eye, at the doctor's",
    "a page of the book about image processing",
)
_LABELS = (
    LabelLine("animals", ("an animal",)),
    LabelLine("cat", ("a cat", "my cat Chelsea"), "animals", precision=0.7),
    LabelLine("plants", ("plants",)),
    LabelLine("flower", ("a flower", "a blossom"), "plants", precision=0.7),
    LabelLine("grass", ("a lawn",), "plants"),
    LabelLine("travel"),
    LabelLine("temple", ("a temple", "a pagoda"), "travel", precision=0.7),
    LabelLine("motorcycle", ("a motorcycle",), "travel", precision=0.7),
    LabelLine("coffee", ("a cup of coffee",), precision=0.7),
    LabelLine("space", ("space travel", "stars in the night sky")),
    LabelLine("rocket", ("a rocket",), "space", precision=0.7),
    LabelLine("astronaut", ("an astronaut",), "space", precision=0.7),
    LabelLine("photo", ("a photo",), group="kind"),
    LabelLine("document", ("a page of text",), group="kind"),
)


def take_photos(folder: Path, samples: Path) -> None:
    """Make the photos below a folder, of samples that are kept in another."""
    pictures = {path.stem: path for path in gather(samples)}
    for number, (_, name, part, when, place, camera) in enumerate(_TAKEN, 1):
        _take(pictures[name], part, _file(folder, number), _exif(when, place, camera))


def take_journeys(folder: Path, samples: Path) -> None:
    """Make more photos below a folder: journeys, and many of a cat."""
    pictures = {path.stem: path for path in gather(samples)}
    taken = 0
    for below, place, camera, month, days in _JOURNEYS:
        for day, shown in enumerate(days, _FIRST_DAY):
            for name, number in _one_by_one(shown):
                taken += 1
                when = f"{month % day} 1{taken % 9}:{10 + taken % 40}:00"
                target = folder / below / f"IMG_{1300 + taken}.jpg"
                _take(pictures[name], _detail(number), target, _exif(when, place, camera))


def _one_by_one(shown: dict[str, int]) -> Iterator[tuple[str, int]]:
    return ((name, number) for name, count in shown.items() for number in range(count))


def _detail(number: int) -> _Part:
    """Return another part of a picture for each number."""
    left, top = 0.06 * (number % 4), 0.07 * (number % 3)
    size = 0.92 - 0.07 * number
    return (left, top, min(1.0, left + size), min(1.0, top + size))


def _take(picture: Path, part: _Part, target: Path, exif: bytes) -> None:
    from PIL import Image

    with Image.open(picture) as opened:
        photo = opened.convert("RGB")
    left, top, right, bottom = part
    width, height = photo.size
    photo = photo.crop(
        (int(left * width), int(top * height), int(right * width), int(bottom * height))
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    photo.save(target, quality=92, exif=exif)


def _exif(when: str, place: str, camera: int) -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = _CAMERAS[camera]
    exif.get_ifd(0x8769).update({0x9003: when, 0x829A: 1 / 250, 0x829D: 4.0, 0x8827: 200})
    if place:
        latitude, longitude = _PLACES[place]
        exif.get_ifd(0x8825).update(
            {
                1: "N",
                2: _degrees(latitude),
                3: "E" if longitude > 0 else "W",
                4: _degrees(longitude),
            }
        )
    return exif.tobytes()


def _degrees(angle: float) -> tuple[float, float, float]:
    whole, minutes = divmod(abs(angle) * 60, 60)
    return (whole, float(int(minutes)), round(minutes % 1 * 60, 2))


def say(library: "Library", folder: Path) -> None:
    """Rate and caption the photos of a folder, and put them into albums, as somebody might have."""
    photos, marks = partial(photos_of, library, folder), library.marks
    for stars, numbers in {5: (2, 17), 4: (3, 9, 12, 19, 23), 3: (4, 11, 15), 2: (13,)}.items():
        marks.rate(photos(*numbers), stars)
    marks.flag(photos(2, 4, 9, 12, 17), "pick")
    marks.flag(photos(13, 28), "reject")
    marks.color(photos(9, 10, 11), "red")
    marks.color(photos(4, 5), "green")
    marks.color(photos(23), "blue")
    marks.caption(photos(2), "Chelsea on the sofa, early in the morning")
    marks.caption(photos(9), "Roofs of the temple above the lake")
    marks.add_keywords(photos(1, 2, 3), ["cat", "Chelsea"])
    marks.add_keywords(photos(2), ["home"])
    marks.add_keywords(photos(9, 10, 11), ["temple", "travel"])
    marks.add_keywords(photos(12, 13), ["coffee", "travel"])
    marks.add_keywords(photos(17, 18, 19, 22, 23), ["space"])
    library.albums.create("Best of 2024", photos(9, 11, 12, 15))
    library.albums.create("For the wall", photos(2, 4, 17, 23))
    library.albums.create_smart("Four stars in space", "tag:space rating:4")
    for text in ("stars in the night sky", "an old temple", "a cup of coffee", "a rocket"):
        library.browsing.remember_search(text)


def label(library: "Library", folder: Path) -> None:
    """Define labels, let them suggest photos of a folder, and answer for some."""
    library.labels.import_lines(_LABELS)
    library.labels.settle()
    cat = library.labels.named("cat").id
    cats = {library.photo_at(path) for path in (folder / "Cats").iterdir()}
    for candidate in library.labels.queue(cat, _ANSWERS):
        decide = library.labels.accept if candidate.photo_id in cats else library.labels.reject
        decide(cat, [candidate.photo_id], {candidate.photo_id: candidate.chance})
    library.labels.settle()


def train(library: "Library", folder: Path) -> None:
    """Caption the first photos of a folder, and let a model learn from them; there are few."""
    from photoapp.library.personal import Wish

    for number, caption in enumerate(_CAPTIONS, 1):
        library.marks.caption(photos_of(library, folder, number), caption)
    state = library.personal.train(library.personal.prepare(Wish(names=("Chelsea",))))
    print(f"{state.seconds:6.0f} s   training: {state.state}. {state.sentence}")


def photos_of(library: "Library", folder: Path, *numbers: int) -> list[int]:
    """Return the ids of photos by their numbers, from 1 on."""
    return [library.photo_at(_file(folder, number)) for number in numbers]


def _file(folder: Path, number: int) -> Path:
    return folder / _TAKEN[number - 1][0] / f"IMG_{1200 + number}.jpg"
