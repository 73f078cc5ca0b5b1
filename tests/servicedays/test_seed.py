"""The ready programmes: their names, and nothing in them that the catalogue or the rules do not know."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.procedures.shipped import DATA, read_definition
from motcua.servicedays import rules
from motcua.servicedays.models import ExclusionKind, Programme
from motcua.servicedays.seed import load_service_days, shipped
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING


def test_the_three_days_of_the_seeds_and_one_to_try_on_any_day() -> None:
    assert {each.name for each in shipped()} == {
        "Ngày thứ Ba không viết, không giấy hẹn",
        "Thứ Hai – ngày không giấy hẹn",
        "02 không, 03 nhất",
        "Ngày nào cũng không giấy hẹn",
    }


def test_they_offer_what_the_catalogue_has() -> None:
    known = {path.stem for path in DATA.rglob("*.yaml")}
    for each in shipped():
        assert set(each.offers) <= known
        assert {left_out.kind for left_out in each.exclusions} <= set(ExclusionKind.values)
        for left_out in each.exclusions:
            path = next(DATA.rglob(f"{left_out.procedure_code}.yaml"), None)
            definition = read_definition(path) if path else None
            rules.check_exclusion(left_out.kind, definition=definition, cases=left_out.cases, limit=left_out.limit)
        rules.check_windows(each.windows)
        for minutes in each.offers.values():
            rules.check_offer(minutes)


@pytest.mark.django_db
def test_a_commune_plans_its_own_once_with_everybody_put_down() -> None:
    unit = make.gia_lam()
    unit.authority.code = "00565"
    unit.authority.save(update_fields=["code"])
    make.version_of(COPIES)
    made = load_service_days(at=MORNING)
    assert sorted(row.name for row in made) == [
        "Ngày nào cũng không giấy hẹn",
        "Ngày thứ Ba không viết, không giấy hẹn",
    ]
    row = Programme.objects.get(name="Ngày nào cũng không giấy hẹn")
    assert [offer.procedure_code for offer in row.offers.all()] == [COPIES]
    assert {(entry.post, entry.part) for entry in row.roster.all()} == {
        (unit[Role.INTAKE], "RECEIVES"), (unit[Role.CASE], "HANDLES"), (unit[Role.HEAD], "HANDLES"),
        (unit[Role.APPROVER], "SIGNS"), (unit[Role.RECORDS], "HANDLES"),
    }  # fmt: skip
    assert row.runs_on(dt.date(2026, 11, 28))
    assert load_service_days(at=MORNING) == []
