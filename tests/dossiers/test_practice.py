"""Practice: a world of its own. Every list is walked in both worlds, each with a dossier that could leak."""

from typing import Any

import pypdfium2 as pdfium
import pytest
from django.db.models import Model

from motcua.accounts.models import Role
from motcua.agencies.models import NumberSequence
from motcua.dossiers import issuing
from motcua.dossiers.commands import visits
from motcua.dossiers.commands.sweeping import sweep_day, sweep_practice
from motcua.dossiers.models import Dossier, Paper, PaperKind, SubmittedDocument, Visit
from motcua.dossiers.papers import issue
from motcua.dossiers.queries import board, earlier, finding, inbox, results, watch
from motcua.dossiers.queries import visits as open_visits
from motcua.dossiers.queries.inbox import Which
from motcua.events.models import Event
from motcua.forms.commands import asks_registers, begun
from motcua.forms.models import FilledForm
from motcua.forms.papers import form_pdf
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.payments.commands import pay
from motcua.payments.models import Method, Payment
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune, later

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("on", [False, True], ids=["work", "practice"])


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def everywhere(unit: Commune) -> set[str]:
    """Taken in, handed over, waiting for a signature, ready: one for every list. Return their codes."""
    made = [make.received(unit), make.drafted(unit, COPIES), make.ready(unit)]
    SubmittedDocument.objects.filter(dossier=made[0]).update(kept_at=MORNING)
    return {dossier.code for dossier in made}


def both_worlds(unit: Commune) -> dict[bool, set[str]]:
    made = {}
    for on in (False, True):
        with practice.practising(on=on):
            made[on] = everywhere(unit)
    return made


def seen_in(unit: Commune) -> dict[str, set[str]]:
    """What each list of each desk shows now, as codes."""
    at = later(MORNING, hours=2)
    said: dict[str, set[str]] = {}
    for role, post in unit.posts.items():
        if role is not Role.ADMIN:
            for which in Which:
                said[f"inbox {which} {role}"] = {row.code for row in inbox.page(which, post=post, at=at)[0]}
            said[f"signing {role}"] = set(inbox.waiting_for_decision(post, at=at).values_list("code", flat=True))
    lan = unit[Role.INTAKE]
    for column in board.Column:
        said[f"board {column}"] = {card.code for card in board.column(unit.centre, column)[0]}
    said["originals"] = {paper.dossier.code for paper in watch.originals(post=lan).rows}
    said["still"] = {row.code for row in watch.still(post=lan, at=later(MORNING, days=9)).rows}
    said["doubles"] = {row.code for row in watch.doubles(post=lan).rows}
    said["uncollected"] = {row.code for row in watch.uncollected(post=lan, at=later(MORNING, days=90)).rows}
    said["results"] = set(results.waiting(lan).values_list("code", flat=True))
    for words in ("tran thi tam", "005158004710"):
        said[f"found {words}"] = set(finding.find(words, post=lan, ended=True).values_list("code", flat=True))
    said["authority"] = set(Dossier.objects.of_authority(unit.authority).values_list("code", flat=True))
    return said


@BOTH
def test_no_list_of_any_desk_shows_a_dossier_of_the_other_world(unit: Commune, on: bool) -> None:
    made = both_worlds(unit)

    with practice.practising(on=on):
        seen = seen_in(unit)

    assert {name: codes & made[not on] for name, codes in seen.items() if codes & made[not on]} == {}
    assert set().union(*seen.values()) == made[on]
    assert seen["found tran thi tam"] == seen["found 005158004710"] == seen["authority"] == made[on]


@BOTH
def test_figures_and_counts_are_of_one_world(unit: Commune, on: bool) -> None:
    both_worlds(unit)
    with practice.practising(on=not on):
        everywhere(unit)

    with practice.practising(on=on):
        figures = board.figures(unit.centre, at=later(MORNING, hours=2))
        count = inbox.count(Which.UNIT, post=unit[Role.CASE], at=MORNING)

    assert (figures.received, count) == (3, 3)


@BOTH
def test_what_somebody_said_in_the_other_world_fills_no_form(unit: Commune, on: bool) -> None:
    version = make.version_of(SINGLE_STATUS)
    with practice.practising(on=not on):
        make.received(unit)
    with practice.practising(on=on):
        assert earlier.known(["005158004710"], authority=unit.authority) == {}
        assert version.procedure.code == SINGLE_STATUS


@BOTH
def test_a_visit_stands_at_the_desks_of_its_own_world(unit: Commune, on: bool) -> None:
    lan = unit[Role.INTAKE]
    with practice.practising(on=not on):
        elsewhere = visits.start(person_data={"full_name": "TRẦN THỊ TÁM"}, by=lan, at=MORNING)
        visits.park(elsewhere, by=lan, at=MORNING)
    with practice.practising(on=on):
        assert open_visits.open_at(unit.centre) == []
        assert not Visit.objects.filter(pk=elsewhere.pk).exists()
        mine = visits.start(person_data={"full_name": "TRẦN THỊ TÁM"}, by=lan, at=MORNING)
        assert [visit.id for visit in open_visits.open_at(unit.centre)] == [mine.pk]


def test_work_that_stands_open_is_not_parked_by_practising(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    work = visits.start(person_data={"full_name": "TRẦN THỊ TÁM"}, by=lan, at=MORNING)
    with practice.practising(on=True):
        visits.start(person_data={"full_name": "TRẦN THỊ TÁM"}, by=lan, at=MORNING)

    work.refresh_from_db()
    assert work.parked_at is None


def test_practice_takes_none_of_the_offices_numbers(unit: Commune) -> None:
    def numbers() -> list[str]:
        dossier = make.ready(unit, COPIES)
        paid = pay(dossiers=[dossier], method=Method.CASH, by=unit[Role.INTAKE], at=MORNING)
        slip = issue(dossier=dossier, kind=PaperKind.RECEIPT, by=unit[Role.INTAKE], at=MORNING)
        return [dossier.code, dossier.decisions.get().number, paid[0].number, slip.number]

    with practice.practising(on=True):
        practised = numbers()
    work = numbers()

    assert practised == [*(f"TH-{number}" for number in work[:3]), "1/THUCHANH"]
    assert NumberSequence.objects.exclude(scope__startswith="TH-").exclude(last=1).count() == 0


def test_the_same_payments_table_holds_both_and_a_dossier_of_the_other_world_cannot_be_paid(unit: Commune) -> None:
    with practice.practising(on=True):
        practised = make.ready(unit, COPIES)
    with pytest.raises(Denied):
        pay(dossiers=[practised], method=Method.CASH, by=unit[Role.INTAKE], at=MORNING)
    assert Payment.objects.count() == 0


REAL = {"full_name": "NGƯỜI THẬT", "id_number": "001095000001", "date_of_birth": "1995", "sex": "M", "address": ""}
SYNTHETIC = people.card().as_json()


@pytest.mark.parametrize("said", [REAL, REAL | {"id_number": "", "old_id_number": "012345678"}])
def test_a_real_persons_card_is_refused_while_practising_and_taken_while_working(
    unit: Commune, said: dict[str, Any]
) -> None:
    lan = unit[Role.INTAKE]
    with practice.practising(on=True):
        visit = visits.start(person_data=SYNTHETIC, by=lan, at=MORNING)
        with pytest.raises(Denied, match="chỉ dùng thẻ mẫu"):
            visits.start(person_data=said, by=lan, at=MORNING)
        with pytest.raises(Denied, match="chỉ dùng thẻ mẫu"):
            visits.set_person(visit, person_data=said, by=lan, at=MORNING)
        with pytest.raises(Denied, match="chỉ dùng thẻ mẫu"):
            visits.set_aside_card(visit, person_data=said, by=lan)
        with pytest.raises(Denied, match="chỉ dùng thẻ mẫu"):
            visits.set_behalf(visit, behalf={"person": said}, by=lan, at=MORNING)
        assert [row.person_data for row in Visit.objects.all()] == [SYNTHETIC]
    assert visits.start(person_data=said, by=lan, at=MORNING).person_data == said


def test_papers_drawn_while_practising_say_so_and_others_do_not(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    with practice.practising(on=True):
        practised = issue(dossier=make.received(unit), kind=PaperKind.RECEIPT, by=lan, at=MORNING)
    work = issue(dossier=make.received(unit), kind=PaperKind.RECEIPT, by=lan, at=MORNING)

    assert ("BẢN THỰC HÀNH" in words_of(practised), "BẢN THỰC HÀNH" in words_of(work)) == (True, False)
    assert "TRẦN THỊ TÁM" in words_of(practised)


def words_of(paper: Paper) -> str:
    return text_of(issuing.file_of(paper).read())


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))


def rows_that_stay() -> dict[type[Model], int]:
    return {model: model._base_manager.count() for model in (Dossier, Visit, FilledForm, Payment, Paper)}


def test_a_sweep_takes_every_practice_dossier_before_a_moment_and_nothing_else(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    kept = make.ready(unit, COPIES)
    pay(dossiers=[kept], method=Method.CASH, by=lan, at=MORNING)
    before = rows_that_stay()
    with practice.practising(on=True):
        swept = make.ready(unit, COPIES)
        pay(dossiers=[swept], method=Method.CASH, by=lan, at=MORNING)
        issue(dossier=swept, kind=PaperKind.RECEIPT, by=lan, at=MORNING)
        visits.start(person_data=SYNTHETIC, by=lan, at=MORNING)
        later_one = make.received(unit, at=later(MORNING, days=1))
    events = Event.objects.count()

    assert sweep_practice(before=later(MORNING, hours=12)) == 1
    with practice.practising(on=True):
        assert [dossier.code for dossier in Dossier.objects.all()] == [later_one.code]
        assert not Visit.objects.exists()
    assert rows_that_stay() == before | {Dossier: before[Dossier] + 1}
    assert Event.objects.count() == events
    assert sweep_practice(before=later(MORNING, hours=12)) == 0


def test_the_days_job_sweeps_up_to_the_end_of_that_day(unit: Commune) -> None:
    with practice.practising(on=True):
        make.received(unit)
        today = make.received(unit, at=later(MORNING, days=1))

    assert sweep_day.call(day=MORNING.date().isoformat()) == 1
    with practice.practising(on=True):
        assert [dossier.code for dossier in Dossier.objects.all()] == [today.code]


def test_the_form_printed_before_anything_is_taken_in_says_so_too(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    with practice.practising(on=True):
        visit = visits.start(person_data=SYNTHETIC, by=lan, at=MORNING)
        form = visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING).form
        practised = form_pdf(form, at=MORNING)

    assert "BẢN THỰC HÀNH" in text_of(practised)
    assert "BẢN THỰC HÀNH" not in text_of(form_pdf(form, at=MORNING))


@pytest.mark.parametrize(("on", "demo", "asks"), [(True, False, False), (True, True, True), (False, False, True)])
def test_who_practises_asks_no_register_about_anybody_but_the_demonstrations(
    settings: Any, on: bool, demo: bool, asks: bool
) -> None:
    settings.MOTCUA_DEMO = demo
    form = begun(procedure_version=make.version_of(SINGLE_STATUS), at=MORNING)

    with practice.practising(on=on):
        assert asks_registers(form, person_data=people.card().as_json()) is asks
