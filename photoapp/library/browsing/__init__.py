"""What is shown: photos that answer a query, what is known of them, and the ways to them."""

from photoapp.library.browsing.found import Card, Found, Grouping, Section

__all__ = ["Card", "Found", "Grouping", "Section"]
