"""The command line: the window does nothing that it can't."""
