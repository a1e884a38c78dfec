"""``photoapp doctor``."""

from typing import TYPE_CHECKING, Annotated

import typer

from photoapp.console import print_json, printable

if TYPE_CHECKING:
    from photoapp.library.doctor import Check


def doctor(
    context: typer.Context,
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended.")] = False,
    restore: Annotated[
        bool, typer.Option("--restore", help="Put the last good backup of the catalogue back.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check photoapp's own files, and mend them; your photos are never touched.

    The exit status is 1 where something is left that is not as it should be.
    """
    from photoapp.library.doctor import check_home

    checks = [_restore(context)] if restore else []
    checks += check_home(context.obj, mend=mend)
    clean = all(check.ok for check in checks)
    if as_json:
        print_json({"clean": clean, "checks": [_shape(check) for check in checks]})
    else:
        _print(checks)
        typer.echo(_sentence(checks))
    if not clean:
        raise typer.Exit(1)


def _restore(context: typer.Context) -> "Check":
    from photoapp.library.doctor import Check, put_back

    restored = put_back(context.obj)
    detail = f"the backup of {restored.backup.seen_on} was put back"
    if restored.aside:
        detail += f"; what was there is in {restored.aside}"
    if restored.spoilt:
        detail += f"; {len(restored.spoilt)} newer ones were damaged too"
    if not restored.backup.whole:
        detail += "; photos must be looked at again to be searchable"
    return Check("restore", True, f"{detail}; go on with: photoapp index", mended=True)


def _shape(check: "Check") -> dict[str, object]:
    return {"name": check.name, "ok": check.ok, "detail": check.detail, "mended": check.mended}


def _print(checks: list["Check"]) -> None:
    width = max(len(check.name) for check in checks)
    for check in checks:
        state = "fine" if check.ok else "wrong"
        typer.echo(f"{check.name.ljust(width)}  {state.ljust(5)}  {printable(check.detail)}")
        if check.mending:
            typer.echo(f"{' ' * (width + 9)}--mend would: {printable(check.mending)}")


def _sentence(checks: list["Check"]) -> str:
    wrong = sum(not check.ok for check in checks)
    if not wrong:
        return "All is as it should be."
    if any(check.mending and not check.ok for check in checks):
        return f"{wrong} of {len(checks)} are not as they should be; see: photoapp doctor --mend"
    return f"{wrong} of {len(checks)} are not as they should be."
