"""What each source knows of a person, under the names that fields use after their dot (`ho_ten`, `ngay_sinh` …)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.forms.registers import BirthCertificate, Citizen, CivilStatus, CivilStatusEntry, DeathCertificate
from motcua.people import addresses

SEX = {"M": "Nam", "F": "Nữ"}
# From this day identity cards name the ministry as their issuer (Luật Căn cước 2023).
_MINISTRY_SINCE = "2024-07-01"
# Marital status → the word that stands in a form's own option for it.
_MARITAL = {"single": "chưa", "married": "đang có vợ/chồng", "divorced": "ly hôn", "widowed": "đã chết"}
# What an extract is asked of → the kind of act in the civil registry.
_ACTS = {"khai sinh": "birth", "kết hôn": "marriage", "khai tử": "death"}
Facts = dict[str, Any]


def of_card(data: Mapping[str, Any]) -> Facts:
    """Return what a card's JSON says; its address in today's two tiers where that is known."""
    today = data.get("address_today") or addresses.resolve(data.get("address") or "").today
    return {
        "so_dinh_danh": data.get("id_number") or data.get("old_id_number"),
        "ho_ten": data.get("full_name"),
        "ngay_sinh": data.get("date_of_birth"),
        "gioi_tinh": SEX.get(data.get("sex") or ""),
        "noi_cu_tru": today,
        "giay_to": identity_paper(data.get("id_number") or "", data.get("issued_on") or ""),
    }


def of_citizen(citizen: Citizen) -> Facts:
    """Return what the population register says."""
    return {
        "so_dinh_danh": citizen.id_number,
        "ho_ten": citizen.full_name,
        "ngay_sinh": citizen.date_of_birth,
        "gioi_tinh": SEX.get(citizen.sex),
        "dan_toc": citizen.ethnicity,
        "quoc_tich": citizen.nationality,
        "noi_cu_tru": citizen.address,
        "cu_tru_tai": citizen.address,
        "noi_cu_tru_cuoi": citizen.address,
        "que_quan": citizen.home_town,
        "giay_to": identity_paper(citizen.id_number, citizen.issued_on),
    }


def of_status(status: CivilStatus, options: Sequence[str], kind_asked: str = "") -> Facts:
    """Return what the civil registry says, marital status as one of `options`.

    `kind_asked` is the paper an extract is wanted of.
    """
    marriages = [entry for entry in status.entries if entry.kind == "marriage"]
    last = status.entry("marriage")
    facts: Facts = {
        "tinh_trang": marital_words(status.marital, options),
        "lan_ket_hon": len(marriages) + 1,
        "chi_tiet": act_in_words(last) if last else None,
    }
    wanted = next((kind for words, kind in _ACTS.items() if words in kind_asked.lower()), "")
    if entry := status.entry(wanted) if wanted else None:
        facts |= {"noi_dk": entry.place, "ngay_dk": entry.registered_on, "so": entry.number}
    return facts


def marital_words(marital: str, options: Sequence[str]) -> str:
    """Return a marital status in a form's own words, or in plain ones where the form has no place for it."""
    words = _MARITAL.get(marital, "")
    return next((option for option in options if words and words in option.lower()), words)


def of_birth(birth: BirthCertificate) -> Facts:
    """Return what a hospital certified of a child; where it could not tell, nothing."""
    return {
        "ho_ten": birth.intended_name.upper(),
        "ngay_sinh": birth.born_on,
        "gioi_tinh": SEX.get(birth.sex),
        "noi_sinh": birth.place,
        "gcs_so": birth.number,
    }


def of_death(death: DeathCertificate) -> Facts:
    """Return what a health facility certified of a death."""
    paper = f"số {death.number}" + (f", cấp ngày {_day(death.issued_on)}" if death.issued_on else "")
    return {
        "thoi_diem": death.died_on,
        "noi_chet": death.place,
        "nguyen_nhan": death.cause,
        "giay_bao_tu": paper,
    }


def act_in_words(entry: CivilStatusEntry) -> str:
    """Return an act of civil status as a form cites it."""
    day = _day(entry.registered_on)
    return ", ".join(part for part in (f"số {entry.number}", day and f"ngày {day}", entry.place) if part)


def identity_paper(number: str, issued_on: str) -> str:
    """Return kind, number, day and issuer as forms want them; "" without a number."""
    if not number:
        return ""
    if not issued_on:
        return f"Căn cước số {number}"
    issuer = "Bộ Công an" if issued_on >= _MINISTRY_SINCE else "Cục Cảnh sát QLHC về TTXH"
    return f"Căn cước số {number}, cấp ngày {_day(issued_on)}, {issuer} cấp"


def _day(iso: str) -> str:
    try:
        return f"{dt.date.fromisoformat(iso):%d/%m/%Y}"
    except ValueError:
        return iso
