"""Models of open_clip's architectures, from bundles: words without torch, photos with it."""
