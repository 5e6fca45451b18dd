"""Break what can break, with real processes, and count what was lost: `make faults`."""
