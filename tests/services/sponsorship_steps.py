"""A pledge of money, help that is agreed on, help of which a part was handed over."""

from datetime import timedelta

from factories import (
    make_pledge,
    make_returnee,
)

from models import (
    ConsentHow,
    MoneyType,
    SponsorshipKind,
    local_today,
)
from services import sponsorships
from services.firm_consents import Yes

TODAY = local_today()
SOON = TODAY + timedelta(days=90)
KIND = SponsorshipKind


def money(session, amount=10_000_000, employer=None, **values):
    return make_pledge(
        session,
        employer,
        **{
            "kind": KIND.CAPITAL,
            "money_type": MoneyType.INTEREST_FREE_LOAN,
            "quantity": None,
            "amount_vnd": amount,
            "until": SOON,
        }
        | values,
    )


def agreed(session, by, amount=10_000_000, *, shares_name=False):
    made = sponsorships.match(
        session, money(session), make_returnee(session), by=by, amount_vnd=amount
    )
    sponsorships.agree(
        session,
        made,
        by=by,
        yes=Yes(ConsentHow.PAPER, TODAY - timedelta(days=3)),
        shares_name=shares_name,
    )
    return made


def delivered(session, by):
    made = agreed(session, by)
    sponsorships.deliver(session, made, by=by, on=TODAY, amount_vnd=4_000_000)
    return made
