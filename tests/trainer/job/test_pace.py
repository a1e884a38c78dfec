"""What is left of a run: as was thought at first, then as it has gone so far."""

from trainer.job.pace import Interrupted, Pace
from trainer.methods import Estimate

FIT = Estimate(100, 0, 0, opening=10, closing=20)


class Work:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_it_goes_down_as_time_passes_and_never_below_nothing() -> None:
    work = Work()
    pace = Pace(50, FIT, None, work)
    assert pace.left == 150
    work.seconds = 40
    assert pace.left == 110
    work.seconds = 400
    assert pace.left == 0


def test_photos_that_are_read_slowly_say_that_all_the_rest_will_be_slow() -> None:
    work = Work()
    pace = Pace(50, FIT, None, work)
    pace.read(25, 100, 300.0)  # 4 s a photo, and 0.5 s were thought
    assert pace.left == 300 + 8 * 100
    pace.read(100, 100, 0.0)
    pace.begin_fit()
    assert pace.left == 8 * 100


def test_one_epoch_tells_how_slow_it_is_and_further_ones_better() -> None:
    work = Work()
    pace = Pace(0, FIT, None, work)
    pace.begin_fit()
    work.seconds = 10 * (10 + 7)
    pace.fitted(0.1, None)
    assert pace.left == 10 * (63 + 20)
    pace.fitted(0.2, 112.0)  # 140 s a whole, and 70 s were thought
    assert pace.left == 112 + 2 * 20
    pace.fitted(1.0, 0.0)
    assert pace.left == 2 * 20


def test_what_goes_on_has_left_what_was_left_and_loads_all_again() -> None:
    work = Work()
    pace = Pace(0, FIT, Interrupted("fitting", 70), work)
    pace.begin_fit()
    assert pace.left == 10 + 70
    pace.fitted(0.5, None)  # how much of it this process has done is not known
    assert pace.left == 10 + 70
    pace.fitted(0.75, 35.0)
    assert pace.left == 35 + 2 * 20
    assert Pace(0, FIT, Interrupted("judging", 1), work).left == 10 + 20


def test_what_was_interrupted_while_it_read_fits_all_of_it() -> None:
    work = Work()
    pace = Pace(50, FIT, Interrupted("reading", 120), work)
    pace.read(99, 100, 0.5)
    pace.begin_fit()
    assert pace.left == 100
