"""A pledge of money, help that is agreed on, a day as it is typed."""

from datetime import timedelta

from factories import (
    make_pledge,
    make_sponsorship,
)

from models import (
    MoneyType,
    SponsorshipKind,
    SponsorshipState,
    local_today,
)

TODAY = local_today()
SOON = TODAY + timedelta(days=90)


def typed(day):
    return f"{day:%d/%m/%Y}"


def money(session, **values):
    return make_pledge(
        session,
        **{
            "kind": SponsorshipKind.CAPITAL,
            "money_type": MoneyType.INTEREST_FREE_LOAN,
            "quantity": None,
            "amount_vnd": 10_000_000,
            "until": SOON,
        }
        | values,
    )


def agreed(session, **values):
    return make_sponsorship(
        session,
        money(session),
        **{
            "amount_vnd": 6_000_000,
            "state": SponsorshipState.AGREED,
            "agreed_on": TODAY,
            "agreed_how": "paper",
        }
        | values,
    )


def fresh(session, row):
    session.expire_all()
    return session.get(type(row), row.id)
