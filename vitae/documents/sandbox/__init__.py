"""Documents of strangers are read in a locked child of a parser server; docs/sandbox.md tells how.

This process is the client. The server is an interpreter of its own with only the readers in it,
warmed; it forks a child for each document, which locks itself, reads, answers, and ends.
"""

from vitae.documents.sandbox.client import Sandbox, sandbox

__all__ = ["Sandbox", "sandbox"]
