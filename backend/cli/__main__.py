"""``python -m backend.cli`` is `vitae`."""

from backend.cli.main import main

main()
