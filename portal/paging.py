"""Lists by pages: the rows of one page, and the addresses of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Generic, TypeVar

from flask import request, url_for
from sqlalchemy import Select

from portal.database import session
from services import counting

PER_PAGE = 25
FARTHEST = 10**6
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Page(Generic[RowT]):
    """One page of a list: what the pagination macro draws; a total may end at "more"."""

    rows: Sequence[RowT]
    number: int
    total: int
    has_next: bool = False

    @property
    def pages(self) -> int:
        """How many pages the list has, as far as they are known."""
        return max(1, ceil(self.total / PER_PAGE), self.number + self.has_next)

    @property
    def is_open(self) -> bool:
        """Tell whether the list goes on beyond what was counted."""
        return self.total > counting.MOST_COUNTED

    @property
    def counted(self) -> str:
        """Return how many rows there are, in words where counting stopped."""
        return counting.said(self.total)

    def url_for_page(self, number: int) -> str:
        """Return the address of another page, with the same search."""
        values = {**request.args.to_dict(), **(request.view_args or {}), "page": number}
        return url_for(request.endpoint or "auth.home", **values)


def paged(query: Select[Any]) -> Page[Any]:
    """Run a list's query for the page asked for; two statements, however long the list.

    A page behind the end of a list too long to count is the first one.
    """
    total = counting.count(session, query)
    last = FARTHEST if total > counting.MOST_COUNTED else max(1, ceil(total / PER_PAGE))
    page = _page(query, _asked(last), total)
    return page if page.rows or page.number == 1 else _page(query, 1, total)


def _page(query: Select[Any], number: int, total: int) -> Page[Any]:
    some = query.limit(PER_PAGE + 1).offset((number - 1) * PER_PAGE)
    rows = session.scalars(some).unique().all()
    return Page(rows[:PER_PAGE], number, total, len(rows) > PER_PAGE)


def cut(rows: Sequence[RowT]) -> Page[RowT]:
    """Cut a list that is at hand as a whole, such as one sorted after its names were opened."""
    number = _asked(max(1, ceil(len(rows) / PER_PAGE)))
    return Page(rows[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(rows))


def _asked(last: int) -> int:
    return min(max(1, request.args.get("page", 1, type=int)), last)
