"""What works behind the window: threads, the library, and its runs."""
