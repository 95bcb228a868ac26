"""Plain factories: each makes one valid row, and any field can be said."""

import itertools
from datetime import date, time, timedelta

from models import (
    AGREEMENT_VERSION,
    Actor,
    Approval,
    Attendance,
    Consent,
    ConsentHow,
    ConsentPurpose,
    Device,
    DeviceKind,
    Employer,
    EmployerAgreement,
    EmployerState,
    Event,
    EventTable,
    Introduction,
    MatchRun,
    Pledge,
    Position,
    PositionState,
    Returnee,
    Role,
    Sponsorship,
    SponsorshipKind,
    Suggestion,
    SuggestionAction,
    SuggestionState,
    TableKind,
    User,
    local_today,
)
from models.crypto import keyring
from services import accounts, returnees

HAC_THANH = "14797"
HAM_RONG = "14758"
_numbers = itertools.count(1)


def make_user(
    session, role=Role.COUNSELOR, *, communes=(None,), full_name="Lê Thị Cán Bộ", **scope
):
    user = User(login=f"user{next(_numbers)}", full_name=full_name, password_hash="x")
    session.add(user)
    for code in communes:
        accounts.give_role(session, user, role, commune_code=code, **scope)
    session.commit()
    return user


def actor_of(user, role=None):
    given = user.assignments
    everywhere = any(held.commune_code is None for held in given)
    return Actor(
        role=role or given[0].role,
        user_id=user.id,
        communes=None if everywhere else frozenset(held.commune_code for held in given),
        employer_id=given[0].employer_id,
        event_id=given[0].event_id,
    )


def make_employer(session, *, agreed=True, **values):
    number = next(_numbers)
    defaults = {
        "name": f"Công ty May Mẫu {number}",
        "name_key": f"cong ty may mau {number}",
        "commune_code": HAC_THANH,
        "state": EmployerState.VERIFIED,
    }
    employer = Employer(**defaults | values)
    session.add(employer)
    if agreed:
        employer.agreements.append(
            EmployerAgreement(
                text_version=AGREEMENT_VERSION,
                accepted_on=date(2026, 11, 1),
                how="paper",
                signed_by="Giám đốc",
            )
        )
    session.commit()
    return employer


def make_employer_user(session, employer, **values):
    return make_user(session, Role.EMPLOYER, employer_id=employer.id, **values)


def make_position(session, employer=None, **values):
    defaults = {
        "employer_id": (employer or make_employer(session)).id,
        "title": "Công nhân may",
        "title_key": "cong nhan may",
        "description": "May áo sơ mi theo chuyền, có dạy nghề.",
        "commune_code": HAC_THANH,
        "wage_min": 7_000_000,
        "wage_max": 9_000_000,
        "headcount": 3,
        "state": PositionState.OPEN,
        "opened_on": local_today(),
    }
    position = Position(**defaults | values)
    session.add(position)
    session.commit()
    return position


def make_returnee(session, *, consented=True, **values):
    number = next(_numbers)
    defaults = {
        "full_name": "Nguyễn Văn Mẫu",
        "national_id": f"038090{number:06d}",
        "phone": "0900000001",
        "birth_date": "1990-05-02",
        "birth_year": 1990,
        "commune_code": HAC_THANH,
        "summary": "May công nghiệp 3 năm, muốn làm gần nhà.",
        "has_vehicle": True,
    }
    returnee = Returnee(**defaults | values)
    session.add(returnee)
    returnees.seal_identity(session, returnee)
    if consented:
        make_consent(session, returnee)
    session.commit()
    return returnee


def make_consent(session, returnee, *, employer=None, **values):
    defaults = {
        "returnee": returnee,
        "purpose": ConsentPurpose.SHARE_WITH_EMPLOYER if employer else ConsentPurpose.MATCHING,
        "employer_id": employer.id if employer else None,
        "given_on": date(2026, 11, 2),
        "how": ConsentHow.PAPER,
    }
    consent = Consent(**defaults | values)
    session.add(consent)
    session.commit()
    return consent


def make_suggestion(session, returnee=None, position=None, **values):
    run = MatchRun(model_version="test")
    session.add(run)
    session.flush()
    suggestion = Suggestion(
        returnee=returnee or make_returnee(session),
        position=position or make_position(session),
        run_id=run.id,
        **{
            "score": 0.8,
            "rank": 1,
            "band": "Rất hợp",
            "distance_km": 4.0,
            "reasons": ["Biết may công nghiệp, đúng việc đang tuyển"],
            "state": SuggestionState.PROPOSED,
        }
        | values,
    )
    session.add(suggestion)
    session.commit()
    return suggestion


def make_approval(session, suggestion=None, *, by=None):
    chosen = suggestion or make_suggestion(session)
    user = by or make_user(session)
    chosen.apply(SuggestionAction.APPROVE, by=actor_of(user))
    approval = Approval(suggestion=chosen, by_id=user.id)
    session.add(approval)
    session.commit()
    return approval


def make_introduction(session, approval=None, **values):
    given = approval or make_approval(session)
    suggestion = given.suggestion
    employer = suggestion.position.employer
    consent = make_consent(session, suggestion.returnee, employer=employer)
    introduction = Introduction(
        approval=given,
        consent=consent,
        returnee_id=suggestion.returnee_id,
        position_id=suggestion.position_id,
        employer_id=employer.id,
        **{"number": next(_numbers)} | values,
    )
    session.add(introduction)
    session.commit()
    return introduction


def make_pledge(session, employer=None, **values):
    defaults = {
        "employer_id": (employer or make_employer(session)).id,
        "kind": SponsorshipKind.MENTOR,
        "quantity": 3,
        "until": local_today() + timedelta(days=400),
    }
    pledge = Pledge(**defaults | values)
    session.add(pledge)
    session.commit()
    return pledge


def make_sponsorship(session, pledge=None, returnee=None, **values):
    sponsorship = Sponsorship(
        pledge=pledge or make_pledge(session),
        returnee=returnee or make_returnee(session),
        **values,
    )
    session.add(sponsorship)
    session.commit()
    return sponsorship


def make_event(session, **values):
    defaults = {
        "name": "Hội nghị tư vấn, giới thiệu việc làm mẫu",
        "place": "Nhà văn hóa phường",
        "commune_code": HAC_THANH,
        "on": local_today() + timedelta(days=21),
        "starts_at": time(13, 30),
        "ends_at": time(16, 30),
    }
    event = Event(**defaults | values)
    session.add(event)
    session.commit()
    return event


def make_event_table(session, event, employer=None, **values):
    defaults = {
        "event": event,
        "number": next(_numbers),
        "kind": TableKind.HIRING if employer else TableKind.LOAN,
        "employer": employer,
    }
    table = EventTable(**defaults | values)
    session.add(table)
    session.commit()
    return table


def make_attendance(session, event=None, returnee=None, *, code="48271936", **values):
    token = f"token-{next(_numbers)}"
    held = event or make_event(session)
    attendance = Attendance(
        returnee=returnee or make_returnee(session),
        event=held,
        code=code,
        code_hmac=keyring().fingerprint("event_code", f"{held.id}:{code}"),
        link_token=token,
        number=values.pop("number", None) or next(_numbers),
        link_hmac=keyring().fingerprint("event_link", token),
        **values,
    )
    session.add(attendance)
    session.commit()
    return attendance


def make_device(session, event, kind=DeviceKind.KIOSK, **values):
    device = Device(
        kind=kind,
        label="Máy 1",
        event_id=event.id,
        paired_by_id=make_user(session, Role.ORGANISER).id,
        **values,
    )
    session.add(device)
    session.commit()
    return device
