"""All that can be done in the window, and by which keys unless the user has chosen others.

The keys are those of Lightroom where it has them.
"""

from photoapp.gui.commands import Command
from photoapp.gui.language import tr, tr_n

RATINGS = tuple(f"rate-{n}" for n in range(6))
FLAGS = {"flag-pick": "pick", "flag-reject": "reject", "flag-none": "none"}
COLORS = {f"color-{color}": color for color in ("red", "yellow", "green", "blue", "purple", "none")}


def all_commands() -> tuple[Command, ...]:
    """Return the window's commands, as they are listed."""
    library, finding, changing = _library(), _finding(), _changing()
    return (*library, *finding, *changing, *_marking(), *_labelling(), *_acting(), *_looking())


def _library() -> tuple[Command, ...]:
    group = tr("Library")
    return (
        Command("add-folder", group, tr("&Add a Folder of Photos…"), ("Ctrl+O",)),
        Command("look-again", group, tr("&Look for New Photos"), ("F5",)),
        Command("pause", group, tr("&Pause"), checkable=True),
        Command("overview", group, tr("Library at a &Glance"), ("Ctrl+L",)),
        Command("suggested-albums", group, tr("Suggested Al&bums")),
        Command("label-albums", group, tr("New Albums fro&m Labels…")),
        Command("failures", group, tr("Files That &Failed…")),
        Command("settings", group, tr("&Settings…"), ("Ctrl+,",)),
        Command("keys", group, tr("&Keys…"), ("F1",)),
        Command("guide", group, tr("&Guide")),
        Command("licences", group, tr("&Licences…")),
        Command("quit", group, tr("&Quit"), ("Ctrl+Q",)),
    )


def _finding() -> tuple[Command, ...]:
    group = tr("Finding")
    return (
        Command("find", group, tr("&Find"), ("Ctrl+F",)),
        Command("similar", group, tr("Find &Similar"), ("S",)),
        Command("save-search", group, tr("Sa&ve Search as an Album…"), ("Ctrl+S",)),
        Command("back", group, tr("Search &Before"), ("Alt+Left",)),
        Command("forward", group, tr("Search &After"), ("Alt+Right",)),
        Command("all-photos", group, tr("Show &All Photos"), ("Ctrl+Shift+F",)),
    )


def _changing() -> tuple[Command, ...]:
    group = tr("Editing")
    return (
        Command("undo", group, tr("&Undo"), ("Ctrl+Z",)),
        Command("redo", group, tr("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
        Command("select-all", group, tr("Select &All"), ("Ctrl+A",)),
        Command("select-none", group, tr("Select &None"), ("Ctrl+D",)),
        Command("copy", group, tr("&Copy"), ("Ctrl+C",)),
    )


def _marking() -> tuple[Command, ...]:
    group = tr("Marking")
    rated = [
        Command(f"rate-{n}", group, tr_n("{n} Star", "{n} Stars", n), (str(n),))
        for n in range(1, 6)
    ]
    return (
        Command("rate-0", group, tr("No Rating"), ("0",)),
        *rated,
        Command("flag-pick", group, tr("&Pick"), ("P",)),
        Command("flag-reject", group, tr("Re&ject"), ("X",)),
        Command("flag-none", group, tr("&Unflag"), ("U",)),
        Command("color-red", group, tr("Red"), ("6",)),
        Command("color-yellow", group, tr("Yellow"), ("7",)),
        Command("color-green", group, tr("Green"), ("8",)),
        Command("color-blue", group, tr("Blue"), ("9",)),
        Command("color-purple", group, tr("Purple")),
        Command("color-none", group, tr("No Colour")),
        Command("caption", group, tr("Write a &Caption"), ("Ctrl+T",)),
        Command("keywords", group, tr("Add &Keywords"), ("Ctrl+K",)),
        Command("add-to-album", group, tr("Add to &Album…"), ("B",)),
        Command("remove-from-album", group, tr("Remove &from This Album"), ("Shift+Delete",)),
    )


def _labelling() -> tuple[Command, ...]:
    group = tr("Labels")
    return (
        Command("labels", group, tr("&Labels"), ("Ctrl+Shift+L",)),
        Command("personalise", group, tr("P&ersonalise"), ("Ctrl+Shift+P",)),
        Command("review", group, tr("Re&view Suggestions…"), ("R",)),
        Command("accept", group, tr("Acce&pt Suggestion"), ("Y",)),
        Command("reject", group, tr("Re&ject Suggestion"), ("N",)),
    )


def _acting() -> tuple[Command, ...]:
    group = tr("Photos")
    return (
        Command("rotate-left", group, tr("Rotate &Left"), ("Ctrl+[",)),
        Command("rotate-right", group, tr("Rotate &Right"), ("Ctrl+]",)),
        Command("open", group, tr("&Open in the Usual Program"), ("Ctrl+Return",)),
        Command("reveal", group, tr("Show in the File &Manager"), ("Ctrl+R",)),
        Command("export", group, tr("&Export…"), ("Ctrl+Shift+E",)),
        Command("trash", group, tr("Move to &Trash"), ("Delete",)),
    )


def _looking() -> tuple[Command, ...]:
    group = tr("Looking")
    return (
        Command("grid", group, tr("&Grid"), ("G",)),
        Command("view", group, tr("One Photo &Large"), ("E",)),
        Command("toggle-view", group, tr("All Photos or &One"), ("Space",)),
        Command("compare", group, tr("&Compare"), ("C",)),
        Command("slideshow", group, tr("&Slideshow"), ("Ctrl+Shift+S",)),
        Command("larger", group, tr("&Larger"), ("Ctrl++", "Ctrl+=")),
        Command("smaller", group, tr("S&maller"), ("Ctrl+-",)),
        Command("sidebar", group, tr("Si&debar or Filmstrip"), ("T",), checkable=True),
        Command("info", group, tr("&Information"), ("I",), checkable=True),
        Command("names", group, tr("File &Names"), ("J",), checkable=True),
        Command("pixels", group, tr("Pi&xels as Squares"), checkable=True),
        Command("full-screen", group, tr("&Full Screen"), ("F11",), checkable=True),
    )
