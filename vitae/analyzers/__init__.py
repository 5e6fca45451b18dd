"""The analyzers: each a module or a package that exports ``ANALYZER``, and one line in the registry."""
