"""``photoapp settings``: what is set, and setting it."""

from typing import Annotated, Any

import msgspec
import typer

from photoapp.console import print_json, print_table
from photoapp.library.settings import HomeSettings, holds
from photoapp.settings import CHOICES

app = typer.Typer(help="What is set: show it, change it.")
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.callback(invoke_without_command=True)
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the settings; ``photoapp settings set`` changes one."""
    if context.invoked_subcommand is not None:
        return
    settings = msgspec.to_builtins(HomeSettings.at(context.obj.settings).read())
    if as_json:
        print_json({"settings": settings})
        return
    rows = [[name, _written(value), CHOICES.get(name, "")] for name, value in settings.items()]
    print_table(["setting", "value", "what it may be"], rows)
    typer.echo("\nThe file: ", nl=False)
    typer.echo(context.obj.settings)


@app.command("set")
def change(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY")],
    value: Annotated[
        list[str] | None,
        typer.Argument(metavar="VALUE", help="For ignore: any number of patterns, or none."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Change a setting, as in: photoapp settings set theme dark."""
    context.obj.create()
    changed = HomeSettings.at(context.obj.settings).change_as_written(key, value or [])
    now = msgspec.to_builtins(changed)[key]
    if as_json:
        print_json({"settings": {key: now}, "holds": holds(key)})
    else:
        typer.echo(f"{key} is {_written(now)} now; that holds {holds(key)}")
        if key == "write_back" and now != "off":
            typer.echo("photoapp write-back plan shows what would be written, and run writes it")


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return (" ".join(value) or "(none)") if isinstance(value, list | tuple) else str(value)
