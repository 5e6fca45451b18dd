"""Benchmarks of being right: what is found, measured against answers that are known."""
