"""Where the frozen programs begin: photoapp, photoapp-train and, on Windows, photoapp-window.

They are one program under several names; what it does is told by its name and its arguments,
before anything heavy is imported.
"""

import os
import sys
from pathlib import Path


def _restore_library_path() -> None:
    """Let programs that are started from here, a browser say, load their own libraries."""
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        was = os.environ.pop(f"{name}_ORIG", None)
        if was is not None:
            os.environ[name] = was
        elif os.environ.get(name) == getattr(sys, "_MEIPASS", ""):
            del os.environ[name]


_restore_library_path()
if Path(sys.executable).stem == "photoapp-train":
    from photoapp.cli.train import main
else:
    from photoapp.__main__ import main
main()
