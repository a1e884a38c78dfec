"""The version stands in one place, and the changelog agrees with it."""

import tomllib

import pytest

from photoapp import __version__
from photoapp.releases import ADDRESS
from tests.packaging.scripts import ROOT, script

release_notes = script("release_notes")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
RELEASED = f"## [Unreleased]\n\n## [{__version__}] - 2026-01-31\n\n### Added\n\n- It.\n"


def test_the_package_takes_its_version_from_the_program() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "version" not in pyproject["project"]
    assert pyproject["project"]["dynamic"] == ["version"]
    assert pyproject["tool"]["setuptools"]["dynamic"] == {
        "version": {"attr": "photoapp.__version__"}
    }
    assert release_notes.version() == __version__


def test_the_changelog_goes_as_far_as_the_version() -> None:
    unreleased, *released = release_notes.sections(CHANGELOG)
    assert unreleased == "Unreleased"
    if released:
        assert _parts(released[0]) <= _parts(__version__)
        assert released == sorted(released, key=_parts, reverse=True)
    if released[:1] != [__version__]:  # then it is what the next one will be
        assert f"What will be {__version__}" in release_notes.sections(CHANGELOG)["Unreleased"]


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Say where releases are published, as a project does that has a place for them."""
    monkeypatch.setattr(release_notes, "address", lambda: "https://example.org/latest")


def test_photoapp_asks_for_new_versions_where_releases_are_published() -> None:
    assert release_notes.address() == ADDRESS
    if ".invalid/" in ADDRESS:
        with pytest.raises(release_notes.NotReadyError, match="where releases are published"):
            release_notes.notes(f"v{__version__}", RELEASED)


@pytest.mark.usefixtures("published")
def test_a_release_is_told_with_the_words_of_its_section() -> None:
    assert release_notes.notes(f"v{__version__}", RELEASED) == "### Added\n\n- It."


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("tag", "changelog", "reason"),
    [
        ("v9.9.9", RELEASED, "The tag is v9.9.9"),
        (f"v{__version__}", "## [Unreleased]\n\n- It.\n", f"nothing of {__version__}"),
        (f"v{__version__}", RELEASED.replace(" - 2026-01-31", ""), "no date"),
        (f"v{__version__}", f"{RELEASED}\n{RELEASED}", "twice"),
    ],
)
def test_what_does_not_agree_is_not_released(tag: str, changelog: str, reason: str) -> None:
    with pytest.raises(release_notes.NotReadyError, match=reason):
        release_notes.notes(tag, changelog)
