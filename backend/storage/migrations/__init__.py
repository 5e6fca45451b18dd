"""How the ledger's tables came to be, step by step; applied at the first use of a ledger."""

HEAD = "0006"
"""The revision that this program needs; a ledger that has it is used without loading Alembic."""
