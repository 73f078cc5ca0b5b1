"""Organisations by their codes, and who acts for whom: kept as it was that day."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from motcua.people.commands import SaidOfOrganisation, give_mandate, remember_organisation
from motcua.people.models import Mandate, Organisation, Person
from motcua.people.queries import organisations
from motcua.people.rules import Acting, need
from tests.factories import people

pytestmark = pytest.mark.django_db
LATER = people.MOMENT + dt.timedelta(days=1)
SAID = SaidOfOrganisation("0109876543", "Công ty TNHH Gốm Việt", "Thôn 1, Xã Bát Tràng, Hà Nội", "Giám đốc")


def gom_viet() -> Organisation:
    return remember_organisation(SAID, representative=people.person(), at=people.MOMENT)


def son() -> Person:
    return people.person(id_number="005083004712", full_name="TRẦN VĂN TƯ")


def test_an_organisation_is_known_by_its_code_and_what_is_not_said_stays() -> None:
    first = gom_viet()
    again = remember_organisation(SaidOfOrganisation("0109876543", "Công ty cổ phần Gốm Việt"), at=LATER)
    assert again.pk == first.pk
    assert (again.name, again.folded_name) == ("Công ty cổ phần Gốm Việt", "cong ty co phan gom viet")
    assert (again.address, again.representative_title) == ("Thôn 1, Xã Bát Tràng, Hà Nội", "Giám đốc")
    assert (again.representative, again.created_at, again.updated_at) == (first.representative, people.MOMENT, LATER)
    same = remember_organisation(
        SaidOfOrganisation("0109876543", "Công ty cổ phần Gốm Việt"), at=LATER + dt.timedelta(1)
    )
    assert same.updated_at == LATER


def test_an_organisation_is_found_by_its_code_or_the_beginning_of_its_name_without_marks() -> None:
    mine = gom_viet()
    remember_organisation(SaidOfOrganisation("H26.90", "UBND xã Gia Lâm"), at=LATER)
    assert list(organisations("0109876543")) == [mine]
    assert list(organisations("cong ty tnhh")) == [mine]
    assert [each.code for each in organisations("h26.90")] == ["H26.90"]
    assert list(organisations("gốm")) == []
    assert list(organisations(" ")) == []


def test_a_mandate_on_paper_keeps_names_scope_paper_and_dates() -> None:
    acting = Acting(
        "AUTHORISED", organisation=True, paper="WRITTEN", paper_note=" số 12 ", valid_to=dt.date(2026, 12, 31)
    )
    row = need(acting, procedure="x", sector="y", on=people.MOMENT.date())
    mandate = give_mandate(
        principal=gom_viet(), representative=son(), acting=acting, row=row, scope="Nộp hồ sơ", at=people.MOMENT
    )
    assert (mandate.principal, mandate.organisation, mandate.principal_name, mandate.representative_name) == (
        None, Organisation.objects.get(), "Công ty TNHH Gốm Việt", "TRẦN VĂN TƯ",
    )  # fmt: skip
    assert (mandate.paper, mandate.paper_note, mandate.ground, mandate.scope) == ("WRITTEN", "số 12", "", "Nộp hồ sơ")
    assert (mandate.valid_from, mandate.valid_to) == (None, dt.date(2026, 12, 31))


def test_a_mandate_by_law_keeps_its_ground_and_needs_no_paper() -> None:
    acting = Acting("PARENT", born="2015")
    row = need(acting, procedure="x", sector="y", on=people.MOMENT.date())
    child = people.person(id_number=None, full_name="TRẦN MAI AN")
    mandate = give_mandate(principal=child, representative=son(), acting=acting, row=row, scope="", at=people.MOMENT)
    assert (mandate.paper, mandate.paper_note) == ("BY_LAW", "")
    assert mandate.ground == (
        "Cha, mẹ đại diện cho con chưa đủ 18 tuổi, không cần giấy ủy quyền. (Bộ luật Dân sự 2015, điều 136 khoản 1)"
    )
    child.full_name = "TRẦN MAI ANH"
    child.save()
    assert Mandate.objects.get().principal_name == "TRẦN MAI AN"


def test_the_database_refuses_a_mandate_of_nobody_of_oneself_or_on_nothing() -> None:
    person, other = people.person(), son()
    fields = {
        "principal": person, "representative": other, "principal_name": "a", "representative_name": "b", "scope": "",
        "relation": "AUTHORISED", "paper": "WRITTEN", "paper_note": "số 1", "created_at": LATER,
    }  # fmt: skip
    Mandate.objects.create(**fields)
    for wrong in ({"principal": None}, {"representative": person}, {"paper_note": ""}, {"paper": "BY_LAW"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.create(**fields | wrong)
