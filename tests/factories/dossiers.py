"""The smallest office that can take a dossier through: two communes, their desks, three procedures.

Lan takes in, Minh works on it, bà Hoa signs, ông Sơn numbers, all at Gia Lâm; Hùng does Minh's work at Bát Tràng and
must see nothing of it.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, AgencyKind, Counter
from motcua.dossiers.commands import (
    Intake,
    approve,
    ask_supplement,
    confirm_handover,
    deliver,
    draft,
    hand_over,
    number,
    submit,
    take_in,
)
from motcua.dossiers.models import Dossier, Proof
from motcua.lib.clock import TZ
from motcua.people.models import Person
from motcua.procedures.definition import Definition
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import DATA, read_definition, repealed_codes
from motcua.worktime.models import Calendar
from motcua.worktime.seed import load_calendars
from tests.factories import people

SINCE = dt.date(2025, 7, 1)
COPIES, SINGLE_STATUS, EXTRACT = "2.000815", "1.004873", "2.000635"
# The fee of the single-status certificate is set by the province: here nothing.
QUANTITIES = {COPIES: {"pages": 3, "copies": 2}, SINGLE_STATUS: {"entered": 0}, EXTRACT: {"copies": 1}}


def moment(text: str) -> dt.datetime:
    """Return "2026-11-23 08:30" as a moment in Vietnam."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=TZ)


MORNING = moment("2026-11-25 08:30")


@dataclass(frozen=True)
class Commune:
    """A commune with its desks."""

    authority: Agency
    centre: Agency
    department: Agency
    posts: dict[Role, Post]

    def __getitem__(self, role: Role | str) -> Post:
        return self.posts[Role(role)]


def agency(code: str, name: str, kind: AgencyKind, **fields: Any) -> Agency:
    """A unit of the two-tier world; an authority points to itself."""
    unit = Agency(code=code, name=name, short_name=name, kind=kind, valid_from=SINCE, **fields)
    unit.save()
    if unit.authority is None:
        unit.authority = unit
        unit.save(update_fields=["authority"])
    return unit


def post(agency: Agency, role: Role, full_name: str, **fields: Any) -> Post:
    """A post and the user who holds it."""
    user = fields.pop("user", None)
    if user is None:
        user = User.objects.create(username=f"{role.lower()}-{full_name}-{agency.pk}", full_name=full_name)
    return Post.objects.create(
        user=user, agency=agency, role=role, title=str(role.label), starts_on=fields.pop("starts_on", SINCE), **fields
    )


def commune(name: str, number: int, names: dict[Role, str]) -> Commune:
    """A commune: its committee, its centre, its one department, a post for each name."""
    load_calendars()
    calendar = Calendar.objects.get(code="VN-HN")
    code = f"H26.{number}"
    authority = agency(
        code, f"UBND xã {name}", AgencyKind.COMMUNE, calendar=calendar, code_qd20=code, province_code="01"
    )
    inside = {"parent": authority, "authority": authority}
    centre = agency(
        f"{code}.01", f"Trung tâm PVHCC xã {name}", AgencyKind.CENTRE, code_qd20=code, phone="019900000", **inside
    )
    sectors = ["Hộ tịch", "Chứng thực"]
    department = agency(f"{code}.02", f"Văn phòng xã {name}", AgencyKind.DEPARTMENT, sectors=sectors, **inside)
    counter = Counter.objects.create(centre=centre, number=1, name="Quầy 1")
    place = {Role.INTAKE: centre, Role.CASHIER: centre, Role.CASE: department, Role.HEAD: department}
    posts = {
        role: post(place.get(role, authority), role, full_name, **({"counter": counter} if role == Role.INTAKE else {}))
        for role, full_name in names.items()
    }
    return Commune(authority, centre, department, posts)


def gia_lam() -> Commune:
    """Gia Lâm, with everybody at their desks."""
    names = {
        Role.INTAKE: "Nguyễn Thị Lan",
        Role.CASE: "Trần Văn Minh",
        Role.HEAD: "Phạm Văn Đức",
        Role.APPROVER: "Lê Thị Hoa",
        Role.RECORDS: "Đỗ Văn Sơn",
        Role.CASHIER: "Vũ Thị Thu",
        Role.SUPERVISOR: "Bùi Văn Tư",
        Role.ADMIN: "Ngô Văn Kỹ",
    }
    return commune("Gia Lâm", 90, names)


def bat_trang() -> Commune:
    """Bát Tràng, the neighbour that must see nothing."""
    names = {
        Role.INTAKE: "Đặng Thị Mai",
        Role.CASE: "Hoàng Văn Hùng",
        Role.HEAD: "Lý Văn Quý",
        Role.APPROVER: "Dương Thị Liên",
        Role.RECORDS: "Hồ Văn Bảy",
    }
    return commune("Bát Tràng", 91, names)


@cache
def definition_of(code: str) -> Definition:
    """The shipped procedure, read once."""
    return read_definition(next(DATA.rglob(f"{code}.yaml")))


def version_of(code: str) -> ProcedureVersion:
    """The shipped procedure, loaded; its own workflow, fees and limit."""
    load_definition(definition_of(code), on=SINCE)
    return ProcedureVersion.objects.select_related("procedure").get(procedure__code=code)


def repealed_version() -> ProcedureVersion:
    """A repealed code of the shipped catalogue."""
    repealed = next(iter(repealed_codes(DATA)))
    load_repealed(repealed, on=SINCE)
    return ProcedureVersion.objects.select_related("procedure").get(procedure__code=repealed.code)


def intake(code: str = SINGLE_STATUS, **changes: Any) -> Intake:
    """What bà Tám hands in: every required paper."""
    version = changes.pop("version", None) or version_of(code)
    submitter = changes.pop("submitter", None) or Person.objects.first() or people.person()
    required = frozenset(each.key for each in version.definition.requirements if each.required)
    fields: dict[str, Any] = {"papers": required, "quantities": QUANTITIES.get(code, {})}
    return Intake(version=version, submitter=submitter, **(fields | changes))


def received(unit: Commune, code: str = SINGLE_STATUS, at: dt.datetime = MORNING, **changes: Any) -> Dossier:
    """A dossier that Lan has just taken in."""
    return take_in(intake=intake(code, **changes), by=unit[Role.INTAKE], at=at)


def submitted(unit: Commune, code: str = SINGLE_STATUS, at: dt.datetime = MORNING, **changes: Any) -> Dossier:
    """What Lan keeps although it cannot be accepted yet: bà Tám has left every paper at home."""
    return submit(intake=intake(code, **({"papers": frozenset()} | changes)), by=unit[Role.INTAKE], at=at)


def later(at: dt.datetime, **passed: int) -> dt.datetime:
    """A moment after `at`."""
    return at + dt.timedelta(**passed)


def drafted(unit: Commune, code: str = SINGLE_STATUS, at: dt.datetime = MORNING, **changes: Any) -> Dossier:
    """A dossier that Minh has drafted and handed over for signing; nobody has confirmed that yet."""
    dossier = hand_over(dossier=received(unit, code, at, **changes), by=unit[Role.INTAKE], at=later(at, minutes=5))
    minh = unit[Role.CASE]
    dossier = confirm_handover(dossier=dossier, by=minh, at=later(at, minutes=10))
    dossier = draft(dossier=dossier, content={"text": "Xác nhận."}, by=minh, at=later(at, minutes=30))
    return hand_over(dossier=dossier, by=minh, at=later(at, minutes=31))


def ready(unit: Commune, code: str = SINGLE_STATUS, at: dt.datetime = MORNING, **changes: Any) -> Dossier:
    """A dossier whose result lies ready."""
    dossier = approve(dossier=drafted(unit, code, at, **changes), by=unit[Role.APPROVER], at=later(at, minutes=40))
    return number(dossier=dossier, by=unit[Role.RECORDS], at=later(at, minutes=50))


def handed_to_tam(dossier: Dossier, unit: Commune, at: dt.datetime) -> Dossier:
    """A result in the hands of bà Tám, who said its code."""
    return deliver(
        dossier=dossier,
        to_name="TRẦN THỊ TÁM",
        proof=Proof.CODE,
        shown=dossier.pickup_code,
        by=unit[Role.INTAKE],
        at=at,
    )


def version_with(code: str = SINGLE_STATUS, **changes: Any) -> ProcedureVersion:
    """The shipped procedure with other rules of its sector; load it before the shipped one."""
    definition = Definition.model_validate(definition_of(code).model_dump(mode="json") | changes)
    load_definition(definition, on=SINCE)
    return ProcedureVersion.objects.select_related("procedure").get(procedure__code=code)


def at_work(unit: Commune, at: dt.datetime = MORNING, **changes: Any) -> Dossier:
    """A dossier that Minh has confirmed and works on since ten past."""
    dossier = hand_over(dossier=received(unit, at=at, **changes), by=unit[Role.INTAKE], at=later(at, minutes=5))
    return confirm_handover(dossier=dossier, by=unit[Role.CASE], at=later(at, minutes=10))


def asked(dossier: Dossier, by: Post, at: dt.datetime, *items: str) -> Dossier:
    """A dossier whose applicant was asked for what is missing."""
    wanted = items or ("Giấy xác nhận cư trú",)
    return ask_supplement(dossier=dossier, items=wanted, reason="Thiếu giấy tờ.", by=by, at=at)
