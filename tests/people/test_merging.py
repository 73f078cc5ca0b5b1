"""Two rows that are one person become one, by two officers, and nothing of either is lost."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.people.commands import answer_merge, propose_merge, remember_card, remember_said, undo_merge
from motcua.people.models import Person, PersonMerge, PersonNumber
from motcua.people.queries import Double, Why, has_number, likely_doubles
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune

pytestmark = pytest.mark.django_db
LATER = MORNING + dt.timedelta(hours=1)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture
def tam() -> Person:
    return remember_card(people.card(), at=people.MOMENT)


@pytest.fixture
def old_tam() -> Person:
    """Bà Tám as she came years ago, with her old card and her name as a clerk spelt it."""
    said = people.card(id_number="", old_id_number="012345678", full_name="TRẦN THỊ TÂM").as_json()
    return remember_said(said, at=people.MOMENT)


def merged(kept: Person, gone: Person, unit: Commune) -> PersonMerge:
    proposed = propose_merge(kept=kept, gone=gone, reason="Cùng sổ hộ khẩu", by=unit[Role.INTAKE], at=MORNING)
    return answer_merge(merge=proposed, confirmed=True, by=unit[Role.HEAD], at=LATER)


def test_a_proposal_moves_nothing_until_another_has_looked(unit: Commune, tam: Person, old_tam: Person) -> None:
    merge = propose_merge(kept=tam, gone=old_tam, reason="Cùng sổ hộ khẩu", by=unit[Role.INTAKE], at=MORNING)
    old_tam.refresh_from_db()
    assert old_tam.merged_into is None
    with pytest.raises(Denied, match="đã có đề nghị gộp"):
        propose_merge(kept=tam, gone=old_tam, reason="Lại nữa", by=unit[Role.HEAD], at=MORNING)
    answer_merge(merge=merge, confirmed=False, by=unit[Role.HEAD], at=LATER)
    old_tam.refresh_from_db()
    assert old_tam.merged_into is None
    assert [event.name for event in Event.objects.filter(stream=tam.stream)] == [
        "person.merge_proposed",
        "person.merge_refused",
    ]


def test_after_it_the_old_number_finds_the_kept_person_and_the_gone_row_stays_as_it_was(
    unit: Commune, tam: Person, old_tam: Person
) -> None:
    dossier = make.received(unit, submitter=old_tam)
    merge = merged(tam, old_tam, unit)
    dossier.refresh_from_db()
    old_tam.refresh_from_db()
    assert list(Person.objects.with_number("012345678")) == [tam]
    assert list(Person.objects.with_number("005158004710")) == [tam]
    assert (old_tam.merged_into, old_tam.full_name, old_tam.old_id_number) == (tam, "TRẦN THỊ TÂM", "012345678")
    assert (dossier.submitter, dossier.applicant_name) == (old_tam, "TRẦN THỊ TÂM")
    assert has_number(old_tam, "005158004710")
    assert merge.moved == {"numbers": [PersonNumber.objects.get(number="012345678").pk], "absorbed": []}
    event = Event.objects.get(name="person.merged")
    assert (event.stream, event.details["gone"], event.details["reason"]) == (tam.stream, old_tam.pk, "Cùng sổ hộ khẩu")
    assert event.actor.startswith("Phạm Văn Đức")


def test_who_comes_again_with_the_gone_rows_card_is_the_kept_person(unit: Commune, tam: Person) -> None:
    other = people.person(id_number="005158004799")
    merged(tam, other, unit)
    assert remember_card(people.card(id_number="005158004799"), at=LATER).pk == tam.pk


def test_a_row_that_had_taken_in_others_brings_them_along_and_back(unit: Commune, tam: Person, old_tam: Person) -> None:
    third = people.person(id_number=None)
    merged(old_tam, third, unit)
    merge = merged(tam, old_tam, unit)
    third.refresh_from_db()
    assert third.merged_into == tam
    undo_merge(merge=merge, reason="Là hai chị em", by=unit[Role.SUPERVISOR], at=LATER)
    third.refresh_from_db()
    old_tam.refresh_from_db()
    assert (third.merged_into, old_tam.merged_into) == (old_tam, None)
    assert list(Person.objects.with_number("012345678")) == [old_tam]
    row = PersonMerge.objects.get(pk=merge.pk)
    assert (row.undone_by, row.undone_at, row.undo_reason) == (unit[Role.SUPERVISOR], LATER, "Là hai chị em")
    assert Event.objects.filter(stream=tam.stream).order_by("-seq")[0].name == "person.merge_undone"


@pytest.mark.parametrize("role", [Role.CASE, Role.CASHIER, Role.ADMIN, Role.APPROVER, Role.RECORDS])
def test_others_may_not_propose(unit: Commune, tam: Person, old_tam: Person, role: Role) -> None:
    with pytest.raises(Denied, match="cán bộ tiếp nhận, trưởng đơn vị"):
        propose_merge(kept=tam, gone=old_tam, reason="x", by=unit[role], at=MORNING)


def test_a_merge_has_a_reason_and_two_rows_of_today(unit: Commune, tam: Person, old_tam: Person) -> None:
    lan = unit[Role.INTAKE]
    with pytest.raises(Denied, match="Ghi vì sao đây là một người"):
        propose_merge(kept=tam, gone=old_tam, reason="  ", by=lan, at=MORNING)
    with pytest.raises(Denied, match="cùng một dòng"):
        propose_merge(kept=tam, gone=tam, reason="x", by=lan, at=MORNING)
    merged(tam, old_tam, unit)
    for kept, gone in ((tam, old_tam), (old_tam, people.person(id_number=None))):
        with pytest.raises(Denied, match="đã được gộp"):
            propose_merge(kept=kept, gone=gone, reason="x", by=lan, at=MORNING)


def test_who_proposed_does_not_confirm_and_nobody_answers_twice(unit: Commune, tam: Person, old_tam: Person) -> None:
    duc, tu = unit[Role.HEAD], unit[Role.SUPERVISOR]
    merge = propose_merge(kept=tam, gone=old_tam, reason="x", by=duc, at=MORNING)
    with pytest.raises(Denied, match="không tự xác nhận"):
        answer_merge(merge=merge, confirmed=True, by=duc, at=LATER)
    with pytest.raises(Denied, match="Trưởng đơn vị hoặc người giám sát"):
        answer_merge(merge=merge, confirmed=True, by=unit[Role.INTAKE], at=LATER)
    answer_merge(merge=merge, confirmed=True, by=tu, at=LATER)
    with pytest.raises(Denied, match="đã được trả lời"):
        answer_merge(merge=merge, confirmed=True, by=tu, at=LATER)


def test_a_proposal_overtaken_by_another_merge_is_refused(unit: Commune, tam: Person, old_tam: Person) -> None:
    third = people.person(id_number=None)
    waiting = propose_merge(kept=old_tam, gone=third, reason="x", by=unit[Role.INTAKE], at=MORNING)
    merged(tam, old_tam, unit)
    with pytest.raises(Denied, match="đã được gộp"):
        answer_merge(merge=waiting, confirmed=True, by=unit[Role.HEAD], at=LATER)


def test_undoing_wants_a_reason_a_standing_merge_and_the_right_post(
    unit: Commune, tam: Person, old_tam: Person
) -> None:
    tu = unit[Role.SUPERVISOR]
    merge = merged(tam, old_tam, unit)
    with pytest.raises(Denied, match="tách lại được"):
        undo_merge(merge=merge, reason="x", by=unit[Role.INTAKE], at=LATER)
    with pytest.raises(Denied, match="Ghi vì sao tách lại"):
        undo_merge(merge=merge, reason=" ", by=tu, at=LATER)
    top = people.person(id_number="005158004799")
    above = merged(top, tam, unit)
    with pytest.raises(Denied, match="tách lần gộp đó trước"):
        undo_merge(merge=merge, reason="x", by=tu, at=LATER)
    undo_merge(merge=above, reason="x", by=tu, at=LATER)
    undo_merge(merge=merge, reason="x", by=tu, at=LATER)
    with pytest.raises(Denied, match="không còn hiệu lực"):
        undo_merge(merge=merge, reason="x", by=tu, at=LATER)


def found() -> list[Double]:
    return likely_doubles(Person.objects.all())


def test_one_old_number_on_two_rows_is_a_likely_double(old_tam: Person) -> None:
    newer = remember_card(
        people.card(id_number="005158004711", full_name="TRẦN THỊ CHÍN", old_id_number="012345678"), at=LATER
    )
    assert found() == [Double(old_tam, newer, Why.NUMBER)]
    Person.objects.filter(pk=old_tam.pk).update(old_id_number="")
    assert found() == [Double(old_tam, newer, Why.NUMBER)]


def test_one_name_and_birth_is_a_likely_double_unless_both_have_a_number(tam: Person) -> None:
    people.person(id_number="005158004711")
    people.person(id_number=None, full_name="LÝ SEN", date_of_birth="")
    people.person(id_number=None, full_name="LÝ SEN", date_of_birth="")
    assert found() == []
    nameless = people.person(id_number=None, full_name="Trần Thị Tám")
    assert {frozenset({each.first, each.second}) for each in found()} == {
        frozenset({nameless, tam}),
        frozenset({nameless, Person.objects.get(id_number="005158004711")}),
    }


def test_what_somebody_has_judged_is_not_listed_again(unit: Commune, tam: Person) -> None:
    twin = people.person(id_number=None)
    assert [each.why for each in found()] == [Why.NAME_AND_BIRTH]
    merge = propose_merge(kept=tam, gone=twin, reason="x", by=unit[Role.INTAKE], at=MORNING)
    answer_merge(merge=merge, confirmed=False, by=unit[Role.HEAD], at=LATER)
    assert found() == []
