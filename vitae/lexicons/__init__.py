"""Word lists as plain, reviewable files under ``data/``, and their cached loaders."""

from vitae.lexicons.files import lexicon_digest, read_lines, read_toml

__all__ = ["lexicon_digest", "read_lines", "read_toml"]
