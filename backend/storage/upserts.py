"""Insert a row or, where its key is taken, change the one that is there: one statement, whoever does so at once."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_keep(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert the row; False when there is one with its primary key, which stays as it is."""
    statement = _insert(connection, table).values(**row).on_conflict_do_nothing(index_elements=_key(table))
    return connection.execute(statement).rowcount == 1


def insert_or_update(connection: Connection, table: Table, row: Mapping[str, Any], *, changed: str) -> None:
    """Insert the row, or give the one with its primary key the new value of the column `changed`."""
    statement = _insert(connection, table).values(**row)
    connection.execute(statement.on_conflict_do_update(index_elements=_key(table), set_={changed: row[changed]}))


def _insert(connection: Connection, table: Table) -> Any:
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def _key(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]
