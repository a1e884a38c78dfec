"""The systems' tools that tests use: where one is missing a test is skipped, but in CI it fails."""

import os
import shutil

import pytest

# Set by .ci/run, which has installed all of them: there a test that is skipped would tell nothing.
ALL_ARE_HERE = bool(os.environ.get("TOOLS_INSTALLED"))


def tool(name: str, path: str | None = None) -> str:
    """Return where a tool is, looked for in PATH or in another list of folders."""
    found = shutil.which(name, path=path)
    assert found or not ALL_ARE_HERE, f"{name} is missing, and .ci/run should have installed it"
    return found or pytest.skip(f"{name} is not installed")


def needs(*names: str) -> pytest.MarkDecorator:
    """Return a mark for tests that need some tools all through."""
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(
        bool(missing) and not ALL_ARE_HERE, reason=f"not installed: {', '.join(missing)}"
    )
