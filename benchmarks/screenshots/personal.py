"""A model of one's own: what came of a training, and another one that goes on."""

from benchmarks.screenshots.camera import Camera
from photoapp.gui.main.controller import Controller

_POINTS = 8  # of a curve that shows something


def take_personalising(camera: Camera, shown: Controller) -> None:
    """Take the page before, after and while a model learns; what goes on is left when it closes."""
    shown.personalising.show()
    page = shown.personalising.page
    assert page is not None
    camera.wait(lambda: page.choice.begin.isEnabled() and page.runs.topLevelItemCount() > 0)
    camera.take_rested("personalise", shown.window)
    last = page.runs.topLevelItem(0)
    assert last is not None
    page.runs.setCurrentItem(last)
    camera.wait(lambda: not page.verdict.figures.isHidden())
    camera.take_rested("personalise-result", shown.window)
    page.choice.begin.click()
    camera.wait(lambda: len(page.live.loss.values) >= _POINTS)
    camera.take_rested("personalise-training", shown.window)
