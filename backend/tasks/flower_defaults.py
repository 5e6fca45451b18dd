"""Flower without arguments: its API open to this machine, read-only, and to nobody else."""

import os

from flower.options import options  # type: ignore[import-untyped]

LOOPBACK = "127.0.0.1"
OPEN_API = "FLOWER_UNAUTHENTICATED_API"


def apply_flower_defaults() -> None:
    """Fill in what neither an argument nor a `FLOWER_` variable said.

    Flower itself would listen on every interface and keep its API closed. Without a login the API is
    opened only where no other machine reaches it, and read-only: any page in the user's browser may call it.
    """
    if options.auth or options.basic_auth:
        return
    if not options.address and not options.unix_socket:
        options.address = LOOPBACK
    if options.address == LOOPBACK and OPEN_API not in os.environ:
        os.environ[OPEN_API] = "true"
        options.read_only = True
