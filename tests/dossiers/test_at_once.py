"""A whole intake in one step: what its form says of the fee is what the dossier owes."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.models import Dossier
from motcua.lib.outcomes import Denied
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import shipped_definitions
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune
from tests.factories.outreach import ANSWERS
from tests.factories.people import card

pytestmark = pytest.mark.django_db
CARD = {**card().as_json(), "source": "card"}


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def taken(unit: Commune, exemption: str = "") -> Dossier:
    version = ProcedureVersion.objects.first() or make.version_of(COPIES)
    what = TakenAtOnce(version, CARD, values=ANSWERS, confirmed_how="IN_PERSON", exemption=exemption)
    return take_in_at_once(what=what, key="k", by=unit[Role.INTAKE], at=MORNING)


def test_the_form_says_the_fee_of_the_pages_and_copies_that_were_said(unit: Commune) -> None:
    dossier = taken(unit)

    assert dossier.form is not None
    # Three pages, two copies: 2 × (2 × 2.000 + 1.000) (TT 226/2016/TT-BTC art. 4).
    assert (dossier.fee_due, dossier.form.values["phi"]["value"]) == (10_000, 10_000)
    assert dossier.quantities == {"pages": 3, "copies": 2}


def test_who_is_exempt_has_no_fee_on_the_form_either(unit: Commune) -> None:
    fees = next(each for each in shipped_definitions() if each.code == COPIES).fees.model_dump(mode="json") | {
        "exemptions": ["người thuộc hộ nghèo"]
    }
    make.version_with(COPIES, fees=fees)

    dossier = taken(unit, "người thuộc hộ nghèo")

    assert dossier.form is not None
    assert (dossier.fee_due, dossier.form.values["phi"]["value"]) == (0, 0)


def test_an_exemption_that_there_is_none_of_is_refused(unit: Commune) -> None:
    with pytest.raises(Denied, match="miễn"):
        taken(unit, "no such exemption")
    assert Dossier.objects.count() == 0
