"""Labels: what they are written in, what is suggested of them, and how sure that is."""
