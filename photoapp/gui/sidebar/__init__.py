"""The ways into the library, at the left: folders, albums, dates, places and the like."""
