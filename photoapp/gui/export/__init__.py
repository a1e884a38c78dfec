"""Asking how photos are to be exported."""
