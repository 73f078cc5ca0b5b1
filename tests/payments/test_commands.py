"""Money at the counter: a receipt number for each dossier, none twice, and nobody else's."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import timeline
from motcua.lib.outcomes import Denied
from motcua.payments.commands import pay, unpaid
from motcua.payments.models import Method, Payment
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later

pytestmark = pytest.mark.django_db
SOON = later(MORNING, minutes=5)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def basket(unit: Commune) -> list[Dossier]:
    """Copies for 10.000 đồng, an extract for 8.000, and a certificate that costs nothing."""
    return [make.received(unit, code) for code in (COPIES, EXTRACT, SINGLE_STATUS)]


@pytest.mark.parametrize("role", [Role.INTAKE, Role.CASHIER])
def test_a_basket_is_paid_each_dossier_with_a_number_of_its_own(unit: Commune, role: Role) -> None:
    dossiers = basket(unit)
    assert [dossier.fee_due for dossier in unpaid(dossiers)] == [10_000, 8_000]
    taken = pay(dossiers=dossiers, method=Method.TRANSFER, by=unit[role], at=SOON)
    assert [(each.number, each.amount, each.method) for each in taken] == [
        ("H26.90.01/2026/000001", 10_000, "TRANSFER"),
        ("H26.90.01/2026/000002", 8_000, "TRANSFER"),
    ]
    paid = timeline.of(dossiers[0])[0]
    assert (paid.name, paid.details) == (
        "dossier.paid",
        {"amount": 10_000, "method": "TRANSFER", "number": "H26.90.01/2026/000001"},
    )
    assert unpaid(list(Dossier.objects.select_related("payment"))) == []


def test_paying_twice_is_refused_and_uses_no_number(unit: Commune) -> None:
    dossiers = basket(unit)
    pay(dossiers=dossiers, method=Method.CASH, by=unit[Role.INTAKE], at=SOON)
    with pytest.raises(Denied, match="Không còn khoản nào phải thu"):
        pay(dossiers=dossiers, method=Method.CASH, by=unit[Role.INTAKE], at=SOON)
    another = make.received(unit, EXTRACT)
    pay(dossiers=[another], method=Method.CASH, by=unit[Role.INTAKE], at=SOON)
    assert Payment.objects.order_by("-pk").values_list("number", flat=True)[0] == "H26.90.01/2026/000003"


def test_a_free_dossier_has_nothing_to_pay(unit: Commune) -> None:
    with pytest.raises(Denied, match="Không còn khoản nào phải thu"):
        pay(dossiers=[make.received(unit)], method=Method.CASH, by=unit[Role.INTAKE], at=SOON)


def test_the_neighbours_cashier_takes_no_money_for_it(unit: Commune) -> None:
    dossier = make.received(unit, COPIES)
    with pytest.raises(Denied, match="Chỉ thu phí được cho hồ sơ đã tiếp nhận ở nơi này"):
        pay(dossiers=[dossier], method=Method.CASH, by=make.bat_trang()[Role.INTAKE], at=SOON)
    assert not Payment.objects.exists()


@pytest.mark.parametrize("role", [Role.CASE, Role.HEAD, Role.APPROVER, Role.RECORDS, Role.SUPERVISOR, Role.ADMIN])
def test_nobody_takes_money_who_has_no_till(unit: Commune, role: Role) -> None:
    dossier = make.received(unit, COPIES)
    with pytest.raises(Denied):
        pay(dossiers=[dossier], method=Method.CASH, by=unit[role], at=SOON)
    assert not Payment.objects.exists()
