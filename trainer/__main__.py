"""``photoapp-train``: making models."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Make models for photoapp.")


@app.callback()
def _commands() -> None:
    """Keep Typer from merging a single command into the program itself."""


@app.command("starter-classes")
def starter_classes(
    folder: Annotated[Path, typer.Argument(help="The starter's folder, with its model.json.")],
) -> None:
    """Rebuild the word vectors of the classes that join the starter's two towers."""
    from trainer.class_vectors import build

    typer.echo(f"wrote {build(folder)}")


def main() -> None:
    """Run ``photoapp-train``."""
    app()


if __name__ == "__main__":
    main()
