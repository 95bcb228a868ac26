"""The case file of a person who came home: what they can do, need and may do; never the offence."""

import enum
import secrets
import uuid
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import (
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    cast,
    literal_column,
    or_,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base
from models.crypto import KEY_BYTES, PERSON_KEY_ID, Cipher, encrypted, keyring
from models.position import Education

if TYPE_CHECKING:
    from models.care import WorkPermission


class ReturnBasis(enum.StrEnum):
    """On what basis a person came home (Decree 49/2020); never a feature of the matching."""

    COMPLETED = "completed"
    PARDONED = "pardoned"
    CONDITIONAL_RELEASE = "conditional_release"
    COMMUNITY_SENTENCE = "community_sentence"


class Path(enum.StrEnum):
    """What a person is heading for."""

    WORK = "work"
    TRAINING = "training"
    SELF_EMPLOYED = "self_employed"
    HELP_FIRST = "help_first"


class PersonRow:
    """Mixin for rows of one person: values are sealed with that person's own data key."""

    returnee: "Returnee"

    def sealing_cipher(self) -> Cipher:
        """Return the person's cipher."""
        return self.returnee.data_cipher

    def opening_cipher(self, sealed: bytes) -> Cipher:
        """Return the person's cipher."""
        return self.returnee.data_cipher


class Returnee(Base):
    """One person in care. Distances are km, wages VND a month."""

    __tablename__ = "returnees"
    __table_args__ = (Index("ix_returnees_in_care", "commune_code", "erased_at", "return_date"),)

    data_key_ct: Mapped[bytes | None]
    full_name_ct: Mapped[bytes | None]
    birth_date_ct: Mapped[bytes | None]
    national_id_ct: Mapped[bytes | None]
    phone_ct: Mapped[bytes | None]
    address_ct: Mapped[bytes | None]
    summary_ct: Mapped[bytes | None]
    desired_work_ct: Mapped[bytes | None]
    health_limits_ct: Mapped[bytes | None]
    contact_whose_ct: Mapped[bytes | None]
    contact_may_say_ct: Mapped[bytes | None]
    contact_when_ct: Mapped[bytes | None]
    notes_ct: Mapped[bytes | None]
    representative_ct: Mapped[bytes | None]
    representative_phone_ct: Mapped[bytes | None]
    expungement_ct: Mapped[bytes | None]
    national_id_hmac: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    name_birth_hmac: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    name_year_hmac: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)

    birth_year: Mapped[int]
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    return_date: Mapped[date | None] = mapped_column(index=True)
    return_basis: Mapped[ReturnBasis | None]
    education: Mapped[Education | None]
    licences: Mapped[list[str]] = mapped_column(default=list)
    wage_expected: Mapped[int | None]
    max_distance_km: Mapped[int | None]
    has_vehicle: Mapped[bool] = mapped_column(default=False)
    shifts_ok: Mapped[list[str]] = mapped_column(default=list)
    needs_housing: Mapped[bool] = mapped_column(default=False)
    needs: Mapped[list[str]] = mapped_column(default=list)
    barriers: Mapped[list[str]] = mapped_column(default=list)
    path: Mapped[Path] = mapped_column(default=Path.WORK)
    reader_needed: Mapped[bool] = mapped_column(default=False)
    automatic_matching: Mapped[bool] = mapped_column(default=True)
    counselor_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    residence_kind: Mapped[str | None] = mapped_column(String(20))
    residence_until: Mapped[date | None] = mapped_column(index=True)
    residence_communes: Mapped[list[str]] = mapped_column(default=list)
    residence_known: Mapped[bool] = mapped_column(default=True)
    first_contact_on: Mapped[date | None]
    # The day an expungement was confirmed: from then on only one role reads what it clears.
    cleared_on: Mapped[date | None]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("returnees.id"), index=True)
    erased_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column()

    full_name = encrypted()
    birth_date = encrypted()
    national_id = encrypted()
    phone = encrypted()
    address = encrypted()
    summary = encrypted()
    desired_work = encrypted()
    health_limits = encrypted()
    contact_whose = encrypted()
    contact_may_say = encrypted()
    contact_when = encrypted()
    notes = encrypted()
    representative = encrypted()
    representative_phone = encrypted()
    expungement = encrypted()

    skills: Mapped[list["ReturneeSkill"]] = relationship(
        back_populates="returnee", cascade="all, delete-orphan", order_by="ReturneeSkill.created_at"
    )
    bans: Mapped[list["OccupationBan"]] = relationship(
        back_populates="returnee", cascade="all, delete-orphan"
    )
    consents: Mapped[list["Consent"]] = relationship(back_populates="returnee")
    permissions: Mapped[list["WorkPermission"]] = relationship(back_populates="returnee")

    __mapper_args__ = {"version_id_col": version}

    @cached_property
    def data_cipher(self) -> Cipher:
        """Return the person's own cipher, making the data key on first use."""
        place = f"{self.__tablename__}:data_key_ct:{self.id}"
        if self.data_key_ct is None:
            self.data_key_ct = keyring().cipher().seal(secrets.token_bytes(KEY_BYTES), place)
        wrapped = self.data_key_ct
        return Cipher(PERSON_KEY_ID, keyring().cipher_of(wrapped).open(wrapped, place))

    def sealing_cipher(self) -> Cipher:
        """Return the person's cipher."""
        return self.data_cipher

    def opening_cipher(self, sealed: bytes) -> Cipher:
        """Return the person's cipher."""
        return self.data_cipher


IN_NEED = or_(
    Returnee.needs_housing == true(), cast(Returnee.needs, Text) != literal_column("'[]'")
)
"""Whoever needs help; few of many, so they have an index, which knows them by these very words."""
Index(
    "ix_returnees_in_need",
    Returnee.return_date,
    Returnee.commune_code,
    sqlite_where=IN_NEED,
    postgresql_where=IN_NEED,
)

# The latest home first: PostgreSQL keeps that order only where its index says so of NULLs as well.
Index(
    "ix_returnees_latest_home",
    Returnee.return_date.desc().nulls_last(),
    Returnee.id,
    info={"dialect": "postgresql"},
).ddl_if(dialect="postgresql")


class ReturneeSkill(PersonRow, Base):
    """One skill as an officer typed it, with its canonical code where the vocabulary knows it."""

    __tablename__ = "returnee_skills"

    returnee_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("returnees.id", ondelete="CASCADE"), index=True
    )
    name_ct: Mapped[bytes | None]
    code: Mapped[str | None] = mapped_column(String(60), index=True)
    years: Mapped[float] = mapped_column(default=0.0)
    level: Mapped[str] = mapped_column(String(10), default="working")

    name = encrypted()
    returnee: Mapped[Returnee] = relationship(back_populates="skills")


class OccupationBan(Base):
    """An occupation a court order or the law bars, as an ISCO-08 prefix, until its end."""

    __tablename__ = "occupation_bans"

    returnee_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("returnees.id", ondelete="CASCADE"), index=True
    )
    isco_prefix: Mapped[str] = mapped_column(String(4))
    until: Mapped[date | None] = mapped_column(index=True)

    returnee: Mapped[Returnee] = relationship(back_populates="bans")


class PersonToken(Base):
    """HMAC of one syllable of a name, with or without accents: how names are found."""

    __tablename__ = "person_tokens"
    __table_args__ = (Index("ix_person_tokens_token_commune_code", "token", "commune_code"),)

    returnee_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("returnees.id", ondelete="CASCADE"), index=True
    )
    token: Mapped[bytes] = mapped_column(LargeBinary(16))
    exact: Mapped[bool]
    commune_code: Mapped[str] = mapped_column(String(5))


class ConsentPurpose(enum.StrEnum):
    """What a person says yes to; each is asked as its own question."""

    MATCHING = "matching"
    SHARE_WITH_EMPLOYER = "share_with_employer"


class ConsentHow(enum.StrEnum):
    """How the yes was given."""

    PAPER = "paper"
    SCREEN = "screen"
    SPOKEN = "spoken"


CONSENT_VERSION = "2026-11"


class Consent(PersonRow, Base):
    """A yes of one person for one purpose: when, how, under which text; withdrawn any time."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_of_person", "returnee_id", "purpose", "withdrawn_on"),)

    returnee_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("returnees.id"))
    purpose: Mapped[ConsentPurpose]
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employers.id"), index=True)
    given_on: Mapped[date]
    how: Mapped[ConsentHow]
    text_version: Mapped[str] = mapped_column(String(20), default=CONSENT_VERSION)
    witness_ct: Mapped[bytes | None]
    representative_ct: Mapped[bytes | None]
    recorded_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    # The last day of a yes given for a time; the nightly clock takes it back afterwards.
    until: Mapped[date | None] = mapped_column(index=True)
    withdrawn_on: Mapped[date | None]

    witness = encrypted()
    representative = encrypted()
    returnee: Mapped[Returnee] = relationship(back_populates="consents")
