"""What was written before a rule was there is put right when the program is renewed."""

from importlib import import_module

import pytest
from django.apps import apps

from motcua.accounts.models import Role
from motcua.agencies.models import NumberSequence
from motcua.dossiers import papers
from motcua.dossiers.commands import approve_apology, propose_apology, reopen, withdraw
from motcua.dossiers.models import Dossier, Paper, PaperKind, StopNotice
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db
NINE = moment("2026-11-25 09:00")
REOPENED = moment("2026-12-07 08:00")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def renewed(migration: str, function: str) -> None:
    getattr(import_module(f"motcua.dossiers.migrations.{migration}"), function)(apps, None)


def stops_renewed() -> None:
    renewed("0009_each_stop_its_notice", "papers_are_about_their_notice")


def printed(dossier: Dossier, unit: Commune, *, about: int) -> Paper:
    """A stop notice as it was printed when it only said which stop it told of."""
    pk, at = StopNotice.objects.filter(dossier=dossier).latest("at").pk, later(REOPENED, days=1)
    paper = papers.issue(dossier=dossier, kind=PaperKind.STOP_NOTICE, by=unit[Role.INTAKE], at=at, about=pk)
    Paper.objects.filter(pk=paper.pk).update(about=about)
    return paper


def test_a_paper_of_the_only_stop_is_about_its_notice(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    for dossier in (make.at_work(unit), make.at_work(unit)):
        withdraw(dossier=dossier, asked_by_name="TÁM", reason="Thôi.", by=lan, at=NINE)
        printed(Dossier.objects.get(pk=dossier.pk), unit, about=0)

    stops_renewed()

    found = Paper.objects.order_by("pk").values_list("dossier", "about")
    assert list(found) == list(StopNotice.objects.order_by("pk").values_list("dossier", "pk"))


def test_the_earlier_stop_has_its_notice_from_the_event_and_its_paper_is_about_it(unit: Commune) -> None:
    lan, again = unit[Role.INTAKE], later(REOPENED, hours=1)
    dossier = withdraw(dossier=make.at_work(unit), asked_by_name="TÁM", reason="Thôi.", by=lan, at=NINE)
    first = printed(dossier, unit, about=0)
    reopen(dossier=dossier, ground="Đổi ý.", by=unit[Role.APPROVER], at=REOPENED)
    dossier = withdraw(dossier=Dossier.objects.get(), asked_by_name="LAN", reason="Lại thôi.", by=lan, at=again)
    second = printed(dossier, unit, about=1)
    # As it was: one notice, with the words of the last stop.
    StopNotice.objects.filter(reason="Thôi.").delete()

    stops_renewed()

    said = [(each.asked_by_name, each.reason, each.by, each.at) for each in dossier.stop_notices.all()]
    assert said == [("TÁM", "Thôi.", lan, NINE), ("LAN", "Lại thôi.", lan, again)]
    for paper in (first, second):
        paper.refresh_from_db()
    assert [each.pk for each in dossier.stop_notices.all()] == [first.about, second.about]


def test_what_was_accepted_before_the_books_gets_its_line_after_those_that_have_one(unit: Commune) -> None:
    oldest, second, kept, practised = (make.received(unit, at=later(MORNING, days=each)) for each in range(4))
    other, waits = make.received(unit, COPIES, later(MORNING, days=4)), make.submitted(unit)
    Dossier.objects.exclude(pk=kept.pk).update(book_sector="", book_year=None, book_ordinal=None)
    Dossier.objects.filter(pk=kept.pk).update(book_ordinal=1)
    Dossier.objects.filter(pk=practised.pk).update(training=True)
    books = NumberSequence.objects.filter(scope__startswith="book:")
    books.filter(scope=f"book:{unit.centre.code}:{kept.book_sector}").update(last=1)
    books.exclude(last=1, scope__endswith=kept.book_sector).delete()

    renewed("0011_what_was_before", "lines_in_the_books")

    assert other.procedure_version.definition.sector != kept.book_sector
    said = dict(Dossier.every.values_list("pk", "book_ordinal"))
    own = {oldest.pk: 2, second.pk: 3, kept.pk: 1, other.pk: 1}
    assert said == own | {practised.pk: None, waits.pk: None}
    assert set(Dossier.objects.filter(received_at__isnull=False).values_list("book_year", flat=True)) == {2026}
    assert make.received(unit, at=later(MORNING, days=6)).book_ordinal == 4


def test_a_result_that_was_ready_before_is_judged(unit: Commune) -> None:
    early, late, open_still = make.ready(unit), make.ready(unit), make.at_work(unit)
    Dossier.objects.filter(pk=late.pk).update(due_at=moment("2026-11-20 09:00"))
    Dossier.objects.update(punctuality="")

    renewed("0011_what_was_before", "judgements")

    said = dict(Dossier.objects.values_list("pk", "punctuality"))
    assert said == {early.pk: "EARLY", late.pk: "LATE", open_still.pk: ""}


def test_an_appointment_that_a_reopening_made_void_is_taken_away_and_no_other(unit: Commune) -> None:
    new = moment("2026-12-02 10:00")
    rows = []
    for _each in range(2):
        row = propose_apology(dossier=make.at_work(unit), reason="Bão.", new_due_at=new, by=unit[Role.CASE], at=NINE)
        row = approve_apology(dossier=row, by=unit[Role.APPROVER], at=later(NINE, minutes=5))
        lan, at = unit[Role.INTAKE], later(NINE, hours=1)
        rows.append(withdraw(dossier=row, asked_by_name="TÁM", reason="Thôi.", by=lan, at=at))
    reopen(dossier=rows[0], ground="Đổi ý.", by=unit[Role.APPROVER], at=REOPENED)
    Dossier.objects.update(reappointed_at=new)

    renewed("0011_what_was_before", "void_appointments")

    assert dict(Dossier.objects.values_list("pk", "reappointed_at")) == {rows[0].pk: None, rows[1].pk: new}
