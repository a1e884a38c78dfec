"""Lists of labels are read as they are written, in three formats, and refused in sentences."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photoapp.catalog.labels import tidy_name, tidy_phrases
from photoapp.catalog.spelling import caseless
from photoapp.errors import DataFileError, LabelError
from photoapp.tagging.lists import LabelLine, read_label_list, starter_lists, write_label_list

_MEANT = [
    LabelLine("animals"),
    LabelLine("dog", parent="animals"),
    LabelLine("crane", ("a crane, a wading bird", "a bird"), "animals", "kind", 0.95),
    LabelLine("no", group="kind"),
]
_TEXT = """
# my list
animals
\tdog
    crane: a crane, a wading bird; a bird
no
"""
_CSV = """Name ; phrases;parent;GROUP;precision
animals
dog;;animals
crane;"a crane, a wading bird; a bird";animals;kind;95 %

no;;;kind
"""
_YAML = """
labels:
- name: animals
  children:
  - dog
  - {name: crane, phrases: ["a crane, a wading bird", a bird], group: kind, precision: 0.95}
- {name: no, group: kind, parent: , children: }
"""


def _written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _without_rest(lines: list[LabelLine]) -> list[LabelLine]:
    """What plain text can say of labels, by name."""
    return sorted((LabelLine(x.name, x.phrases, x.parent) for x in lines), key=lambda x: x.name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "text"), [("a.CSV", _CSV), ("a.yml", _YAML), ("a.txt", _TEXT)])
def test_a_list_is_read_as_people_write_it(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    for end in ("\n", "\r\n"):
        path = _written(tmp_path, name, text.replace("\n", end).encode(encoding))
        read = read_label_list(path)
        if name == "a.txt":
            assert _without_rest(read) == _without_rest(_MEANT)
        else:
            assert read == _MEANT


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.txt", "Sea\n\nsun\nSEA", "line 4: “SEA” stands on line 1 already"),
        ("a.csv", "name\nÄpfel\näpfel", "line 3: “äpfel” stands on line 2 already"),
        ("a.yaml", "- a: b", "line 1: “a” is not known; there are name, phrases"),
        ("a.csv", "name,parents\na,b", "line 1: there is a column “parents”; a list of labels has"),
        ("a.csv", "label\na", "line 1: there is no column name"),
        ("a.csv", "name,name\na,b", "line 1: there are two columns name"),
        ("a.csv", 'name,phrases\n"a\nb",c\nd,e,f', "line 4: there are 3 cells for 2 columns"),
        ("a.csv", 'name\n"a', "line 2: that is no row of a table"),
        ("a.csv", "\n", "a.csv is empty"),
        ("a.csv", "name,parent\na,b\nb,c\nc,a", "line 2: “a” below “b” below “c” below “a” is a"),
        ("a.txt", "a: b\n  a c\n a d", "line 3: indented less than one line above"),
        ("a.txt", "# only this", "holds no labels"),
        ("a.txt", ": a phrase", "line 1: A label needs a name"),
        ("a.txt", "sea\na|b", "line 2: The name “a|b” has a “|” in it"),
        ("a.csv", "name,precision\na,often", "line 2: “often” is no precision"),
        ("a.csv", "name,precision\na,100 %", "line 2: A precision is between"),
        ("a.yaml", "", "holds no labels"),
        ("a.yaml", "labels: sea", "line 1: a list of labels was to stand here"),
        ("a.yaml", "- [a]", "line 1: a list in a list is no label"),
        ("a.yaml", "- name: [a]", "line 1: a text was to stand here"),
        ("a.yaml", "- name: a\n  name: b", "line 2: “name” is said twice"),
        ("a.yaml", "- &a sea\n- *a", "line 2: that is an alias"),
        ("a.yaml", "- a: [", "line 1: that is no YAML"),
        ("a.yaml", "a: 1", "“a” is not known; there are labels"),
        ("a.yaml", "- {name: a, children: [{name: b, parent: c}]}", "names a parent; say it once"),
        ("a.yaml", "[" * 5000, "nested too deeply"),
        ("a.yaml", "- \x07", "is no YAML"),
        ("a.txt", "sea\nM\xfcnchen".encode("latin-1"), "line 2: that is not UTF-8 text; save it"),
        ("a.txt", "sea\nsun".encode("utf-16-le"), "is no text; choose another file, or save it"),
        ("a.txt", b"\xff\xfea", "line 1: that is not UTF-16 text"),
        ("a.csv", b"x" * 1_000_001, "more than 1 MB"),
        ("a.odt", "sea", "name ends in .txt, .csv, .yaml or .yml"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused_by_file_and_line(
    tmp_path: Path, name: str, text: str | bytes, says: str
) -> None:
    path = _written(tmp_path, name, text)
    with pytest.raises(DataFileError) as refused:
        read_label_list(path)
    assert says in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="can't be read: No such file"):
        read_label_list(tmp_path / "none.csv")
    with pytest.raises(DataFileError, match="can't be written: No such file"):
        write_label_list(tmp_path / "none" / "a.csv", _MEANT)
    with pytest.raises(DataFileError, match=r"end in \.txt"):
        write_label_list(tmp_path / "a.xlsx", _MEANT)


def test_writing_leaves_nothing_beside_the_list(tmp_path: Path) -> None:
    write_label_list(tmp_path / "a.txt", _MEANT)
    write_label_list(tmp_path / "a.txt", _MEANT[1:2])
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text() == "animals\n    dog\n"  # its parent comes along


def _tidied(text: str) -> str:
    try:
        return tidy_name(text)
    except LabelError:
        return ""


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_NAMES = (
    (_TEXTS | st.sampled_from(["#1", '"a" b', "a: b", "yes", "1984", "~", "null", "-", "'", "a,b"]))
    .map(_tidied)
    .filter(bool)
)


@st.composite
def _lists(draw: st.DrawFn) -> list[LabelLine]:
    names = draw(st.lists(_NAMES, min_size=1, max_size=6, unique_by=caseless))
    lines = []
    for number, name in enumerate(names):
        phrases = tidy_phrases(draw(st.lists(_TEXTS, max_size=3)))
        parent = draw(st.sampled_from(["", *names[:number]]))
        group = draw(st.just("") | _NAMES)
        precision = draw(st.none() | st.floats(0.5, 0.999))
        lines.append(LabelLine(name, phrases, parent, group, precision))
    return lines


@settings(max_examples=60, deadline=None)
@given(lines=_lists())
def test_what_is_written_is_read_again(
    lines: list[LabelLine], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    for name in ("a.csv", "a.yaml", "a.txt"):
        write_label_list(folder / name, lines)
        read = read_label_list(folder / name)
        if name == "a.txt":
            assert _without_rest(read) == _without_rest(lines)
        else:
            assert read == lines


def test_the_lists_that_come_along_can_be_read() -> None:
    lists = starter_lists()
    assert lists.keys() >= {"everyday", "travel", "nature", "food", "documents and screenshots"}
    for path in lists.values():
        lines = read_label_list(path)
        assert 25 <= len(lines) <= 60
        names = {line.name for line in lines}
        assert {line.parent for line in lines} <= names | {""}
        groups = [line.group for line in lines if line.group]
        assert all(groups.count(group) > 1 for group in groups)
