"""What the stand-in registers know: the people of the demonstration, their marriages, births and deaths."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from motcua.exchange.signatures import sign
from motcua.forms.registers import BirthCertificate, Citizen, CivilStatus, CivilStatusEntry, DeathCertificate, Relative
from motcua.people.addresses import resolve
from motcua.people.demo.population import DemoPerson, find

_HOSPITAL = "Bệnh viện Đa khoa Gia Lâm, Xã Gia Lâm, Thành phố Hà Nội"
# Mother, father or "", sex of the child, what the parents said it will be called, days ago, number of the certificate.
_BIRTHS = (
    ("003195002101", "003092002102", "F", "Trần Mai An", 3, "01024.GCS.00117"),
    ("007198002201", "007096002202", "M", "Lê Quang Minh", 5, "01024.GCS.00112"),
    ("007198002201", "007096002202", "F", "Lê Minh Anh", 5, "01024.GCS.00113"),
    ("009197002301", "", "", "", 8, "01024.GCS.00104"),
)
# Who died, called what, days ago, number of the certificate.
_DEATHS = (("005055004711", "NGUYỄN VĂN SÁU", 2, "01024.GBT.00031"),)


def citizen(id_number: str) -> dict[str, Any] | None:
    """Return what the population register answers about a person, or None."""
    person = find(id_number)
    if person is None:
        return None
    known = [("father", person.father), ("mother", person.mother), ("spouse", person.spouse)]
    relatives = [Relative(name, number, _name(number)) for name, number in known if number]
    home = resolve(person.address)
    return asdict(
        Citizen(
            id_number=person.id_number,
            full_name=person.full_name,
            date_of_birth=person.date_of_birth,
            old_id_number=person.old_id_number,
            sex=person.sex,
            ethnicity=person.ethnicity,
            nationality="Việt Nam",
            home_town=_home_town(person),
            address=home.today if home.unit_code else _in_unit(person),
            unit_code=person.unit_code,
            phone=person.phone,
            issued_on=person.issued_on,
            relatives=tuple(relatives),
        )
    )


def _name(id_number: str) -> str:
    person = find(id_number)
    return person.full_name if person else ""


def _in_unit(person: DemoPerson) -> str:
    """Return the address in the commune that the register knows, where the card names one that was split."""
    units = [unit for unit in resolve(person.address).candidates if unit.code == person.unit_code]
    place = person.address.split(",", 1)[0]
    return f"{place}, {units[0].name}, {units[0].province_name}" if units else person.address


def _home_town(person: DemoPerson) -> str:
    """Return where the family comes from: here the commune they live in."""
    parts = (_in_unit(person) if not resolve(person.address).unit_code else resolve(person.address).today).split(", ")
    return ", ".join(parts[-2:])


def status(id_number: str) -> dict[str, Any] | None:
    """Return what the civil registry answers about a person, or None."""
    person = find(id_number)
    if person is None:
        return None
    unit = _home_town(person).split(", ")[0]
    place = f"UBND {unit[:1].lower()}{unit[1:]}"
    entries = [CivilStatusEntry("birth", f"{int(id_number[-3:]) or 1}/{person.date_of_birth[:4]}", _day(person), place)]
    if person.spouse:
        first, second = sorted((person.id_number, person.spouse))
        number = f"{int(first[-2:]) + int(second[-2:]) + 1}/2019"
        entries.append(CivilStatusEntry("marriage", number, "2019-10-20", place, person.spouse, _name(person.spouse)))
    return asdict(CivilStatus(id_number, person.marital, tuple(entries)))


def _day(person: DemoPerson) -> str:
    """Return when a birth was registered: ten days after it, or in the middle of a year known alone."""
    born = person.date_of_birth
    if len(born) < len("2026-01-01"):
        return f"{born[:4]}-07-01"
    return (dt.date.fromisoformat(born) + dt.timedelta(days=10)).isoformat()


def births(mother_id: str, *, today: dt.date, key: str) -> list[dict[str, Any]]:
    """Return the signed birth certificates of a mother's children that are not yet registered."""
    return [_signed(asdict(each), key) for each in _certificates(today) if each.mother_id == mother_id]


def _certificates(today: dt.date) -> list[BirthCertificate]:
    found: list[BirthCertificate] = []
    for mother, father, sex, name, ago, number in _BIRTHS:
        born = today - dt.timedelta(days=ago)
        before = sum(each.mother_id == mother and each.born_on == born.isoformat() for each in found)
        found.append(
            BirthCertificate(
                number=f"{number}.{born:%y}",
                mother_id=mother,
                born_on=born.isoformat(),
                sex=sex,
                intended_name=name,
                place=_HOSPITAL,
                mother_name=_name(mother),
                father_id=father,
                father_name=_name(father),
                birth_order=before + 1,
                issued_on=born.isoformat(),
            )
        )
    return found


def deaths(id_number: str, *, today: dt.date, key: str) -> list[dict[str, Any]]:
    """Return the signed certificate of a person's death, or nothing."""
    found = []
    for number, name, ago, certificate in _DEATHS:
        if number == id_number:
            died = today - dt.timedelta(days=ago)
            content = DeathCertificate(
                number=f"{certificate}.{died:%y}",
                id_number=number,
                full_name=name,
                died_on=died.isoformat(),
                place=_HOSPITAL,
                cause="Tuổi già",
                issued_on=died.isoformat(),
            )
            found.append(_signed(asdict(content), key))
    return found


def _signed(content: dict[str, Any], key: str) -> dict[str, Any]:
    return {"content": content, "signature": sign(content, key)}
