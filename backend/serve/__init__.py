"""`vitae serve`: one command that runs broker, workers and HTTP API, and ends them all."""
