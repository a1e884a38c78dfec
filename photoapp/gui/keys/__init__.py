"""Which keys reach what: kept, shown, and changed."""
