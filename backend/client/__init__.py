"""The Python client of the HTTP API: ``from vitae import Client, AsyncClient``."""

from backend.client.async_client import AsyncClient
from backend.client.client import Client
from backend.client.server_events import ServerEvent

__all__ = ["AsyncClient", "Client", "ServerEvent"]
