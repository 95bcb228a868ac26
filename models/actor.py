"""Who acts: a person signed in under one hat, or a paired device. Services take it as `by=`."""

import enum
import uuid
from dataclasses import dataclass
from datetime import date


class Role(enum.StrEnum):
    """One hat; an officer may hold several, and the log says which was worn."""

    ADMINISTRATOR = "administrator"
    POLICE = "police"
    COUNSELOR = "counselor"
    ORGANISER = "organiser"
    DESK = "desk"
    COMMITTEE = "committee"
    EMPLOYER = "employer"
    KIOSK = "kiosk"
    TABLE = "table"
    WALL = "wall"
    PERSON = "person"


EVENT_ROLES = frozenset({Role.DESK, Role.KIOSK, Role.TABLE, Role.WALL, Role.PERSON})


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, and how far they may see.

    `communes` None means the whole province, an empty set means none. `employer_id` is the firm the
    actor works for; `event_id` the event a desk or device serves, `table_id` its table;
    `attendance_id` the person who stands at the kiosk or opened their own link. `acted_on` is the
    day of what was done on a laptop and is done again here; None is today.
    """

    role: Role
    user_id: uuid.UUID | None = None
    device_id: uuid.UUID | None = None
    communes: frozenset[str] | None = frozenset()
    employer_id: uuid.UUID | None = None
    event_id: uuid.UUID | None = None
    table_id: uuid.UUID | None = None
    attendance_id: uuid.UUID | None = None
    acted_on: date | None = None

    def covers(self, commune_code: str) -> bool:
        """Tell whether the actor's scope includes a commune."""
        return self.communes is None or commune_code in self.communes


@dataclass(frozen=True, slots=True)
class Said:
    """Who told staff something that is recorded for them, and how (phone, paper, in person)."""

    by: str
    how: str


# What the program does on its own, such as a nightly clock, is written under this hat.
SYSTEM = Actor(role=Role.ADMINISTRATOR, communes=None)
