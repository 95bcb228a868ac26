"""Firms: who they are, how far they are verified, and the agreement that opens people to them."""

import enum
import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, state_check
from models.crypto import SealedRow, encrypted
from models.workflow import Stateful, Workflow, step


class EmployerKind(enum.StrEnum):
    """Legal form, as far as the product needs it."""

    COMPANY = "company"
    COOPERATIVE = "cooperative"
    HOUSEHOLD = "household"


class EmployerState(enum.StrEnum):
    """How far staff have checked a firm."""

    UNCLAIMED = "unclaimed"
    PENDING = "pending"
    VERIFIED = "verified"
    REFUSED = "refused"
    SUSPENDED = "suspended"


class EmployerAction(enum.StrEnum):
    """What happens to a firm's standing."""

    CLAIM = "claim"
    VERIFY = "verify"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    RESTORE = "restore"


_A, _S = EmployerAction, EmployerState

EMPLOYER_WORKFLOW = Workflow(
    {
        _A.CLAIM: step("unclaimed", "pending", _S),
        _A.VERIFY: step(("unclaimed", "pending", "refused"), "verified", _S),
        _A.REFUSE: step(("unclaimed", "pending"), "refused", _S),
        _A.SUSPEND: step("verified", "suspended", _S),
        _A.RESTORE: step("suspended", "verified", _S),
    }
)


class Employer(SealedRow, Stateful, Base):
    """A company, cooperative or household business."""

    __tablename__ = "employers"
    __table_args__ = (state_check(EmployerState),)
    WORKFLOW = EMPLOYER_WORKFLOW

    kind: Mapped[EmployerKind] = mapped_column(default=EmployerKind.COMPANY)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    tax_code: Mapped[str | None] = mapped_column(String(14), unique=True)
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    address: Mapped[str] = mapped_column(String(200), default="")
    industry: Mapped[str] = mapped_column(String(80), default="")
    about: Mapped[str] = mapped_column(String(1000), default="")
    workers_total: Mapped[int | None]
    contact_name_ct: Mapped[bytes | None]
    contact_phone_ct: Mapped[bytes | None]
    contact_email_ct: Mapped[bytes | None]
    # Typed by the firm's own people: a call to it proves nothing about who they are.
    phone_from_firm: Mapped[bool] = mapped_column(default=False)
    # The page of open positions for everyone: only where the firm switched it on.
    is_public: Mapped[bool] = mapped_column(default=False)
    public_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    state: Mapped[EmployerState] = mapped_column(default=EmployerState.UNCLAIMED, index=True)
    version: Mapped[int] = mapped_column()

    contact_name = encrypted()
    contact_phone = encrypted()
    contact_email = encrypted()
    agreements: Mapped[list["EmployerAgreement"]] = relationship(back_populates="employer")

    __mapper_args__ = {"version_id_col": version}

    def may_see_people(self) -> bool:
        """Tell whether the firm is verified and has accepted the data agreement in force."""
        return self.state == EmployerState.VERIFIED and any(
            agreement.text_version == AGREEMENT_VERSION for agreement in self.agreements
        )


AGREEMENT_VERSION = "2026-11"


class EmployerAgreement(Base):
    """The data agreement (Law 91/2025/QH15 art 15, 17) accepted before any person is shown."""

    __tablename__ = "employer_agreements"

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"), index=True)
    text_version: Mapped[str] = mapped_column(String(20))
    accepted_on: Mapped[date]
    how: Mapped[str] = mapped_column(String(20))
    signed_by: Mapped[str] = mapped_column(String(120))
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))

    employer: Mapped[Employer] = relationship(back_populates="agreements")


class CheckKind(enum.StrEnum):
    """What staff look at before they verify a firm that signed itself up."""

    TAX_CODE = "tax_code"
    CALLED = "called"
    WORKPLACE = "workplace"
    PAPERS = "papers"


class CallSource(enum.StrEnum):
    """Where the number came from that staff called, or that they went there themselves."""

    REGISTER = "register"
    TAX_OFFICE = "tax_office"
    COMMUNE = "commune"
    ON_FILE = "on_file"
    VISIT = "visit"


class EmployerCheck(SealedRow, Base):
    """One thing that staff checked of a firm: when, and who; of a call its number and source."""

    __tablename__ = "employer_checks"
    __table_args__ = (UniqueConstraint("employer_id", "kind"),)

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"))
    kind: Mapped[CheckKind]
    done_on: Mapped[date]
    done_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    source: Mapped[CallSource | None]
    number_ct: Mapped[bytes | None]

    number = encrypted()


class EmployerClaim(SealedRow, Base):
    """Somebody says that a firm which staff or an import made is theirs; staff call, then answer.

    The one who claims has no hat until the answer is yes, and so sees nothing of the firm. The
    number they typed is kept to tell it from the firm's own.
    """

    __tablename__ = "employer_claims"
    __table_args__ = (UniqueConstraint("employer_id", "user_id"),)

    employer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("employers.id"), index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    made_on: Mapped[date]
    answered_on: Mapped[date | None]
    is_accepted: Mapped[bool | None]
    phone_ct: Mapped[bytes | None]

    phone = encrypted()
    employer: Mapped[Employer] = relationship()
