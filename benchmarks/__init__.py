"""Measurements, each printing a table: see docs/benchmarks.md."""
