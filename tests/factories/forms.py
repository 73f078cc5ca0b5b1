"""People at the counter and what registers answer about them: the Trần family of Gia Lâm, whose daughter was born."""

import datetime as dt
from typing import Any

from motcua.forms.derived import derived_form
from motcua.forms.models import FilledForm, FormVersion
from motcua.forms.prefill import Circumstances
from motcua.forms.registers import (
    Answers,
    BirthCertificate,
    Citizen,
    CivilStatus,
    CivilStatusEntry,
    Relative,
)
from motcua.forms.shipped import content_of, shipped_forms
from motcua.lib.clock import TZ
from tests.factories.procedures import definition as procedure

AT = dt.datetime(2026, 11, 25, 8, 30, tzinfo=TZ)
MOTHER, FATHER = "003195002101", "003092002102"
MARRIAGE = CivilStatusEntry("marriage", "12/2020", "2020-05-20", "UBND xã Gia Lâm")


def card(**changes: Any) -> dict[str, Any]:
    """The mother's card, as a visit keeps it."""
    said: dict[str, Any] = {
        "id_number": MOTHER,
        "old_id_number": None,
        "full_name": "NGUYỄN THỊ MAI",
        "date_of_birth": "1995-04-12",
        "sex": "F",
        "address": "Số 12, tổ 4, Xã Gia Lâm, Thành phố Hà Nội",
        "issued_on": "2021-06-20",
        "source": "card",
    }
    return said | changes


def father_card() -> dict[str, Any]:
    """The father's card."""
    return card(
        id_number=FATHER, full_name="TRẦN VĂN BÌNH", date_of_birth="1992-09-30", sex="M", issued_on="2024-08-01"
    )


def citizens() -> dict[str, Citizen]:
    """Mother and father as the population register knows them."""
    home = "Số 12, tổ 4, Xã Gia Lâm, Thành phố Hà Nội"
    mother = Citizen(
        MOTHER, "NGUYỄN THỊ MAI", "1995-04-12", sex="F", ethnicity="Kinh", nationality="Việt Nam", address=home,
        home_town="Xã Bát Tràng, Thành phố Hà Nội", issued_on="2021-06-20",
        relatives=(Relative("spouse", FATHER, "TRẦN VĂN BÌNH"),),
    )  # fmt: skip
    father = Citizen(
        FATHER, "TRẦN VĂN BÌNH", "1992-09-30", sex="M", ethnicity="Kinh", nationality="Việt Nam", address=home,
        home_town="Xã Phù Đổng, Thành phố Hà Nội", issued_on="2024-08-01",
        relatives=(Relative("spouse", MOTHER, "NGUYỄN THỊ MAI"),),
    )  # fmt: skip
    return {MOTHER: mother, FATHER: father}


def birth(**changes: Any) -> BirthCertificate:
    """The hospital's certificate of the daughter."""
    said: dict[str, Any] = {
        "number": "01024.GCS.00117.26",
        "mother_id": MOTHER,
        "born_on": "2026-11-20",
        "sex": "F",
        "intended_name": "Trần Mai An",
        "place": "Bệnh viện Phụ sản Hà Nội, Phường Ngọc Hà, Thành phố Hà Nội",
        "father_id": FATHER,
    }
    return BirthCertificate(**(said | changes))


def married() -> dict[str, CivilStatus]:
    """Mother and father as the civil registry knows them."""
    return {
        MOTHER: CivilStatus(MOTHER, "married", (MARRIAGE,)),
        FATHER: CivilStatus(FATHER, "married", (MARRIAGE,)),
    }


def answers(**changes: Any) -> Answers:
    """What all three registers say of the family."""
    said: dict[str, Any] = {"people": citizens(), "civil": married(), "births": (birth(),)}
    return Answers(**(said | changes))


def given(person: dict[str, Any] | None = None, **changes: Any) -> Circumstances:
    """The circumstances of a form at Gia Lâm's counter."""
    fields: dict[str, Any] = {
        "person_data": person or card(),
        "at": AT,
        "unit_name": "Ủy ban nhân dân xã Gia Lâm",
    }
    return Circumstances(**(fields | changes))


def filled(code: str, name: str = "") -> FilledForm:
    """An empty form of a procedure, begun; the shipped one, or the one derived for a procedure called `name`."""
    form = derived_form(procedure(code=code, name=name, short_name=name)) if name else shipped_forms()[code]
    content, digest = content_of(form)
    version, _new = FormVersion.objects.get_or_create(
        procedure_code=code, number=1, defaults={"valid_from": AT.date(), "content": content, "digest": digest}
    )
    return FilledForm.objects.create(version=version)
