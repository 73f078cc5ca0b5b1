"""«Đi thay cho…»: found by card, number or name, typed by hand; what is missing is said and nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, Visit
from motcua.forms.shipped import shipped_forms
from motcua.people.commands import SaidOfOrganisation, remember_organisation
from motcua.people.models import Organisation
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune
from tests.factories.people import TAM_TEXT, card_of
from tests.people.test_mrz import written
from tests.web.counter.visiting import COPY, answers, look, values_of
from tests.web.desks import text

pytestmark = pytest.mark.django_db
MAI, BIRTH = "003195002101", "1.001193"
COMPANY = {
    "kind": "organisation", "relation": "AUTHORISED", "o-code": "0109 876 543", "o-name": "Công ty TNHH Gốm Việt",
    "o-address": "Xã Bát Tràng, Hà Nội", "o-representative_title": "Giám đốc",
}  # fmt: skip
DAUGHTER = {
    "kind": "person", "relation": "PARENT", "p-full_name": "Nguyễn Thị Mai", "p-date_of_birth": "1995",
    "p-sex": "F", "p-id_number": MAI,
}  # fmt: skip
MISSING = "Người đi thay cần văn bản ủy quyền. Xin xem giấy và ghi số, ngày của giấy ủy quyền"


def say(client: Client, visit: Visit, **said: str) -> Any:
    answer = client.post(f"/counter/visits/{visit.pk}/behalf/", said)
    visit.refresh_from_db()
    return answer


def page(client: Client, visit: Visit) -> str:
    return text(client.get(f"/counter/visits/{visit.pk}/"))


@pytest.fixture
def visit(lan: Client) -> Visit:
    """Bà Tám wants copies."""
    return look(lan, COPIES, look(lan, TAM_TEXT))


def accept(lan: Client, visit: Visit) -> Any:
    said = answers(visit, **COPY) | {"key": "k", "confirm.how": "IN_PERSON"}
    return lan.post(f"/counter/visits/{visit.pk}/accept/", said)


def test_a_company_without_a_mandate_is_told_what_is_missing_and_with_it_accepted(lan: Client, visit: Visit) -> None:
    assert say(lan, visit, **COMPANY).status_code == 302
    assert MISSING in page(lan, visit)
    refused = accept(lan, visit)
    assert refused.status_code == 422
    assert MISSING in text(refused)
    assert Dossier.objects.count() == 0
    visit.refresh_from_db()
    assert visit.person_data["behalf"]["organisation"] == {
        "code": "0109876543", "name": "Công ty TNHH Gốm Việt", "address": "Xã Bát Tràng, Hà Nội",
        "representative_title": "Giám đốc",
    }  # fmt: skip

    say(lan, visit, **COMPANY, paper="WRITTEN", paper_note="số 12 ngày 02/11/2026", valid_to="31/12/2026")
    assert MISSING not in page(lan, visit)
    assert accept(lan, visit).status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.mandate is not None
    assert dossier.mandate.principal_name == "Công ty TNHH Gốm Việt"
    shown = text(lan.get(f"/office/dossiers/{dossier.code}/"))
    for words in ("Nộp thay cho", "Công ty TNHH Gốm Việt, 0109876543", "số 12 ngày 02/11/2026", "31/12/2026"):
        assert words in shown
    assert "Nộp thay cho Công ty TNHH Gốm Việt" in text(lan.get(f"/counter/results/{dossier.code}/"))


def test_the_panel_says_why_no_paper_is_needed(lan: Client, visit: Visit) -> None:
    say(lan, visit, **COMPANY | {"relation": "LEGAL_REPRESENTATIVE"})
    shown = page(lan, visit)
    assert "Người đại diện theo pháp luật của tổ chức không cần giấy ủy quyền." in shown
    assert "Sửa phần đi thay" in shown


def test_a_card_scanned_there_fills_the_person_and_nothing_is_kept_before_it_is_sent(lan: Client, visit: Visit) -> None:
    answer = say(lan, visit, find=card_of(MAI), relation="PARENT", paper_note="số 3")
    shown = text(answer)
    assert (answer.status_code, "behalf" in visit.person_data) == (200, False)
    for words in ('value="NGUYỄN THỊ MAI"', 'value="003195002101"', 'value="số 3"', '<option value="PARENT" selected'):
        assert words in shown


def test_who_was_here_before_is_found_by_any_number_and_a_stranger_is_typed(
    lan: Client, visit: Visit, gia_lam: Commune
) -> None:
    son = people.person(id_number="005090004711", old_id_number="012345678", full_name="LÊ VĂN BẢY")
    stranger = people.person(id_number="005090004799", full_name="NGƯỜI NƠI KHÁC")
    make.received(gia_lam, submitter=son)
    assert 'value="LÊ VĂN BẢY"' in text(say(lan, visit, find="012345678"))
    answer = say(lan, visit, find=stranger.id_number or "")
    assert (answer.status_code, "NGƯỜI NƠI KHÁC" in text(answer)) == (422, False)
    assert "Chưa gặp người hay tổ chức này ở đây: xin gõ tay những ô dưới." in text(answer)


def test_a_passport_scanned_there_is_read_and_one_misread_is_said(lan: Client, visit: Visit) -> None:
    lines = written().replace("\n", "")
    shown = text(say(lan, visit, find=lines))
    for words in ('value="TANAKA YUKI"', 'value="TK1234567"', 'value="Nhật Bản"', 'value="05/04/2032"'):
        assert words in shown
    assert "không khớp chữ số kiểm tra" in text(say(lan, visit, find=lines.replace("TK1234567", "TK1234568")))
    assert "thẻ" in text(say(lan, visit, find="005158004710|x"))


def test_known_organisations_are_offered_by_name_and_taken_by_code(lan: Client, visit: Visit) -> None:
    for code, name in (("0109876543", "Công ty TNHH Gốm Việt"), ("0109876544", "Công ty TNHH Gốm Nam")):
        remember_organisation(SaidOfOrganisation(code, name, "Bát Tràng"), at=MORNING)
    both = text(say(lan, visit, find="cong ty tnhh gom"))
    assert ('value="0109876543"' in both, 'value="0109876544"' in both) == (True, True)
    assert 'value="Công ty TNHH Gốm Nam"' in text(say(lan, visit, pick="0109876544"))
    assert 'value="Công ty TNHH Gốm Việt"' in text(say(lan, visit, find="0109876543"))
    assert Organisation.objects.count() == 2


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(lan: Client, visit: Visit) -> None:
    wrong = COMPANY | {"o-code": "#", "relation": "", "valid_from": "01/12/2026", "valid_to": "31/11/2026"}
    answer = say(lan, visit, **wrong, paper_note="số 12")
    assert answer.status_code == 422
    for words in ("Xin chọn người đến là gì", "Xin ghi ngày/tháng/năm, như 31/12/2026.", 'value="số 12"'):
        assert words in text(answer)
    assert "behalf" not in visit.person_data
    backwards = COMPANY | {"o-code": "#", "valid_from": "01/12/2026", "valid_to": "30/11/2026"}
    assert "ở trước ngày bắt đầu" in text(say(lan, visit, **backwards))
    assert "Mã tổ chức gồm chữ số" in text(say(lan, visit, **COMPANY | {"o-code": "#"}))
    person = {"kind": "person", "relation": "LEGAL_REPRESENTATIVE", "p-full_name": "Sen"}
    assert "là của tổ chức: chọn lại" in text(say(lan, visit, **person))
    assert "behalf" not in visit.person_data


def test_the_visitor_is_not_the_one_they_came_for(lan: Client, visit: Visit) -> None:
    tam = {
        "kind": "person", "relation": "SIBLING", "p-full_name": "Trần Thị Tám", "p-date_of_birth": "1958", "p-sex": "F",
        "p-id_number": "005158004710",
    }  # fmt: skip
    answer = say(lan, visit, **tam)
    assert (answer.status_code, "là một: bỏ phần" in text(answer)) == (409, True)


def test_the_matter_is_their_own_after_all(lan: Client, visit: Visit) -> None:
    say(lan, visit, **COMPANY)
    assert "Bỏ, người này đi cho mình" in text(lan.get(f"/counter/visits/{visit.pk}/behalf/"))
    say(lan, visit, act="own")
    assert "behalf" not in visit.person_data
    assert "Bỏ, người này đi cho mình" not in text(lan.get(f"/counter/visits/{visit.pk}/behalf/"))


def test_the_form_is_filled_for_the_principal_and_the_applicant_stays_the_applicant(lan: Client) -> None:
    visit = look(lan, EXTRACT, look(lan, TAM_TEXT))
    say(lan, visit, **DAUGHTER)
    values = values_of(visit.items.get())
    assert (values["nyc.ho_ten"]["value"], values["dt.ho_ten"]["value"]) == ("TRẦN THỊ TÁM", "NGUYỄN THỊ MAI")
    say(lan, visit, **COMPANY)
    assert "dt.ho_ten" not in values_of(visit.items.get())


def test_a_grandmother_fills_the_applicants_part_and_her_daughter_the_mothers(lan: Client) -> None:
    make.version_of(BIRTH)
    visit = look(lan, BIRTH, look(lan, TAM_TEXT))
    assert values_of(visit.items.get())["nyc.quan_he"]["value"] == "Mẹ"
    say(lan, visit, **DAUGHTER)
    values = values_of(visit.items.get())
    assert (values["nyc.ho_ten"]["value"], values["me.ho_ten"]["value"]) == ("TRẦN THỊ TÁM", "NGUYỄN THỊ MAI")
    assert "nyc.quan_he" not in values
    assert "không cần giấy ủy quyền, nhưng chịu trách nhiệm" in page(lan, visit)
    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, nyc__quan_he="Bà"))
    assert values_of(visit.items.get())["me.ho_ten"]["value"] == "NGUYỄN THỊ MAI"


def test_the_next_matter_of_the_same_person_begins_as_their_own(lan: Client, visit: Visit) -> None:
    say(lan, visit, **COMPANY, paper="WRITTEN", paper_note="số 12")
    accept(lan, visit)
    lan.post(f"/counter/visits/{visit.pk}/again/")
    assert "behalf" not in Visit.objects.get(ended_at=None).person_data


PERSONS_ONLY = "chỉ do cá nhân đứng tên, không ghi tổ chức: nếu là việc của một người, sửa phần đi thay."


def test_a_form_for_persons_only_says_so_where_an_organisation_is_meant(lan: Client, visit: Visit) -> None:
    make.version_of(make.SINGLE_STATUS)
    look(lan, make.SINGLE_STATUS, visit)
    say(lan, visit, **DAUGHTER)
    assert PERSONS_ONLY not in page(lan, visit)

    say(lan, visit, **COMPANY)

    shown = page(lan, visit)
    assert shown.count(PERSONS_ONLY) == 1
    assert f"Tờ khai «{shipped_forms()[make.SINGLE_STATUS].title}» {PERSONS_ONLY}" in shown
    copies = visit.items.get(procedure_version__procedure__code=COPIES)
    assert values_of(copies)["tochuc.ten"]["value"] == "Công ty TNHH Gốm Việt"
