"""What is shown of a training run while it goes on."""

from dataclasses import replace

import pytest

from photoapp.cli.train.progress import TrainingLine, described
from photoapp.events import TrainingNote, TrainingProgress, TrainingWarm

FITTING = TrainingProgress("run", "fitting", 12, 200, 2, 5, 3, 40, 1.23456, 0.5, 130.0)


def test_a_line_says_stage_epoch_loss_recall_and_time_left() -> None:
    expected = "part 2/5, epoch 3/40, loss 1.235, held-out recall 0.500, 2 min 10 s left"
    assert described(FITTING) == expected


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(FITTING, parts=1, loss=None, score=None, seconds_left=None)
    assert described(bare) == "fitting, epoch 3/40"
    reading = replace(bare, stage="reading", done=3, total=9, epochs=0)
    assert described(reading) == "looking at photos: 3 of 9"
    assert described(replace(reading, stage="judging", total=0)) == "judging"


def test_what_is_told_stays_and_can_harm_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with TrainingLine() as line:
        line.show(TrainingNote("run", "a\x1b[2J.jpg is gone; passed over."))
        line.show(TrainingWarm("run", 91.4, True))
        line.show(TrainingWarm("run", 85.0, False))
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "a\\x1b[2J.jpg is gone; passed over.",
        "91 °C: it rests until it is cooler",
        "85 °C: it goes on",
    ]
