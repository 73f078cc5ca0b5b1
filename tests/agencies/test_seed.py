"""The units that come with the project: two tiers today, three tiers before, and what became of what."""

import datetime as dt

import pytest

from motcua.agencies.models import Agency, AgencyKind, Counter, Succession
from motcua.agencies.queries import agency_on, handling_unit, heirs
from motcua.agencies.seed import load_agencies
from motcua.lib.clock import TZ
from motcua.procedures.shipped import shipped_definitions
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import next_working_moment
from motcua.worktime.seed import load_calendars

pytestmark = pytest.mark.django_db

LAST_DAY_OF_THREE_TIERS = dt.date(2025, 6, 30)
FIRST_DAY_OF_TWO_TIERS = dt.date(2025, 7, 1)
TODAY = dt.date(2026, 11, 23)
OFFICES = {"00565", "00577", "00541", "00562", "00103", "09832", "30001"}


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_calendars()
    load_agencies()


def committee(code: str, on: dt.date = TODAY) -> Agency:
    unit = agency_on(code, on=on)
    assert unit is not None
    return unit


def heirs_of(code: str, on: dt.date) -> dict[str, bool]:
    return {heir.agency.code: heir.whole for heir in heirs(committee(code, on), on=TODAY)}


def test_load_again_changes_nothing() -> None:
    Agency.objects.filter(code="00565", valid_to=None).update(phone="0199000000")
    before = list(Agency.objects.order_by("pk").values())

    assert load_agencies() == 0
    assert list(Agency.objects.order_by("pk").values()) == before


def test_every_commune_has_one_centre_with_counters_and_all_its_offices() -> None:
    for code in OFFICES:
        units = Agency.objects.filter(authority=committee(code), parent=committee(code))
        kinds = sorted(units.values_list("kind", flat=True))
        assert kinds == sorted([AgencyKind.CENTRE] + [AgencyKind.DEPARTMENT] * 3 + [AgencyKind.VERTICAL] * 2)
        centre = units.get(kind=AgencyKind.CENTRE)
        numbers = list(Counter.objects.filter(centre=centre).values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= 2


def test_offices_work_the_hours_of_their_province() -> None:
    midnight = dt.datetime.combine(TODAY, dt.time(), TZ)
    centres = Agency.objects.filter(kind=AgencyKind.CENTRE, authority__code__in=OFFICES, valid_to=None)
    opens = {
        centre.authority.code: next_working_moment(working_calendar(centre.calendar_code()), midnight).time()
        for centre in centres.select_related("authority")
        if centre.authority is not None
    }

    assert opens == {code: dt.time(7, 30) if code == "30001" else dt.time(8) for code in OFFICES}


def test_every_sector_of_the_catalogue_is_handled_by_a_unit_of_the_commune_or_by_the_committee() -> None:
    gia_lam = committee("00565")
    sectors = {definition.sector for definition in shipped_definitions()}
    by_committee = {sector for sector in sectors if handling_unit(gia_lam, sector, on=TODAY) == gia_lam}

    assert by_committee == set()


def test_both_code_systems_read_the_same_groups_from_both_ends() -> None:
    centre = Agency.objects.get(code="H26.91.01", valid_to=None)

    assert (centre.code_qd20, centre.code_qcvn102) == ("H26.91.01", "000.01.91.H26")
    assert not centre.codes_confirmed
    assert committee("01").codes_confirmed


def test_gia_lam_district_had_twenty_two_communes_then_seventeen_then_none() -> None:
    district = committee("018", LAST_DAY_OF_THREE_TIERS)
    inside = Agency.objects.filter(parent=district, kind=AgencyKind.COMMUNE)

    assert inside.valid_on(dt.date(2023, 6, 30)).count() == 22
    assert inside.valid_on(LAST_DAY_OF_THREE_TIERS).count() == 17
    assert inside.valid_on(FIRST_DAY_OF_TWO_TIERS).count() == 0
    assert agency_on("018", on=FIRST_DAY_OF_TWO_TIERS) is None


def test_no_old_unit_is_left_without_an_heir() -> None:
    gone = Agency.objects.filter(valid_to__lt=TODAY, kind=AgencyKind.COMMUNE)

    assert [unit.name for unit in gone if not heirs(unit, on=TODAY)] == []


def test_a_code_used_again_means_another_unit_on_another_day() -> None:
    names = [committee("00541", dt.date(year, 7, 1)).short_name for year in (2024, 2025)]

    assert names == ["xã Dương Hà", "Phù Đổng"]
    assert committee("00541", dt.date(2025, 3, 1)).short_name == "xã Thiên Đức"


def test_heirs_pass_through_two_mergers() -> None:
    before_both = dt.date(2024, 12, 31)

    assert heirs_of("00547", before_both) == {"00541": True}
    assert heirs_of("00583", before_both) == {"00145": False, "00565": False, "00577": False}
    assert heirs_of("00553", LAST_DAY_OF_THREE_TIERS) == {"00136": False, "00541": False, "00565": False}


def test_every_succession_names_its_decision() -> None:
    assert not Succession.objects.filter(decision="").exists()
