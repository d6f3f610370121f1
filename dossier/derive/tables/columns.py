"""How a table of the dossier is declared: its columns with their types, its key, and a generator of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import Figures
from dossier.model.records import Record
from dossier.model.schema import type_at

Type = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | date | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `about` says what a cell means, with its unit or vocabulary where it has one."""

    name: str
    about: str
    type: Type = "string"
    required: bool = False
    values: tuple[str, ...] = ()
    """Every text that may stand in a cell; empty where any may."""
    to: str = ""
    """The table whose key a cell is; empty for none."""
    format: Literal["default", "uri"] = "default"


@dataclass(frozen=True, slots=True)
class Source:
    """What rows are made from."""

    corpus: Corpus
    figures: Figures

    def known(self, id_: str | None) -> str | None:
        """The id, if its record is part of the dossier: as of a day, records may name others that are not."""
        return id_ if id_ is not None and id_ in self.corpus.records else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; `rows` yields tuples of cells in the order of `columns`, in the order of the key."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Source], Iterator[Row]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of a name; raises `KeyError`."""
        return {column.name: column for column in self.columns}[name]


def text(name: str, about: str, *, required: bool = False, values: tuple[str, ...] = ()) -> Column:
    """A column of texts."""
    return Column(name=name, about=about, required=required, values=values)


def needed(name: str, about: str, values: tuple[str, ...] = ()) -> Column:
    """A column of texts in which no cell is empty."""
    return Column(name=name, about=about, required=True, values=values)


def number(name: str, about: str) -> Column:
    """A column of whole numbers, in which no cell is empty."""
    return Column(name=name, about=about, type="integer", required=True)


def flag(name: str, about: str) -> Column:
    """A column of true and false, in which no cell is empty."""
    return Column(name=name, about=about, type="boolean", required=True)


def web(name: str, about: str) -> Column:
    """A column of web addresses."""
    return Column(name=name, about=about, format="uri")


def key_to(name: str, table: str, about: str, *, required: bool = True) -> Column:
    """A column of keys of another table."""
    return Column(name=name, about=about, to=table, required=required)


def dated(name: str, about: str, *, required: bool = False) -> tuple[Column, ...]:
    """The columns of a date: as EDTF, the first and last day that it may mean, whether it is doubtful, and in words."""
    return (
        Column(
            name=name,
            about=f"{about} As EDTF (ISO 8601-2:2019): no finer than it is known.",
            required=required,
        ),
        Column(
            name=f"{name}_earliest",
            about="The first day that it may mean; empty where that is open.",
            type="date",
        ),
        Column(
            name=f"{name}_latest",
            about="The last day that it may mean; empty where that is open.",
            type="date",
        ),
        Column(
            name=f"{name}_doubtful",
            about="Whether it is marked as uncertain or approximate (?, ~, %).",
            type="boolean",
        ),
        Column(name=f"{name}_wording", about="The date in words.", required=required),
    )


def date_cells(window: Window | None) -> Row:
    """The cells of the columns of `dated`."""
    if window is None:
        return None, None, None, None, None
    return window.edtf, window.earliest, window.latest, window.doubtful, window.wording


def words_of(annotation: Any) -> tuple[str, ...]:
    """The words that a `Literal` allows."""
    return get_args(annotation)


def words_at(cls: type[Record], key: str) -> tuple[str, ...]:
    """The words that the front matter of a kind allows for a key."""
    return get_args(type_at(cls, (key,)))
