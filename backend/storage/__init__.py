"""Where jobs, reports, documents and progress lie: a database, a folder, and a Redis stream."""
