"""Who hands in, whose matter it is, who helps: three people; and the paper that the law wants between them."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import representation
from motcua.dossiers.commands import accepting, deliver, turning, visit_answers, visits
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Dossier, Proof, Visit
from motcua.dossiers.rules.collecting import check_can_collect
from motcua.lib.outcomes import Denied
from motcua.people.commands import give_mandate, remember_said
from motcua.people.models import Mandate, Organisation, Person
from motcua.people.rules import Acting, need
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, Commune

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"
COMPANY = {
    "code": "0109876543",
    "name": "Công ty TNHH Gốm Việt",
    "address": "Hà Nội",
    "representative_title": "Giám đốc",
}
CHILD = people.card(id_number="", full_name="TRẦN MAI AN", date_of_birth="2015", issued_on=None).as_json()
PAPER = {"paper": "WRITTEN", "paper_note": "số 12 ngày 02/11/2026"}


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def behalf(**changes: Any) -> dict[str, Any]:
    """What a visit keeps when bà Tám comes for a company."""
    said = {
        "kind": "organisation", "organisation": COMPANY, "relation": "AUTHORISED", "paper": "", "paper_note": "",
        "scope": "", "valid_from": "", "valid_to": "",
    }  # fmt: skip
    return said | changes


def copies_for(unit: Commune, said: dict[str, Any] | None) -> Visit:
    """Bà Tám wants copies for somebody; everything else is answered and confirmed."""
    lan = unit[Role.INTAKE]
    visit = visits.start(person_data={**people.card().as_json(), "source": "card"}, by=lan, at=MORNING)
    item = visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    visits.set_behalf(visit, behalf=said, by=lan, at=MORNING)
    values = {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}
    answers = Said(items={item.pk: SaidOfItem(values=values)}, confirmed_how="IN_PERSON")
    visit_answers.answer(visit, said=answers, by=lan, at=MORNING)
    visit.refresh_from_db()
    return visit


def accepted(unit: Commune, visit: Visit) -> Dossier:
    return accepting.accept(visit, key="k", by=unit[Role.INTAKE], at=MORNING)[0]


def test_a_company_without_a_mandate_is_told_what_is_missing_and_nothing_is_kept(unit: Commune) -> None:
    visit = copies_for(unit, behalf())
    with pytest.raises(Denied) as denied:
        accepted(unit, visit)
    assert denied.value.reason == (
        "Người đi thay cần văn bản ủy quyền. Xin xem giấy và ghi số, ngày của giấy ủy quyền "
        "(Nghị định 118/2025/NĐ-CP, điều 6)."
    )
    assert (Dossier.objects.count(), Mandate.objects.count(), Organisation.objects.count()) == (0, 0, 0)
    visit.refresh_from_db()
    assert (visit.ended_at, visit.person_data["behalf"]["organisation"]) == (None, COMPANY)


def test_with_the_paper_the_dossier_keeps_all_three_and_the_paper(unit: Commune) -> None:
    dossier = accepted(unit, copies_for(unit, behalf(**PAPER, valid_to="2026-12-31")))
    mandate = dossier.mandate
    assert mandate is not None
    assert (dossier.submitter.full_name, dossier.representative, dossier.subject_name) == (
        "TRẦN THỊ TÁM", dossier.submitter, "Công ty TNHH Gốm Việt",
    )  # fmt: skip
    assert dossier.created_by == unit[Role.INTAKE]
    assert (mandate.organisation, mandate.paper, mandate.paper_note, mandate.valid_to) == (
        Organisation.objects.get(code="0109876543"), "WRITTEN", "số 12 ngày 02/11/2026", dt.date(2026, 12, 31),
    )  # fmt: skip
    assert mandate.scope == dossier.procedure_name
    assert mandate.organisation is not None
    assert mandate.organisation.representative is None


def test_the_legal_representative_needs_no_paper_and_is_kept_with_the_organisation(unit: Commune) -> None:
    dossier = accepted(unit, copies_for(unit, behalf(relation="LEGAL_REPRESENTATIVE")))
    assert dossier.mandate is not None
    assert (dossier.mandate.paper, Organisation.objects.get().representative) == ("BY_LAW", dossier.submitter)
    assert "điều 137" in dossier.mandate.ground


def test_a_parent_comes_for_a_child_that_has_no_number(unit: Commune) -> None:
    said = behalf(kind="person", person=CHILD, relation="PARENT")
    dossier = accepted(unit, copies_for(unit, said))
    child = Person.objects.get(full_name="TRẦN MAI AN")
    assert dossier.mandate is not None
    assert (dossier.mandate.principal, dossier.subject_name, child.id_number) == (child, "TRẦN MAI AN", None)


def test_one_does_not_come_for_oneself(unit: Commune) -> None:
    card = people.card().as_json()
    with pytest.raises(Denied, match="là một: bỏ phần"):
        copies_for(unit, behalf(kind="person", person=card, **PAPER))
    old = people.card(id_number="", old_id_number="012345678").as_json()
    people.person(old_id_number="012345678")
    visit = copies_for(unit, behalf(kind="person", person=old, **PAPER))
    with pytest.raises(Denied, match="là một: bỏ phần"):
        accepted(unit, visit)
    assert Mandate.objects.count() == 0


def test_in_ones_own_matter_there_is_no_mandate(unit: Commune) -> None:
    dossier = accepted(unit, copies_for(unit, None))
    assert (dossier.mandate, dossier.representative) == (None, None)


def test_it_stays_with_the_visit_when_the_person_is_corrected_parked_and_taken_up_again(unit: Commune) -> None:
    lan, visit = unit[Role.INTAKE], copies_for(unit, behalf(**PAPER))
    visits.set_person(visit, person_data=people.card(full_name="TRẦN THỊ TÂM").as_json(), by=lan, at=MORNING)
    visits.park(visit, by=lan, at=MORNING)
    visits.resume(visit, by=lan, at=MORNING)
    visit.refresh_from_db()
    assert visit.person_data["behalf"] == behalf(**PAPER)
    visits.set_behalf(visit, behalf=None, by=lan, at=MORNING)
    visit.refresh_from_db()
    assert "behalf" not in visit.person_data


def test_a_form_that_says_authorised_asks_who_authorised(unit: Commune) -> None:
    version = make.version_of(BIRTH)
    lan = unit[Role.INTAKE]
    visit = visits.start(person_data=people.card().as_json(), by=lan, at=MORNING)
    item = visits.add_item(visit, procedure_version=version, by=lan, at=MORNING)
    on = MORNING.date()
    for answer, allowed in (("Bà", True), ("Người được ủy quyền", False)):
        said = Said(items={item.pk: SaidOfItem(values={"nyc.quan_he": answer})})
        visit_answers.answer(visit, said=said, by=lan, at=MORNING)
        item.form.refresh_from_db()
        if allowed:
            assert representation.check(version, item.form, None, on=on) is None
        else:
            with pytest.raises(Denied, match="Đi thay cho"):
                representation.check(version, item.form, None, on=on)
    assert representation.check(version, None, None, on=on) is None


def test_a_dossier_is_not_taken_in_on_a_paper_nobody_has_seen(unit: Commune) -> None:
    tam, son = people.person(), people.person(id_number="005090004711", full_name="LÊ VĂN BẢY")
    acting = Acting("AUTHORISED", paper="CERTIFIED")
    row = need(acting, procedure=make.SINGLE_STATUS, sector="Hộ tịch", on=MORNING.date())
    mandate = give_mandate(principal=son, representative=tam, acting=acting, row=row, scope="", at=MORNING)
    assert mandate.paper == ""
    with pytest.raises(Denied, match="có chứng thực"):
        make.received(unit, submitter=tam, mandate=mandate)


def handed_in(unit: Commune, said: dict[str, Any]) -> Dossier:
    """Bà Tám is sent home for the paper; what she brought is kept under a code."""
    visit = copies_for(unit, said)
    return turning.ask_for_more(
        visit, item_id=visit.items.get().pk, items=["Giấy ủy quyền"], reason="Thiếu giấy.", guidance="Mang đến.",
        by=unit[Role.INTAKE], at=MORNING,
    )  # fmt: skip


def test_who_waits_for_the_paper_is_kept_with_their_principal_and_goes_on_from_there(unit: Commune) -> None:
    lan, dossier = unit[Role.INTAKE], handed_in(unit, behalf())
    assert dossier.mandate is not None
    assert (dossier.mandate.paper, dossier.mandate.principal_name) == ("", COMPANY["name"])

    back = turning.take_up(dossier=dossier, person_data=people.card().as_json(), by=lan, at=MORNING)
    assert back.person_data["behalf"] == behalf(scope=dossier.procedure_name, file=None)
    visits.set_behalf(back, behalf=behalf(**PAPER), by=lan, at=MORNING)
    visit_answers.confirm(back, how="IN_PERSON", by=lan, at=MORNING)
    accepted(unit, back)
    dossier.refresh_from_db()
    assert dossier.mandate is not None
    assert (dossier.received_at, dossier.mandate.paper_note) == (MORNING, PAPER["paper_note"])


def test_a_parent_who_comes_back_still_comes_for_the_child_and_another_does_not(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    dossier = handed_in(unit, behalf(kind="person", person=CHILD, relation="PARENT", valid_from="2026-01-01"))
    other = turning.take_up(
        dossier=dossier, person_data=people.card(id_number="005158004799").as_json(), by=lan, at=MORNING
    )
    assert "behalf" not in other.person_data
    visits.drop(other, by=lan, at=MORNING)
    back = turning.take_up(dossier=dossier, person_data=people.card().as_json(), by=lan, at=MORNING)
    said = back.person_data["behalf"]
    assert (said["kind"], said["relation"], said["paper"], said["valid_from"], said["valid_to"]) == (
        "person", "PARENT", "", "2026-01-01", "",
    )  # fmt: skip
    assert (said["person"]["full_name"], said["person"]["date_of_birth"]) == ("TRẦN MAI AN", "2015")


YUKI = {
    "id_number": "", "old_id_number": "", "full_name": "TANAKA YUKI", "date_of_birth": "1990-04-05", "sex": "F",
    "address": "", "issued_on": None, "nationality": "Nhật Bản", "source": "passport",
    "passport": {"number": "TK1234567", "country": "JPN", "expires_on": "2032-04-05"},
}  # fmt: skip


def test_a_foreigner_one_comes_for_still_has_the_passport_when_the_matter_goes_on(unit: Commune) -> None:
    dossier = handed_in(unit, behalf(kind="person", person=YUKI))

    back = turning.take_up(dossier=dossier, person_data=people.card().as_json(), by=unit[Role.INTAKE], at=MORNING)

    said = back.person_data["behalf"]["person"]
    assert (said["passport"], said["nationality"]) == (YUKI["passport"], "Nhật Bản")
    assert dossier.mandate is not None
    assert remember_said(said, at=MORNING) == dossier.mandate.principal


def test_who_came_with_a_passport_is_known_by_it_and_nobody_by_having_no_number(unit: Commune) -> None:
    lan, version = unit[Role.INTAKE], make.version_of(COPIES)
    visit = visits.start(person_data=YUKI, by=lan, at=MORNING)
    item = visits.add_item(visit, procedure_version=version, by=lan, at=MORNING)
    visits.set_behalf(visit, behalf=behalf(), by=lan, at=MORNING)
    dossier = turning.ask_for_more(
        visit, item_id=item.pk, items=["Giấy ủy quyền"], reason="Thiếu giấy.", guidance="Mang đến.", by=lan, at=MORNING
    )

    stranger = {**people.card().as_json(), "id_number": "", "old_id_number": "", "full_name": "LÝ SEN"}
    other = turning.take_up(dossier=dossier, person_data=stranger, by=lan, at=MORNING)
    assert "behalf" not in other.person_data
    visits.drop(other, by=lan, at=MORNING)
    assert turning.take_up(dossier=dossier, person_data=YUKI, by=lan, at=MORNING).person_data["behalf"] == behalf(
        scope=dossier.procedure_name, file=None
    )


def at_once(unit: Commune, said: dict[str, Any], key: str = "k") -> Dossier:
    values = {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}
    card = {**people.card().as_json(), "source": "card", "behalf": said}
    what = TakenAtOnce(make.version_of(COPIES), card, values=values, confirmed_how="IN_PERSON")
    return take_in_at_once(what=what, key=key, by=unit[Role.INTAKE], at=MORNING)


def test_what_is_taken_in_at_once_is_for_another_on_the_same_papers(unit: Commune) -> None:
    with pytest.raises(Denied, match="cần văn bản ủy quyền"):
        at_once(unit, behalf())
    assert not Mandate.objects.exists()

    mandate = at_once(unit, behalf(**PAPER)).mandate
    assert mandate is not None
    assert (mandate.principal_name, mandate.paper_note) == (COMPANY["name"], PAPER["paper_note"])


def for_son(unit: Commune, **changes: Any) -> Dossier:
    """Bà Tám handed in for ông Bảy, on a certified paper."""
    tam = people.person()
    son = people.person(id_number="005090004711", full_name="LÊ VĂN BẢY")
    acting = Acting("AUTHORISED", paper="CERTIFIED", paper_note="số 12", **changes)
    row = need(acting, procedure=make.SINGLE_STATUS, sector="Hộ tịch", on=MORNING.date())
    mandate = give_mandate(principal=son, representative=tam, acting=acting, row=row, scope="", at=MORNING)
    return make.received(unit, submitter=tam, mandate=mandate)


@pytest.mark.parametrize(
    ("proof", "shown", "allowed"),
    [
        (Proof.ID, "005158004710", True),
        (Proof.ID, "005090004711", True),
        (Proof.ID, "005090004712", False),
        (Proof.ID, "", False),
        (Proof.MANDATE, "số 5 ngày 20/11/2026, ông Bảy ủy quyền", True),
        (Proof.MANDATE, "có giấy", False),
        (Proof.SLIP, "005158004710", False),
        (Proof.CODE, "sai", False),
    ],
)
def test_who_may_collect(unit: Commune, proof: Proof, shown: str, allowed: bool) -> None:
    dossier = for_son(unit)
    try:
        check_can_collect(dossier, proof=proof, shown=shown, on=MORNING.date())
    except Denied:
        assert not allowed
    else:
        assert allowed


def test_a_representative_collects_while_the_mandate_holds_and_the_principal_always(unit: Commune) -> None:
    dossier = for_son(unit, valid_to=MORNING.date())
    after = MORNING.date() + dt.timedelta(days=1)
    check_can_collect(dossier, proof=Proof.ID, shown="005158004710", on=MORNING.date())
    with pytest.raises(Denied, match="đã hết hiệu lực ngày 25/11/2026"):
        check_can_collect(dossier, proof=Proof.ID, shown="005158004710", on=after)
    check_can_collect(dossier, proof=Proof.ID, shown="005090004711", on=after)


def test_an_old_number_of_the_applicant_collects_too(unit: Commune) -> None:
    dossier = make.received(unit, submitter=people.person(old_id_number="012345678"))
    check_can_collect(dossier, proof=Proof.ID, shown="012345678", on=MORNING.date())


def test_a_result_handed_to_who_brings_a_paper_keeps_which(unit: Commune) -> None:
    dossier = make.ready(unit)
    dossier = deliver(
        dossier=dossier, to_name="LÊ VĂN BẢY", proof=Proof.MANDATE, shown="số 5 ngày 20/11/2026", by=unit[Role.INTAKE],
        at=make.later(MORNING, hours=2),
    )  # fmt: skip
    assert list(dossier.deliveries.values_list("to_name", "proof", "mandate_note")) == [
        ("LÊ VĂN BẢY", "MANDATE", "số 5 ngày 20/11/2026")
    ]
