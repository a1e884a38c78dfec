"""A bundle with two small programs and a library of their own, to make packages of."""

import subprocess
from pathlib import Path

_LIBRARY = "int answer(void) { return 42; }"
_PROGRAM = """
#include <math.h>
#include <stdio.h>
int answer(void);
int main(int count, char **words) { return printf("%d %g\\n", answer(), cos(count - 1)) < 0; }
"""


def stand_in(folder: Path) -> Path:
    """Compile a bundle into a folder that is not there yet."""
    held = folder / "_internal" / "libanswer-0a1b.so.1"
    held.parent.mkdir(parents=True)
    compiled(_LIBRARY, held, "-shared", "-fPIC", f"-Wl,-soname,{held.name}")
    for name in ("photoapp", "photoapp-train"):
        compiled(_PROGRAM, folder / name, str(held), "-lm", "-Wl,-rpath,$ORIGIN/_internal")
    (folder / "_internal" / "words.txt").write_text("some\n")
    (folder / "LICENSE").write_text("MIT License\n\nCopyright (c) of somebody\n")
    (folder / "THIRD-PARTY.txt").write_text("numpy 1.0: BSD-3-Clause\n")
    return folder


def compiled(source: str, out: Path, *options: str) -> None:
    """Compile a source in C."""
    command = ["g++", "-x", "c", "-", "-x", "none", *options, "-o", str(out)]
    subprocess.run(command, input=source.encode(), check=True)
