"""Put the shipped units into the database; loading them again changes nothing that an office has edited."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from motcua.agencies.models import Agency, AgencyKind, Counter, Succession, SuccessionKind
from motcua.agencies.shipped import Commune, District, Heirs, Organ, Past, Province, Today, UnitsError, past, today
from motcua.worktime.models import Calendar

DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class _Loader:
    """What has been made, and the units by (code, first day), so that each is looked up once."""

    made: int = 0
    calendars: dict[str, Calendar] = field(default_factory=lambda: {row.code: row for row in Calendar.objects.all()})

    def calendar(self, code: str) -> Calendar:
        """Return a calendar by its code."""
        if code not in self.calendars:
            raise UnitsError(f"Không có lịch «{code}»; các lịch đã nạp: {', '.join(sorted(self.calendars))}.")
        return self.calendars[code]

    def unit(self, code: str, valid_from: dt.date, **fields: Any) -> Agency:
        """Return the unit, made if it is not there; UnitsError where another of its code stands today."""
        other = Agency.objects.filter(code=code, valid_to=None).exclude(valid_from=valid_from).first()
        if other is not None and fields.get("valid_to") is None:
            raise UnitsError(
                f"Mã {code} đang là {other.name}, từ {other.valid_from:%d/%m/%Y}: sửa «since» hay «from» cho khớp."
            )
        unit, new = Agency.objects.get_or_create(code=code, valid_from=valid_from, defaults=fields)
        self.made += new
        return unit

    def committee(self, code: str, valid_from: dt.date, **fields: Any) -> Agency:
        """Return a people's committee: its own authority."""
        unit = self.unit(code, valid_from, **fields)
        if unit.authority_id is None:
            unit.authority = unit
            unit.save(update_fields=["authority"])
        return unit

    def organ(self, committee: Agency, organ: Organ, of: str, counters: int) -> None:
        """Make a unit inside a committee, with its counters."""
        short = committee.short_name
        code = f"{committee.code_qd20}.{organ.serial}"
        head, _, tail = committee.code_qcvn102.split(".", 2)
        unit = self.unit(
            code,
            committee.valid_from,
            valid_to=committee.valid_to,
            name=organ.name.format(of=of, short=short),
            short_name=organ.short_name.format(of=of, short=short),
            kind=organ.kind,
            parent=committee,
            authority=committee,
            code_qd20=code,
            code_qcvn102=f"{head}.{organ.serial}.{tail}",
            codes_confirmed=False,
            province_code=committee.province_code,
            sectors=organ.sectors,
            address=committee.address,
        )
        for number in range(1, counters + 1):
            Counter.objects.get_or_create(centre=unit, number=number, defaults={"name": f"Quầy {number}"})

    def becomes(self, old: Agency, new: Agency, kind: str, *, on: dt.date, decision: str) -> None:
        """Note that an old unit went into a new one."""
        defaults = {"kind": SuccessionKind(kind.upper()), "on": on, "decision": decision}
        self.made += Succession.objects.get_or_create(predecessor=old, successor=new, defaults=defaults)[1]


@transaction.atomic
def load_agencies() -> int:
    """Make the shipped units that are not there; return how many rows were made. Calendars are loaded before."""
    made = load_units(today())
    loader = _Loader()
    _load_past(loader, past())
    return made + loader.made


@transaction.atomic
def load_units(data: Today) -> int:
    """Make the units of a file that are not there; return how many rows were made.

    Raises UnitsError for a calendar, a province or a parent that does not exist.
    """
    loader = _Loader()
    _load_today(loader, data)
    return loader.made


def _province(loader: _Loader, province: Province, valid_from: dt.date, valid_to: dt.date | None) -> Agency:
    return loader.committee(
        province.code,
        province.since or valid_from,
        valid_to=valid_to,
        name=province.name,
        short_name=province.short_name,
        kind=AgencyKind.PROVINCE,
        code_qd20=province.code_qd20,
        code_qcvn102=province.code_qcvn102,
        unit_code=province.code,
        province_code=province.code,
        calendar=loader.calendar(province.calendar),
    )


def _commune(loader: _Loader, commune: Commune, province: Agency, valid_from: dt.date) -> Agency:
    head = province.code_qd20
    return loader.committee(
        commune.code,
        valid_from,
        name=f"Ủy ban nhân dân {commune.of}",
        short_name=commune.short_name,
        kind=AgencyKind.COMMUNE,
        parent=province,
        code_qd20=f"{head}.{commune.serial}",
        code_qcvn102=f"000.00.{commune.serial}.{head}",
        codes_confirmed=False,
        unit_code=commune.code,
        province_code=province.code,
        calendar=province.calendar,
        address=commune.address,
    )


def _load_today(loader: _Loader, data: Today) -> None:
    units = {each.code: _province(loader, each, data.valid_from, None) for each in data.provinces}
    strange = {commune.province for commune in (*data.communes, *data.neighbours)} - units.keys()
    if strange:
        raise UnitsError(f"Xã, phường thuộc tỉnh «{min(strange)}», mà tệp không có tỉnh này trong «provinces».")
    for commune in data.communes:
        committee = _commune(loader, commune, units[commune.province], data.valid_from)
        for organ in data.organs:
            counters = commune.counters if organ.kind == AgencyKind.CENTRE else 0
            loader.organ(committee, organ, commune.of, counters)
    for commune in data.neighbours:
        _commune(loader, commune, units[commune.province], data.valid_from)
    for each in data.more:
        parent = Agency.objects.get(code=each.parent, valid_to=None)
        loader.unit(
            each.code,
            data.valid_from,
            name=each.name,
            short_name=each.short_name,
            kind=each.kind,
            parent=parent,
            authority=parent.authority,
            code_qd20=each.code,
            codes_confirmed=False,
            province_code=parent.province_code,
            address=each.address,
        )


def _load_past(loader: _Loader, data: Past) -> None:
    today_is = data.until + DAY
    for province in data.provinces:
        old = _province(loader, province, data.valid_from, data.until)
        for code in province.became:
            loader.becomes(
                old, Agency.objects.get(code=code, valid_to=None), "whole", on=today_is, decision=province.decision
            )
    for district in data.districts:
        _district(loader, district, data)


def _district(loader: _Loader, district: District, data: Past) -> None:
    province = Agency.objects.filter(code=district.province).valid_on(data.until).get()
    committee = loader.committee(
        district.code,
        data.valid_from,
        valid_to=data.until,
        name=f"Ủy ban nhân dân {district.of}",
        short_name=district.short_name,
        kind=AgencyKind.DISTRICT,
        parent=province,
        code_qd20=f"{province.code_qd20}.{district.serial}",
        code_qcvn102=f"000.00.{district.serial}.{province.code_qd20}",
        codes_confirmed=False,
        unit_code=district.code,
        province_code=province.code,
        calendar=province.calendar,
    )
    for organ in district.organs:
        loader.organ(committee, organ, district.of, organ.counters)
    for code, name, heirs in district.communes:
        old = _old_commune(loader, committee, code, name, (data.valid_from, data.until))
        _inherit(loader, old, heirs, district.decision)
    if district.merged is not None:
        _merge(loader, committee, district, data)


def _merge(loader: _Loader, committee: Agency, district: District, data: Past) -> None:
    assert district.merged is not None
    merged, on = district.merged, district.merged.since
    into: dict[str, Agency] = {}
    for code, name, heirs in merged.into:
        into[code] = _old_commune(loader, committee, code, name, (on, data.until))
        _inherit(loader, into[code], heirs, district.decision)
    for code, name, successor in merged.communes:
        old = _old_commune(loader, committee, code, name, (data.valid_from, on - DAY))
        loader.becomes(old, into[successor], "whole", on=on, decision=merged.decision)


def _old_commune(loader: _Loader, district: Agency, code: str, name: str, validity: tuple[dt.date, dt.date]) -> Agency:
    return loader.committee(
        code,
        validity[0],
        valid_to=validity[1],
        name=f"Ủy ban nhân dân {name}",
        short_name=name,
        kind=AgencyKind.COMMUNE,
        parent=district,
        unit_code=code,
        province_code=district.province_code,
        calendar=district.calendar,
    )


def _inherit(loader: _Loader, old: Agency, heirs: Heirs, decision: str) -> None:
    assert old.valid_to is not None
    for code, kind in heirs:
        new = Agency.objects.get(code=code, valid_to=None)
        loader.becomes(old, new, kind, on=old.valid_to + DAY, decision=decision)
