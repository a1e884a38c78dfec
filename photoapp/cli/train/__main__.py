"""``python -m photoapp.cli.train`` is ``photoapp-train``."""

from photoapp.cli.train import main

main()
