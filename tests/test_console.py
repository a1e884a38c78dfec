"""What reaches a terminal or a pipe."""

import pytest

from photoapp.console import print_table, printable


def test_the_last_column_is_never_cut(capsys: pytest.CaptureFixture[str]) -> None:
    path = "/a path/" + "with many letters " * 30 + ".jpg"
    print_table(["rank", "photo"], [["1", path], ["10", "b"]])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["rank  photo", f"1     {path}", "10    b"]


def test_a_file_name_cannot_command_the_terminal() -> None:
    assert printable("a\x1b[31m\nb\u202egpj.jpg") == "a\\x1b[31m\\nb\\u202egpj.jpg"
    assert printable("caf\udce9 Hündchen 犬") == "caf\ufffd Hündchen 犬"
