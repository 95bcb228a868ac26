"""Lists by pages: the rows of one page, and the addresses of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select, func, select

from portal.database import session

PER_PAGE = 25
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """One page of a list: what the pagination macro draws."""

    rows: Sequence[RowT]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, ceil(self.total / PER_PAGE))

    def url_for_page(self, number: int) -> str:
        """Return the address of another page, with the same search."""
        values = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(request.endpoint or "auth.home", **values)


def paged(query: Select[Any]) -> Page[Any]:
    """Run a list's query for the page asked for; two statements, however long the list."""
    key = query.column_descriptions[0]["entity"].id
    ids = query.with_only_columns(key).order_by(None)
    total = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    last = max(1, ceil(total / PER_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    rows = session.scalars(query.limit(PER_PAGE).offset((number - 1) * PER_PAGE)).unique().all()
    return Page(rows, number, total)


def cut(rows: Sequence[RowT]) -> Page[RowT]:
    """Cut a list that is at hand as a whole, such as one sorted after its names were opened."""
    last = max(1, ceil(len(rows) / PER_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    return Page(rows[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(rows))
