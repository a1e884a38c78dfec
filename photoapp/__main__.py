"""Where photoapp begins: the worker, the command line, or the window."""

import sys
from collections.abc import Sequence


def main() -> None:
    """Run photoapp with the process's arguments.

    Worker and training are told apart before anything else is imported: in a frozen photoapp
    they are the same program, and must neither open a window nor wait for what only the window
    needs. The window in turn does not wait for the command line, which takes half a second to
    import.
    """
    if sys.argv[1:] == ["worker", "--order"]:
        from photoapp.worker.bundling_child import run_order

        run_order()
    elif sys.argv[1:] == ["worker", "--metadata"]:
        from photoapp.worker.metadata_child import run_metadata

        run_metadata()
    elif sys.argv[1:3] == ["worker", "--project"]:
        from photoapp.worker.projecting_child import run_projecting

        run_projecting(sys.argv[3])
    elif sys.argv[1:2] == ["worker"]:
        from photoapp.worker.child import run_worker

        run_worker(sys.argv[2:])
    elif sys.argv[1:2] == ["train"] and len(sys.argv) == 3:
        from pathlib import Path

        from trainer.job.running import run_job

        run_job(Path(sys.argv[2]))
    elif sys.argv[1:2] in ([], ["--home"]) and len(sys.argv) in {1, 3} and "" not in sys.argv:
        _open_window(sys.argv[2:])
    elif sys.argv[1:2] == ["open"] and not any(a.startswith("-") for a in sys.argv[2:]):
        _open_window([], sys.argv[2:])
    else:
        try:
            from photoapp.cli.app import run

            run()
        except KeyboardInterrupt:  # before the command line could take it
            sys.exit(130)


def _open_window(home: list[str], opened: Sequence[str] = ()) -> None:
    """Open the window over the home that is named, if one is, and with some files and folders."""
    from pathlib import Path

    from photoapp.errors import PhotoappError
    from photoapp.gui.app import run_window
    from photoapp.paths import absolute, app_paths

    try:
        paths = app_paths(Path(home[0]) if home else None)
        sys.exit(run_window(paths, [absolute(Path(path)) for path in opened]))
    except PhotoappError as error:
        from photoapp.gui.refusing import refuse

        refuse(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
