"""The library at a glance: how many photos of what."""
