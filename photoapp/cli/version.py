"""``photoapp version``."""

from typing import Annotated

import typer

from photoapp import __version__
from photoapp.console import print_json


def version(
    check: Annotated[
        bool, typer.Option("--check", help="Ask the network whether there is a newer one.")
    ] = False,
    licences: Annotated[
        bool, typer.Option("--licences", help="Print the licences of all that came with it.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show which photoapp this is."""
    from photoapp.licences import third_party
    from photoapp.releases import newest

    texts = {"licences": third_party()} if licences else {}
    release = newest() if check else None
    if as_json:
        told = {"newest": release.version, "newer": release.is_newer} if release else {}
        print_json({"version": __version__, **told, **texts})
        return
    typer.echo(f"photoapp {__version__}")
    if release is not None and release.is_newer:
        typer.echo(f"There is a newer one, {release.version}. {release.page}".rstrip())
    elif release is not None:
        typer.echo("There is no newer one.")
    for text in texts.values():
        typer.echo(f"\n{text}", nl=False)
