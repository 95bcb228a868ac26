"""Which pledge can help which person: needs and place first, and never more than is left."""

from dataclasses import dataclass
from math import inf

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from models import (
    Actor,
    Consent,
    ConsentPurpose,
    Employer,
    EmployerState,
    Pledge,
    PledgeState,
    Returnee,
    Sponsorship,
    SponsorshipKind,
    local_today,
)
from services import audit, places
from services.errors import Refused
from services.pledge_balance import FINAL, Rest, rests
from services.sponsorship_ranking import needs_and_way

NOT_VERIFIED = "Doanh nghiệp chưa được xác minh. Hãy xác minh trước khi ghép."
WITHDRAWN = "Cam kết này đã rút. Hãy chọn cam kết khác."
OVER = "Cam kết này đã quá hạn. Hãy chọn cam kết khác."
USED_UP = "Cam kết này đã dùng hết. Hãy chọn cam kết khác."
ALREADY = "Người này đang nhận giúp đỡ từ cam kết này rồi."
NO_CONSENT = "Người này chưa có đồng ý. Hãy ghi nhận đồng ý trước khi ghép."
SAY_SHARE = "Hãy ghi số tiền dành cho người này."
NO_MONEY_HERE = "Cam kết này không tính bằng tiền. Hãy để trống số tiền."


def vnd(amount: int) -> str:
    """Return an amount as sentences of a refusal say it: "12.000.000 đồng"."""
    return f"{amount:,} đồng".replace(",", ".")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pledge that could help one person; the distance runs from the firm's commune to theirs.

    `stretch` is by how much the way exceeds the person's reach, as the matching of jobs has it.
    """

    pledge: Pledge
    rest: Rest
    distance_km: float | None
    is_needed: bool
    stretch: float

    @property
    def order(self) -> tuple[bool, float, float, int, int]:
        """Return the sort key: what is needed, within reach, the nearest, what holds most."""
        near = inf if self.distance_km is None else self.distance_km
        rest = -(self.rest.vnd or 0), -(self.rest.quantity or 0)
        return (not self.is_needed, self.stretch, near, *rest)


def needs_of(returnee: Returnee) -> frozenset[SponsorshipKind]:
    """Return the kinds of help a person needs; a room also where housing is needed."""
    known = {kind.value for kind in SponsorshipKind}
    said = {SponsorshipKind(need) for need in returnee.needs if need in known}
    return frozenset(said | ({SponsorshipKind.ROOM} if returnee.needs_housing else set()))


def candidates(session: Session, returnee: Returnee) -> list[Candidate]:
    """Return the pledges that can still help a person, best first; two queries."""
    standing = select(Sponsorship.pledge_id).where(
        Sponsorship.returnee_id == returnee.id, Sponsorship.state.not_in(FINAL)
    )
    open_pledges = session.scalars(
        select(Pledge)
        .join(Pledge.employer)
        .options(contains_eager(Pledge.employer))
        .where(
            Pledge.state == PledgeState.PLEDGED,
            Pledge.until >= local_today(),
            Employer.state == EmployerState.VERIFIED,
            Pledge.id.not_in(standing),
        )
    ).all()
    left = rests(session, open_pledges)
    usable = [pledge for pledge in open_pledges if not left[pledge.id].is_used_up]
    ranked = needs_and_way(returnee, needs_of(returnee), usable)
    found = [
        Candidate(pledge, left[pledge.id], _distance(pledge, returnee), met > 0, stretch)
        for pledge, (met, stretch) in zip(usable, ranked, strict=True)
    ]
    return sorted(found, key=lambda one: (*one.order, one.pledge.id))


def _distance(pledge: Pledge, returnee: Returnee) -> float | None:
    commune = pledge.employer.commune_code
    return places.distance_km(commune, returnee.commune_code) if commune else None


def match(
    session: Session,
    pledge: Pledge,
    returnee: Returnee,
    *,
    by: Actor,
    amount_vnd: int | None = None,
    mentor_name: str = "",
) -> Sponsorship:
    """Attach a pledge to one person; the pledge is locked, so that its last place goes once.

    Raises
    ------
    Refused
        When the pledge cannot help any more, the firm is not verified, the person gave no consent
        or the share is more than what is left.
    """
    session.refresh(pledge, with_for_update=True)
    rest = rests(session, [pledge])[pledge.id]
    problem = _why_not(session, pledge, rest, returnee) or share_problem(pledge, rest, amount_vnd)
    if problem:
        raise Refused(problem)
    sponsorship = Sponsorship(
        pledge=pledge,
        returnee=returnee,
        amount_vnd=amount_vnd if pledge.amount_vnd is not None else None,
        mentor_name=mentor_name,
    )
    session.add(sponsorship)
    audit.record(session, "change", returnee, by=by, fields=["sponsorship"])
    session.flush()
    return sponsorship


def _why_not(session: Session, pledge: Pledge, rest: Rest, returnee: Returnee) -> str | None:
    checks = (
        (pledge.state == PledgeState.WITHDRAWN, WITHDRAWN),
        (pledge.until < local_today(), OVER),
        (pledge.employer.state != EmployerState.VERIFIED, NOT_VERIFIED),
        (rest.is_used_up, USED_UP),
        (not _agrees_to_matching(session, returnee), NO_CONSENT),
        (_is_standing(session, pledge, returnee), ALREADY),
    )
    return next((sentence for is_so, sentence in checks if is_so), None)


def share_problem(pledge: Pledge, rest: Rest, amount_vnd: int | None) -> str | None:
    """Return what is wrong with a person's share of a pledge in VND, None where nothing is."""
    if pledge.amount_vnd is None:
        return None if amount_vnd is None else NO_MONEY_HERE
    if not amount_vnd or amount_vnd < 0:
        return SAY_SHARE
    if amount_vnd > (rest.vnd or 0):
        return f"Cam kết này chỉ còn {vnd(rest.vnd or 0)}. Hãy ghi số nhỏ hơn."
    return None


def _agrees_to_matching(session: Session, returnee: Returnee) -> bool:
    given = select(Consent.id).where(
        Consent.returnee_id == returnee.id,
        Consent.purpose == ConsentPurpose.MATCHING,
        Consent.withdrawn_on.is_(None),
    )
    return session.scalar(given.limit(1)) is not None


def _is_standing(session: Session, pledge: Pledge, returnee: Returnee) -> bool:
    standing = select(Sponsorship.id).where(
        Sponsorship.pledge_id == pledge.id,
        Sponsorship.returnee_id == returnee.id,
        Sponsorship.state.not_in(FINAL),
    )
    return session.scalar(standing.limit(1)) is not None
