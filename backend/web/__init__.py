"""The page for people. Importing the package loads nothing; `backend.web.app` makes the application."""
