"""``photoapp-train starter`` as its users run it."""

import json
from pathlib import Path

from tests.photos import sample, sample_names

from .program import run_here


def test_bad_lines_are_named_and_what_is_needed_is_said(tmp_path: Path) -> None:
    lines = [json.dumps({"file": str(sample(n)), "captions": [n]}) for n in sample_names()]
    file = tmp_path / "captions.jsonl"
    file.write_text("\n".join([*lines, '{"file": "gone.jpg", "captions": ["a dog"]}', "{"]))
    arguments = ("starter", file, "--folder", tmp_path / "model", "--work", tmp_path / "work")
    lax = run_here(tmp_path / "home", *arguments)
    strict = run_here(tmp_path / "home", *arguments, "--strict")
    assert (lax.status, strict.status) == (1, 1)
    assert f"line 9: there is no photo {tmp_path / 'gone.jpg'}; passed over" in lax.stderr
    assert "line 10: not a captions line" in lax.stderr
    assert "There are 0 usable photos in the split 'train', and at least 200" in lax.stderr
    assert f"line 9: there is no photo {tmp_path / 'gone.jpg'}; mend the line" in strict.stderr
    assert "Traceback" not in lax.stderr + strict.stderr


def test_wrong_usage_is_told_with_status_two(tmp_path: Path) -> None:
    finished = run_here(tmp_path, "nonesuch")
    assert finished.status == 2
    assert finished.stderr.startswith("photoapp-train: ")
