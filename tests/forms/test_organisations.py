"""An organisation on the official forms: what is known of it fills itself; some forms are for persons only."""

from pathlib import Path
from typing import Any

import pytest

from motcua.forms import commands
from motcua.forms.definition import FormDefinition
from motcua.forms.derived import derived_form
from motcua.forms.models import ConfirmedHow
from motcua.forms.papers import form_pdf
from motcua.forms.prefill import prefill
from motcua.forms.shipped import shipped_forms
from motcua.forms.validation import errors
from motcua.forms.values import holds, is_required, open_questions, value_of
from tests.factories import forms as make
from tests.factories.procedures import definition
from tests.forms.test_derived import COMPANY
from tests.forms.test_papers import ANSWERS, UNIT, text_of

COPIES, EXTRACT, DEATH, BIRTH, BUNDLE = "2.000815", "2.000635", "1.000656", "1.001193", "3.000722"
MAY = sorted([COPIES, EXTRACT, DEATH, BIRTH, BUNDLE])
SAID = {
    "tochuc.ten": "Công ty TNHH Gốm Việt", "tochuc.ma_so": "0109876543",
    "tochuc.dia_chi": "Xã Bát Tràng, Thành phố Hà Nội", "tochuc.chuc_vu": "Giám đốc",
}  # fmt: skip


def of_organisation(kept: Any) -> dict[str, Any]:
    return {name: said["value"] for name, said in kept.items() if name.startswith("tochuc.")}


def test_an_organisation_may_stand_on_these_forms_and_no_others() -> None:
    assert sorted(code for code, form in shipped_forms().items() if form.for_organisations) == MAY
    assert derived_form(definition(applicants=["tổ chức"])).for_organisations
    assert not derived_form(definition()).for_organisations


@pytest.mark.parametrize("code", MAY)
def test_what_is_known_of_it_fills_itself_with_its_source(code: str) -> None:
    kept = prefill(shipped_forms()[code], {}, make.given(make.card(behalf=COMPANY)))

    assert of_organisation(kept) == SAID
    assert {kept[name]["source"] for name in SAID} == {"computed"}
    assert kept["nyc.ho_ten"]["value"] == "NGUYỄN THỊ MAI"


@pytest.mark.parametrize("code", MAY)
def test_who_came_for_themself_or_for_a_person_sees_no_line_of_it(code: str) -> None:
    form = shipped_forms()[code]
    person = {"kind": "person", "relation": "CHILD", "person": make.father_card()}
    for card in (make.card(), make.card(behalf=person)):
        kept = prefill(form, {}, make.given(card))
        assert of_organisation(kept) == {}
        assert [field.id for field in form.fields if field.prefix == "tochuc" and holds(field, kept)] == []
    was = prefill(form, {}, make.given(make.card(behalf=COMPANY)))
    assert of_organisation(prefill(form, was, make.given())) == {}


BARE = COMPANY | {"organisation": {"code": "0109876543", "name": "Công ty TNHH Gốm Việt"}}
ANY = [pytest.param(shipped_forms()[code], id=code) for code in MAY]
ANY += [pytest.param(derived_form(definition(applicants=["tổ chức"])), id="derived")]


@pytest.mark.parametrize("form", ANY)
def test_a_form_needs_its_name_and_code_and_has_a_place_for_seat_and_title(form: FormDefinition) -> None:
    kept = prefill(form, {}, make.given(make.card(behalf=BARE)))
    stands = [field for field in form.fields if field.prefix == "tochuc" and holds(field, kept)]

    assert [field.id for field in stands] == [*SAID]
    assert [field.id for field in stands if is_required(field, kept)] == ["tochuc.ten", "tochuc.ma_so"]
    assert not {field.id for field in open_questions(form, kept)} & SAID.keys()
    assert not errors(form, kept, today=make.AT.date()).keys() & SAID.keys()


def test_a_form_may_demand_more_of_it_as_data() -> None:
    shipped = shipped_forms()[COPIES].model_dump(mode="json")
    seat = next(field for field in shipped["fields"] if field["id"] == "tochuc.dia_chi")
    seat["required_if"] = seat.pop("shown_if")
    form = FormDefinition.model_validate(shipped)
    kept = prefill(form, {}, make.given(make.card(behalf=BARE)))

    assert [field.id for field in open_questions(form, kept) if field.prefix == "tochuc"] == ["tochuc.dia_chi"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (EXTRACT, "Cơ quan, tổ chức"),
        (DEATH, "Đại diện cơ quan, tổ chức"),
        (BIRTH, "Người/tổ chức nuôi dưỡng"),
        (BUNDLE, "Người/tổ chức nuôi dưỡng"),
    ],
)
def test_the_forms_own_question_about_the_applicant_is_answered(code: str, words: str) -> None:
    form = shipped_forms()[code]
    kept = prefill(form, {}, make.given(make.card(behalf=COMPANY)))

    assert value_of(kept, "nyc.quan_he") == words
    assert words in form.field("nyc.quan_he").options
    assert value_of(prefill(form, {}, make.given()), "nyc.quan_he") != words


@pytest.mark.django_db
@pytest.mark.parametrize("code", MAY)
def test_it_stands_on_paper_and_a_person_alone_leaves_no_line_for_it(code: str, tmp_path: Path) -> None:
    def drawn(**card: Any) -> str:
        form = make.filled(code)
        commands.answer(form, answers=ANSWERS[code], at=make.AT)
        commands.fill(form, given=make.given(person=make.card(**card), answers=make.answers(), fee=10_000))
        commands.confirm(form, how=ConfirmedHow.PAPER, by_name="NGUYỄN THỊ MAI", at=make.AT)
        return " ".join(text_of(form_pdf(form, **UNIT), tmp_path).split())

    company, bare, person = drawn(behalf=COMPANY), drawn(behalf=BARE), drawn()

    assert [words for words in SAID.values() if words not in company] == []
    assert [words for words in SAID.values() if words in bare] == [*SAID.values()][:2]
    assert [words for words in ("Địa chỉ trụ sở", "Chức vụ") if words in company and words not in bare] == [
        "Địa chỉ trụ sở", "Chức vụ",
    ]  # fmt: skip
    assert "tổ chức:" not in person.lower().replace("người/tổ chức", "")
