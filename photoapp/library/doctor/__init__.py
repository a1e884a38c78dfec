"""Checking a home, and mending it; also where its catalogue can't be opened."""

from photoapp.library.doctor.checking import AREAS, Check, check_home
from photoapp.library.doctor.putting_back import put_back

__all__ = ["AREAS", "Check", "check_home", "put_back"]
