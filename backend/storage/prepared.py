"""Statements that every document needs: compiled once for a database, and then given to its driver as they are.

SQLAlchemy keeps what it has compiled, too. But what it does at each execution, which is right for any statement, takes
as long as the database does; and in a worker, where an analysis has just been through all of the processor's caches,
four times as long as in a loop.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, UpdateBase
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


class Prepared:
    """A statement, with bound parameters for all that differs from one execution to the next."""

    def __init__(self, statement: UpdateBase | Select[Any], *returned: Column[Any]) -> None:
        """Note the statement.

        Args:
            statement: What is to be done or asked; there are no lists among its parameters.
            returned: The columns that it returns, in their order.
        """
        self._statement = statement
        self._returned = returned
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, values: Values) -> list[dict[str, Any]]:
        """Execute the statement once; return what it returns."""
        compiled = self._for(connection.dialect)
        cursor = on_driver(connection, "execute", compiled.sql, compiled.parameters(values))
        if not self._returned:
            return []
        try:
            rows = cursor.fetchall()
        except _driver_error(connection) as error:
            raise _as_sqlalchemy_raises(error, connection, compiled.sql) from error
        return [compiled.row(one) for one in rows]

    def run_all(self, connection: Connection, values: Sequence[Values]) -> int:
        """Execute the statement for each of the values; return how many rows it met."""
        compiled = self._for(connection.dialect)
        parameters = [compiled.parameters(one) for one in values]
        met: int = on_driver(connection, "executemany", compiled.sql, parameters).rowcount
        return met

    def _for(self, dialect: Dialect) -> "_Compiled":
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, self._returned, dialect)
        return compiled


class _Compiled:
    """The statement for one database, and how its types go to the driver and come back."""

    def __init__(self, statement: UpdateBase | Select[Any], returned: Sequence[Column[Any]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.sql = str(compiled)
        self._constants = dict(compiled.params)
        self._is_positional = compiled.positional
        types = {name: parameter.type for parameter, name in compiled.bind_names.items()}
        self._names = compiled.positiontup or list(types)
        self._given: list[tuple[str, Convert]] = [
            (name, types[name].dialect_impl(dialect).bind_processor(dialect)) for name in self._names
        ]
        self._columns: list[tuple[str, Convert]] = [
            (column.name, column.type.dialect_impl(dialect).result_processor(dialect, None)) for column in returned
        ]

    def parameters(self, values: Values) -> Any:
        """Return the parameters as the driver wants them; None is NULL, whatever the type."""
        all_values = {**self._constants, **values}
        given = [(all_values[name], convert) for name, convert in self._given]
        converted = [value if value is None or convert is None else convert(value) for value, convert in given]
        return converted if self._is_positional else dict(zip(self._names, converted, strict=True))

    def row(self, values: Sequence[Any]) -> dict[str, Any]:
        """Return the columns of a row by their names."""
        pairs = zip(self._columns, values, strict=True)
        return {name: value if value is None or convert is None else convert(value) for (name, convert), value in pairs}


def on_driver(connection: Connection, method: str, sql: str, *parameters: Any) -> Any:
    """Execute on a cursor of the driver and return it; its errors are raised as SQLAlchemy raises them."""
    try:
        cursor = connection.connection.cursor()
        getattr(cursor, method)(sql, *parameters)
    except _driver_error(connection) as error:
        raise _as_sqlalchemy_raises(error, connection, sql) from error
    return cursor


def _driver_error(connection: Connection) -> type[Exception]:
    error: type[Exception] = connection.dialect.loaded_dbapi.Error
    return error


def _as_sqlalchemy_raises(error: Exception, connection: Connection, sql: str) -> Exception:
    return DBAPIError.instance(sql, None, error, _driver_error(connection), dialect=connection.dialect)
