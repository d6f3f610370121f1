"""What of a record, an account or a quotation is published: the degrees, and what withholding takes away on reading.

A withheld account or quotation loses its content where the file is validated, so that no later stage can show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

PageDegree = Literal["name", "role", "withhold", "initials"]
"""How much of a name is published of a record that has a page; `withhold` is the earlier spelling of `role`."""
Degree = Literal["name", "role", "withhold", "initials", "nothing"]
"""The same, and `nothing`: no page, and no entry anywhere."""


def withholds(record: object) -> bool:
    """True where a record's name is not published in full."""
    return getattr(record, "publish", "name") != "name"


def has_page(record: object) -> bool:
    """False of a record with `publish: nothing`."""
    return getattr(record, "publish", "name") != "nothing"


@dataclass(frozen=True, slots=True)
class Emptied:
    """Annotation of a mapping of which, with `publish: withhold`, only some keys are read.

    Whatever else the mapping holds is dropped before it is validated; `instead` stands in its place.
    """

    keys: tuple[str, ...]
    instead: tuple[tuple[str, str], ...]
    forbidden: str = ""
    """A key that a withheld mapping may not have: an error."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        from pydantic_core import PydanticCustomError, core_schema

        def emptied(value: Any) -> Any:
            if not isinstance(value, Mapping) or value.get("publish") != "withhold":
                return value
            if value.get(self.forbidden):
                context = {
                    "message": f'it is withheld, and its "{self.forbidden}" stands here',
                    "hint": f"take {self.forbidden}: out, and out of git's history as well",
                }
                raise PydanticCustomError("withheld-words-present", "{message}", context)
            known = {key: value[key] for key in (*self.keys, "publish") if key in value}
            return {**known, **dict(self.instead)}

        return core_schema.no_info_before_validator_function(emptied, handler(source))
