"""Labels, reviews, and albums that are made many at a time."""

from benchmarks.screenshots.camera import Camera
from photoapp.gui.main.controller import Controller

_OPEN_LABELS = ("labels", *(f"label/{n}" for n in range(1, 15)))


def take_labels(camera: Camera, shown: Controller) -> None:
    """Take the page of labels, and a review, of one photo and of many."""
    camera.wait(lambda: shown.browsing.facets is not None)
    labels = shown.background.session.library.labels
    shown.window.sidebar.set_open_keys([*shown.window.sidebar.open_keys(), *_OPEN_LABELS])
    shown.defining.show(labels.named("cat").id)
    camera.take_rested("labels", shown.window)
    shown.reviewing.review(labels.named("motorcycle").id)
    camera.wait(lambda: bool(shown.reviewing.chosen))
    shown.reviewing.answer(right=False)  # an astronaut
    camera.take_rested("review", shown.window)
    page = shown.reviewing.page
    assert page is not None
    page.header.many.click()
    camera.take_rested("review-many", shown.window)


def take_albums(camera: Camera, shown: Controller) -> None:
    """Take suggested albums, and the dialog that makes albums of labels."""
    commands = shown.window.commands
    commands["suggested-albums"].trigger()
    page = shown.album_making.page
    assert page is not None
    camera.wait(lambda: bool(page.cards))
    camera.take_rested("suggested-albums", shown.window)
    camera.take_asked("label-albums", commands["label-albums"].trigger)
