"""Units on a day, their heirs, who handles what, and the tree a page shows."""

import datetime as dt

import pytest

from motcua.agencies.models import AgencyKind, SuccessionKind
from motcua.agencies.queries import Heir, agency_on, handling_unit, heirs, one_stop_of, tree
from tests.factories import agencies

pytestmark = pytest.mark.django_db

YESTERDAY, TODAY = dt.date(2025, 6, 30), agencies.BEGIN


def test_agency_on_a_day_between_two_holders_of_a_code_is_nobody() -> None:
    agencies.agency("00541", valid_from=dt.date(2024, 1, 1), valid_to=dt.date(2024, 12, 31))
    new = agencies.agency("00541")

    assert agency_on("00541", on=dt.date(2025, 2, 1)) is None
    assert agency_on("00541", on=TODAY) == new


def test_heirs_of_a_unit_that_stands_is_itself() -> None:
    unit = agencies.agency()

    assert heirs(unit, on=TODAY) == [Heir(unit, whole=True)]


def test_heirs_of_a_divided_unit_are_each_in_part() -> None:
    old = agencies.agency("00553", valid_from=dt.date(2022, 1, 1), valid_to=YESTERDAY)
    one, other = agencies.agency("00565"), agencies.agency("00541")
    agencies.agency("00577")
    agencies.became(old, one, SuccessionKind.PART)
    agencies.became(old, other, SuccessionKind.PART)

    assert heirs(old, on=TODAY) == [Heir(other, whole=False), Heir(one, whole=False)]


def test_a_part_of_a_whole_stays_a_part_and_a_whole_beside_a_part_wins() -> None:
    begin = dt.date(2022, 1, 1)
    old = agencies.agency("1", valid_from=begin, valid_to=dt.date(2024, 12, 31))
    left, right = (agencies.agency(code, valid_from=dt.date(2025, 1, 1), valid_to=YESTERDAY) for code in ("2", "3"))
    new = agencies.agency("4")
    agencies.became(old, left, SuccessionKind.PART)
    agencies.became(old, right, SuccessionKind.WHOLE)
    agencies.became(left, new)

    assert heirs(old, on=TODAY) == [Heir(new, whole=False)]

    agencies.became(right, new)
    assert heirs(old, on=TODAY) == [Heir(new, whole=True)]


def test_handling_unit_is_the_one_that_names_the_sector_of_its_own_committee_only() -> None:
    gia_lam, bat_trang = agencies.committee("00565"), agencies.committee("00577", "Bát Tràng")
    office = agencies.office(gia_lam)
    agencies.office(bat_trang)

    assert handling_unit(gia_lam, "Hộ tịch", on=TODAY) == office
    assert handling_unit(gia_lam, "Đất đai", on=TODAY) == gia_lam


def test_one_stop_of_is_the_centre_of_the_same_committee_and_a_place_of_reception_is_its_own() -> None:
    gia_lam, bat_trang = agencies.committee("00565"), agencies.committee("00577", "Bát Tràng")
    agencies.centre(bat_trang)
    assert one_stop_of(gia_lam, on=TODAY) == gia_lam

    centre = agencies.centre(gia_lam)
    point = agencies.unit_of(gia_lam, AgencyKind.RECEPTION_POINT, "01.01", parent=centre)

    assert [one_stop_of(unit, on=TODAY) for unit in (gia_lam, agencies.office(gia_lam), centre, point)] == [
        centre, centre, centre, point,
    ]  # fmt: skip


def test_calendar_of_a_unit_is_the_nearest_parents() -> None:
    gia_lam = agencies.committee()
    centre = agencies.centre(gia_lam)
    point = agencies.unit_of(gia_lam, AgencyKind.RECEPTION_POINT, "01.01", parent=centre)

    assert point.calendar_code() == "VN-HN"
    with pytest.raises(LookupError):
        agencies.agency("00999").calendar_code()


def test_tree_puts_units_below_their_parents_and_orphans_on_top() -> None:
    gia_lam = agencies.committee()
    centre, office = agencies.centre(gia_lam), agencies.office(gia_lam)

    assert [(root.agency, [child.agency for child in root.children]) for root in tree([gia_lam, centre, office])] == [
        (gia_lam, [centre, office])
    ]
    assert [root.agency for root in tree([centre, office])] == [centre, office]
