"""The HTTP API. Importing the package loads nothing; `backend.api.app` makes the application."""
