"""The service around the engine: settings, Celery, job records, HTTP API and command line."""
