"""The strip at the bottom: what is going on."""
