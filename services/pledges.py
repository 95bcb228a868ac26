"""What firms pledge: recorded, checked against the rules, withdrawn."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import Session

from models import (
    Actor,
    Employer,
    MoneyType,
    Move,
    Pledge,
    PledgeAction,
    PledgeState,
    Said,
    SponsorshipKind,
    local_today,
)
from services import position_changes
from services.errors import Refused
from services.events import unfit_words
from services.pledge_balance import Rest, Sums, balance, rests
from services.pledge_conditions import broken_rules

__all__ = ["Rest", "Sums", "Terms", "balance", "listed", "make", "rests", "withdraw"]

# Money, things bought with it, and an advance have a type; a job, a room or a mentor have none.
WITH_MONEY_TYPE = frozenset(
    {SponsorshipKind.TOOLS, SponsorshipKind.CAPITAL, SponsorshipKind.FIRST_WEEK}
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a firm promises; `amount_vnd` is the whole sum, `quantity` counts people.

    Training says its trade and its hours for one person.
    """

    kind: SponsorshipKind
    until: date
    money_type: MoneyType | None = None
    quantity: int | None = None
    amount_vnd: int | None = None
    conditions: str = ""
    sponsor_name: str = ""
    trade: str = ""
    hours: int | None = None

    def problems(self) -> dict[str, str]:
        """Return what is wrong, by field: the sentences a form shows and the service refuses."""
        checks = (
            ("quantity", not self.quantity and not self.amount_vnd, NO_AMOUNT),
            ("money_type", self.needs_money_type() and self.money_type is None, NO_MONEY_TYPE),
            ("trade", self.is_training() and not self.trade, NO_TRADE),
            ("hours", self.is_training() and not self.hours, NO_HOURS),
            ("until", self.until < local_today(), OVER),
        )
        found = {field: sentence for field, is_wrong, sentence in checks if is_wrong}
        if rules := [*broken_rules(self.conditions), *_unfit(self.conditions)]:
            found["conditions"] = " ".join(rules)
        found |= {name: " ".join(said) for name in PRINTED if (said := _unfit(getattr(self, name)))}
        return found

    def is_training(self) -> bool:
        """Tell whether a trade is taught."""
        return self.kind == SponsorshipKind.TRAINING

    def needs_money_type(self) -> bool:
        """Tell whether it must be said how money or things are given."""
        return self.kind in WITH_MONEY_TYPE or self.amount_vnd is not None


def _unfit(conditions: str) -> list[str]:
    """Return what may not be printed on the agreement a person takes home."""
    found = "”, “".join(unfit_words(conditions))
    return [f"Giấy thỏa thuận không dùng chữ “{found}”. Hãy viết cách khác."] if found else []


PRINTED = ("sponsor_name", "trade")
NO_TRADE = "Hãy ghi nghề dạy, ví dụ hàn điện."
NO_HOURS = "Hãy ghi số giờ dạy cho một người."
NO_AMOUNT = "Hãy ghi số người hoặc số tiền."
NO_MONEY_TYPE = "Hãy chọn cho hẳn, cho mượn, cho vay không lãi hay ứng lương."
OVER = "Hãy ghi một ngày từ hôm nay trở đi."


def make(
    session: Session,
    employer: Employer,
    terms: Terms,
    *,
    by: Actor,
    said: Said | None = None,
    on: date | None = None,
) -> Pledge:
    """Record a pledge; `said` and `on` where staff record what the firm told them.

    Raises
    ------
    Refused
        When a rule is broken: interest, kept pay or papers, a duty to stay, no amount, a past day.
    """
    if problems := terms.problems():
        raise Refused(" ".join(problems.values()))
    pledge = Pledge(
        employer=employer,
        kind=terms.kind,
        money_type=terms.money_type if terms.needs_money_type() else None,
        quantity=terms.quantity,
        amount_vnd=terms.amount_vnd,
        sponsor_name=terms.sponsor_name,
        trade=terms.trade if terms.is_training() else "",
        hours=terms.hours if terms.is_training() else None,
        conditions=terms.conditions,
        until=terms.until,
        state=PledgeState.PLEDGED,
    )
    session.add(pledge)
    session.flush()
    session.add(_first_move(pledge, by, said, on))
    position_changes.of_firm(session, employer.id)
    return pledge


def _first_move(pledge: Pledge, by: Actor, said: Said | None, on: date | None) -> Move:
    return Move(
        kind=pledge.__tablename__,
        record_id=pledge.id,
        action="pledge",
        from_state="",
        to_state=pledge.state.value,
        by_id=by.user_id,
        role=by.role.value,
        said_by=said.by if said else None,
        said_how=said.how if said else None,
        happened_on=on or local_today(),
    )


def withdraw(
    session: Session,
    pledge: Pledge,
    *,
    by: Actor,
    said: Said | None = None,
    on: date | None = None,
) -> None:
    """Take the free rest back: nobody new is helped from it, what was given to people stands."""
    pledge.apply(PledgeAction.WITHDRAW, by=by, said=said, happened_on=on)
    position_changes.of_firm(session, pledge.employer_id)


def listed(scope: Select[Pledge]) -> Select[Pledge]:
    """Order a scoped select as lists show it: what can still be drawn on first, then the newest."""
    return scope.order_by(Pledge.state, Pledge.created_at.desc(), Pledge.id)
