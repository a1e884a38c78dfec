"""The page on which a model learns the user's own photos, and shows whether it is any better."""
