"""The second screen: paired by a code that cannot be guessed, bound to one counter, signed by the citizen alone."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.documents.models import StoredFile
from motcua.dossiers.commands import screens, visit_answers, visits
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import Screen, Visit
from motcua.forms.models import ConfirmedHow
from motcua.forms.papers import form_pdf
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, Commune, later

pytestmark = pytest.mark.django_db
STROKES = [[(x * 20, 100 + x) for x in range(30)]]
COPY = {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def waiting(at: dt.datetime = MORNING) -> Screen:
    return screens.begin(at=at)[0]


def paired(unit: Commune, at: dt.datetime = MORNING) -> Screen:
    return screens.pair(code=waiting(at).code, by=unit[Role.INTAKE], at=at)


def filled(unit: Commune, *, complete: bool = True) -> Visit:
    lan = unit[Role.INTAKE]
    visit = visits.start(person_data=people.card().as_json() | {"source": "card"}, by=lan, at=MORNING)
    item = visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    if complete:
        answers(unit, visit, **COPY)
    assert item.visit_id == visit.pk
    return visit


def answers(unit: Commune, visit: Visit, **values: str) -> None:
    said = Said(items={visit.items.get().pk: SaidOfItem(values=values)})
    visit_answers.answer(visit, said=said, by=unit[Role.INTAKE], at=MORNING)


def shown(visit: Visit) -> str:
    return screens.digest_of_forms(list(visit.items.select_related("form__version")))


def signs(screen: Screen, visit: Visit, **changes: Any) -> None:
    said: dict[str, Any] = {"visit_id": str(visit.pk), "seen": shown(visit), "strokes": STROKES, "at": MORNING}
    screens.confirm_by_touch(screen, **(said | changes))


def test_a_code_pairs_once_and_only_the_digest_of_the_token_is_kept(unit: Commune) -> None:
    screen, token = screens.begin(at=MORNING)
    code = screen.code
    kept = screens.pair(code=f" {code[:3]} {code[3:]}", by=unit[Role.INTAKE], at=MORNING)

    assert (kept.pk, kept.counter, kept.code) == (screen.pk, unit[Role.INTAKE].counter, "")
    assert (kept.token_digest, token in str(kept.__dict__)) == (screens.digest_of(token), False)
    with pytest.raises(Denied):
        screens.pair(code=code, by=unit[Role.INTAKE], at=MORNING)


def test_a_code_that_nobody_typed_is_worth_nothing_after_ten_minutes(unit: Commune) -> None:
    old = waiting()
    with pytest.raises(Denied, match="mã đổi sau mười phút"):
        screens.pair(code=old.code, by=unit[Role.INTAKE], at=later(MORNING, minutes=11))
    waiting(later(MORNING, minutes=11))
    assert not Screen.objects.filter(pk=old.pk).exists()


def test_who_guesses_is_stopped_after_five_tries_even_with_the_right_code(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    right = waiting().code
    wrong = "111111" if right != "111111" else "222222"
    for said in (wrong, "", "abc", wrong, wrong):
        with pytest.raises(Denied):
            screens.pair(code=said, by=lan, at=MORNING)
    with pytest.raises(Denied, match="chờ 15 phút"):
        screens.pair(code=right, by=lan, at=MORNING)
    assert screens.pair(code=waiting(later(MORNING, minutes=16)).code, by=lan, at=later(MORNING, minutes=16))


def test_only_a_post_with_a_counter_pairs_and_only_its_own_counter_is_cut_off(unit: Commune) -> None:
    without = make.post(unit.centre, Role.INTAKE, "Không Quầy")
    beside = make.post(
        unit.centre,
        Role.INTAKE,
        "Bên Cạnh",
        counter=Counter.objects.create(centre=unit.centre, number=2, name="Quầy 2"),
    )
    for post in (without, unit[Role.CASE]):
        with pytest.raises(Denied):
            screens.pair(code=waiting().code, by=post, at=MORNING)
    screen = paired(unit)
    for post in (beside, without):
        with pytest.raises(Denied):
            screens.revoke(screen=screen, by=post, at=MORNING)
    screens.revoke(screen=screen, by=unit[Role.INTAKE], at=MORNING)
    with pytest.raises(Denied):
        signs(screen, filled(unit))


def test_not_more_devices_wait_than_an_office_has(unit: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    Screen.objects.bulk_create(
        Screen(token_digest=f"{number}", code=f"{number:06d}", made_at=MORNING) for number in range(200)
    )
    with pytest.raises(Denied, match="quá nhiều"):
        screens.begin(at=MORNING)
    assert waiting(later(MORNING, minutes=11)).code


def test_a_code_in_use_is_not_given_again(unit: Commune, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = iter([7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _most: next(numbers))
    assert [waiting().code, waiting().code] == ["000007", "000008"]


def test_the_citizen_signs_exactly_what_the_screen_showed(unit: Commune) -> None:
    screen, visit = paired(unit), filled(unit)
    signs(screen, visit)

    form = visit.items.get().form
    assert (form.confirmed_how, form.confirmed_by_name, form.confirmed_at) == ("SCREEN", "TRẦN THỊ TÁM", MORNING)
    assert form.signature is not None
    assert form.signature.read().startswith(b"<svg ")


def test_what_changed_meanwhile_is_not_signed(unit: Commune) -> None:
    screen, visit = paired(unit), filled(unit)
    seen = shown(visit)
    answers(unit, visit, **{"gt.so_ban": "9"})
    with pytest.raises(Denied, match="vừa được sửa"):
        signs(screen, visit, seen=seen)
    assert visit.items.get().form.confirmed_how == ""


def test_a_later_correction_takes_the_signature_away_and_the_same_answer_does_not(unit: Commune) -> None:
    screen, visit = paired(unit), filled(unit)
    signs(screen, visit)
    answers(unit, visit, **COPY)
    assert visit.items.get().form.confirmed_how == "SCREEN"
    answers(unit, visit, **{"gt.so_ban": "9"})
    form = visit.items.get().form
    assert (form.confirmed_how, form.signature, form.confirmed_digest) == ("", None, "")


def test_another_person_takes_the_signature_away(unit: Commune) -> None:
    screen, visit = paired(unit), filled(unit)
    signs(screen, visit)
    other = people.card(full_name="NGUYỄN THỊ KHÁC", id_number="003158004711").as_json()
    visits.set_person(visit, person_data=other, by=unit[Role.INTAKE], at=MORNING)

    assert visit.items.get().form.signature is None


def test_what_is_incomplete_parked_ended_or_anothers_is_not_signed(unit: Commune) -> None:
    lan, screen = unit[Role.INTAKE], paired(unit)
    incomplete = filled(unit, complete=False)
    with pytest.raises(Denied, match="chưa điền"):
        signs(screen, incomplete)
    visit = filled(unit)  # the incomplete one is parked by it
    with pytest.raises(Denied, match="không còn mở"):
        signs(screen, incomplete)
    with pytest.raises(Denied, match="không còn mở"):
        signs(waiting(), visit)
    visits.park(visit, by=lan, at=MORNING)
    with pytest.raises(Denied, match="không còn mở"):
        signs(screen, visit)


def test_an_officer_cannot_say_that_a_screen_was_signed(unit: Commune) -> None:
    visit = filled(unit)
    with pytest.raises(Denied):
        visit_answers.confirm(visit, how=ConfirmedHow.SCREEN, by=unit[Role.INTAKE], at=MORNING)
    visit_answers.answer(visit, said=Said(items={}, confirmed_how="SCREEN"), by=unit[Role.INTAKE], at=MORNING)
    assert visit.items.get().form.confirmed_how == ""
    what = TakenAtOnce(
        version=make.version_of(COPIES), person_data=people.card().as_json(), values=COPY, confirmed_how="SCREEN"
    )
    with pytest.raises(Denied):
        take_in_at_once(what=what, key="k", by=unit[Role.INTAKE], at=MORNING)


def test_the_citizen_points_at_a_field_until_it_is_changed(unit: Commune) -> None:
    screen, visit = paired(unit), filled(unit)
    item = visit.items.get()
    for _twice in range(2):
        screens.ask_change(screen, visit_id=str(visit.pk), item_id=item.pk, field="gt.so_ban")
    item.refresh_from_db()
    assert item.change_asked == ["gt.so_ban"]
    answers(unit, visit, **(COPY | {"gt.so_trang": "4"}))  # the page sends every question along
    item.refresh_from_db()
    assert item.change_asked == ["gt.so_ban"]
    for key, field in ((item.pk, "no.field"), (0, "gt.so_ban")):
        with pytest.raises(Denied):
            screens.ask_change(screen, visit_id=str(visit.pk), item_id=key, field=field)

    answers(unit, visit, **{"gt.so_ban": "9"})
    item.refresh_from_db()
    assert item.change_asked == []


@pytest.mark.parametrize("practising", [True, False])
def test_a_screen_of_practice_never_signs_work_nor_one_of_work_practice(unit: Commune, *, practising: bool) -> None:
    with practice.practising(on=practising):
        screen = paired(unit)
        own = filled(unit)
    with practice.practising(on=not practising):
        other = filled(unit)
        for said in (own, other):
            with pytest.raises(Denied, match="không còn mở"):
                screens.ask_change(screen, visit_id=str(said.pk), item_id=said.items.get().pk, field="gt.so_ban")
            with pytest.raises(Denied, match="không còn mở"):
                signs(screen, said)
    with practice.practising(on=practising):
        with pytest.raises(Denied, match="không còn mở"):
            signs(screen, other)
        signs(screen, own)
    assert (own.items.get().form.confirmed_how, other.items.get().form.confirmed_how) == ("SCREEN", "")


def test_the_signature_stands_on_the_printed_form(unit: Commune) -> None:
    screen, visit = paired(unit), filled(unit)
    before = form_pdf(visit.items.get().form, at=MORNING)
    signs(screen, visit)
    after = form_pdf(visit.items.get().form, at=MORNING)

    assert ("Chữ ký của" in _alt(before), StoredFile.objects.count()) == (False, 1)
    assert len(after) > len(before)


def _alt(pdf: bytes) -> str:
    return pdf.decode("latin-1")
