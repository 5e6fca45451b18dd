"""The engine's version: part of every report and of every cache key."""

__version__ = "0.1.0"
