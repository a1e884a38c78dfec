"""Pictures of photos, loaded in the background and kept in memory."""
