"""Which Redis carries the queues: the configured one, or an embedded server of our own."""
