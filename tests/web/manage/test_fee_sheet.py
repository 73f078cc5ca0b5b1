"""What the province's council takes comes as one list, into drafts that a second person publishes."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.forms.seed import load_forms
from motcua.lib import clock
from motcua.procedures.definition import Definition
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import shipped_definitions
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS
from tests.factories.procedures import shipped
from tests.web.desks import desk, text
from tests.web.manage.sheeting import apply, everything, outcomes, send

pytestmark = pytest.mark.django_db
RESOLUTION = "NQ 12/2026/NQ-HĐND"


@pytest.fixture
def unit() -> Iterator[make.Commune]:
    clock.begin_at(MORNING)
    commune = make.gia_lam()
    make.version_of(SINGLE_STATUS)
    make.version_of(COPIES)
    load_forms(on=MORNING.date())
    yield commune
    clock.begin_at(None)


@pytest.fixture
def kien(unit: make.Commune) -> Client:
    return desk(unit[Role.ADMIN])


FEE = next(item.name for item in shipped(SINGLE_STATUS).fees.items if item.amount is None)


def row(amount: str, **said: str) -> list[str]:
    cells = {
        "code": SINGLE_STATUS,
        "name": "",
        "fee": FEE,
        "channel": "mọi cách nộp",
        "by": RESOLUTION,
        "from": "",
    } | said
    return [cells["code"], cells["name"], cells["fee"], cells["channel"], amount, cells["by"], cells["from"]]


def drafted() -> Definition:
    return ProcedureVersion.objects.drafts().get().definition


def test_every_fee_of_the_catalogue_has_a_row_of_its_own() -> None:
    for each in shipped_definitions():
        named = [(item.name.casefold(), item.channel) for item in each.fees.items]
        if "hđnd" in each.fees.set_by.casefold() or any(item.amount is None for item in each.fees.items):
            assert len(set(named)) == len(named), each.code


def test_only_what_the_council_sets_is_in_the_list(kien: Client) -> None:
    listed = kien.get("/manage/sheets/fees/list.csv").content.decode("utf-8-sig")

    assert SINGLE_STATUS in listed
    assert COPIES not in listed


def test_the_dry_run_writes_nothing_and_applying_makes_drafts_that_a_second_person_publishes(
    unit: make.Commune, kien: Client
) -> None:
    before = everything()

    page = send(kien, "fees", row("15.000", **{"from": "01/12/2026"}))

    assert outcomes(page) == [(2, "CHANGED", "")]
    assert everything() == before
    apply(kien, page, "fees")
    item = next(each for each in drafted().fees.items if each.name == FEE)
    assert (item.amount, drafted().fees.set_by, str(drafted().valid_from)) == (15_000, RESOLUTION, "2026-12-01")
    assert outcomes(send(kien, "fees", row("15000"))) == [(2, "SAME", "")]
    address = f"/manage/procedures/{SINGLE_STATUS}/draft/publish/"
    assert kien.post(address, {"key": str(uuid.uuid4())}).status_code == 409
    oanh = desk(make.post(unit[Role.ADMIN].agency, Role.ADMIN, "Tạ Kim Oanh"))
    assert oanh.post(address, {"key": str(uuid.uuid4())}).status_code == 302
    versions = ProcedureVersion.objects.filter(procedure__code=SINGLE_STATUS).order_by("number")
    assert [next(each.amount for each in v.definition.fees.items if each.name == FEE) for v in versions] == [
        None,
        15_000,
    ]


@pytest.mark.parametrize(
    ("amount", "said", "why"),
    [
        ("mười nghìn", {}, "«mười nghìn» không phải số tiền, ghi như 15000."),
        ("-5", {}, "«-5» không phải số tiền"),
        ("1" * 10, {}, "không phải số tiền"),
        ("0", {"fee": "Khoản lạ"}, "khoản «Khoản lạ»"),
        ("0", {"channel": "nộp trực tuyến"}, "sửa ở trang thủ tục"),
        ("0", {"channel": "bưu điện"}, "Cột «Cách nộp» phải là một trong"),
        ("0", {"by": ""}, "Cột «Văn bản đặt mức» trống."),
        ("0", {"code": "9.999999"}, "Không có thủ tục mã 9.999999 trong danh mục."),
        ("0", {"from": "mai"}, "không phải ngày"),
    ],
)
def test_a_row_that_is_not_taken_says_why(kien: Client, amount: str, said: dict[str, str], why: str) -> None:
    page = send(kien, "fees", row(amount, **said), row("8000"))

    (_first, taken, reason), second = outcomes(page)
    assert (taken, second) == ("NOT_TAKEN", (3, "CHANGED", ""))
    assert why in reason


def test_a_fee_is_given_back_to_the_counter_by_an_empty_cell(kien: Client) -> None:
    apply(kien, send(kien, "fees", row("0")), "fees")
    assert drafted().fees.items[0].amount == 0

    apply(kien, send(kien, "fees", row("")), "fees")

    assert drafted().fees.items[0].amount is None


def test_the_list_is_reached_from_what_waits(kien: Client) -> None:
    page: Any = kien.get("/manage/procedures/drafts/")

    assert 'href="/manage/sheets/fees/"' in text(page)
