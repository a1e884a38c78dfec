"""The real program, on a screen, used as a person would."""

from pathlib import Path

from tests.gui.conftest import PHOTOS
from tests.gui.end_to_end.person import Person, screen, wait_until
from tests.tools import needs

pytestmark = needs("Xvfb", "xdotool")


def _rated(person: Person) -> list[str]:
    found = person.ask("search", "rating:=4").get("results", [])
    return [Path(photo["path"]).name for photo in found]


def test_a_photo_is_found_by_words_rated_and_still_rated_after_a_restart(
    tmp_path: Path, photo_folder: Path
) -> None:
    with screen() as display:
        person = Person(display, tmp_path / "home")
        with person.at_the_window():
            wait_until(lambda: "counts" in person.ask("status"))
            person.press("ctrl+o")
            person.turn_to("Add a folder")
            person.type(str(photo_folder))
            person.press("Return")
            wait_until(
                lambda: person.ask("status").get("counts", {}).get("embedded") == len(PHOTOS)
            )
            person.turn_to("photoapp")
            person.press("ctrl+f")
            person.type("a cat")
            person.turn_to("a cat - photoapp")
            person.press("Return", "Return")  # to the photos, and the first of them large
            person.turn_to("chelsea.png - photoapp")
            person.press("4")
            wait_until(lambda: _rated(person) == ["chelsea.png"])
            person.press("Escape", "ctrl+q")
        with person.at_the_window():
            assert _rated(person) == ["chelsea.png"]
            person.press("ctrl+q")
