"""Values and errors: what the rest of the engine speaks in. Imports nothing of ours."""
