"""``report.json``: what is read is what was written, or a sentence says why not."""

from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import find_model
from photoapp.errors import TrainingError
from trainer.gate.verdict import Example, SearchPair
from trainer.job.order import Photo
from trainer.report import data_fingerprint, read_report

from .runs import CURVE, verdict, write


def test_a_report_reads_as_it_was_written(tmp_path: Path) -> None:
    given = verdict(
        examples=[Example("/photos/é.jpg", "a dog\nin 'snow' <b>", 40, 2)],
        searches=[SearchPair("Sea", "boats", ["/photos/a.jpg"], ["/photos/b.jpg"])],
        agreement=np.float64(0.75),  # as a mean of an array is
    )
    write(tmp_path, given, skipped=["/photos/c.jpg is gone."])
    report = read_report(tmp_path)
    assert report.verdict == given
    assert [epoch.score for epoch in report.curve] == [point.score for point in CURVE]
    assert (report.base, report.model, report.previous) == ("base", "model", None)
    assert (report.order.run, report.cost.seconds) == ("2026-11-22-adapter-1", 142.0)
    assert report.skipped == ["/photos/c.jpg is gone."]


def test_a_model_is_known_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "base").symlink_to(find_model("starter"))
    write(tmp_path, verdict())
    assert read_report(tmp_path).base.startswith("starter-")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no report in .*; a run writes it when it has finished"),
        (b"{", "report.json can't be read"),
        (b'{"version": 1}', "report.json can't be read .*missing"),
        (b'{"version": 2, "new": []}', "is of version 2, and this photoapp reads version 1"),
    ],
    ids=["none", "damaged", "empty", "newer"],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / "report.json").write_bytes(content)
    with pytest.raises(TrainingError, match=sentence):
        read_report(tmp_path)


def test_the_fingerprint_tells_photos_and_captions_but_not_their_order() -> None:
    a, b = Photo("/1/a.jpg", ["a dog"], content="aa"), Photo("/1/b.jpg", ["a cat"])
    known = data_fingerprint([a, b])
    assert data_fingerprint([b, a]) == known
    assert data_fingerprint([Photo("/moved.jpg", ["a dog"], content="aa"), b]) == known
    for other in (Photo("/1/b.jpg", ["a cat!"]), Photo("/1/b.jpg", ["a cat"], ["pet"])):
        assert data_fingerprint([a, other]) != known
