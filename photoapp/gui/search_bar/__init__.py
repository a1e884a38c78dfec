"""Where people say what they look for."""
