"""Albums that are made many at a time: of labels, and of events."""
