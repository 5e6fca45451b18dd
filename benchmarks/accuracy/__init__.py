"""How much is found and read right, measured against answers that are known."""
