"""Commands that a person is told to give next."""

import shlex

import typer


def command(context: typer.Context, *words: str, program: str = "photoapp-train") -> str:
    """Return a command line for the home that this one is for."""
    home = context.find_root().params.get("home")
    place = ["--home", str(home)] if home else []
    return shlex.join([program, *place, *words])
