"""Our own rules for résumé prose: one small function each, all listed in `vitae...rules.table`."""
