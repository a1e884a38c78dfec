"""Where bundles come from: the curated table, the hub, and files of weights."""
