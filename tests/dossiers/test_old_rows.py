"""What was written before a rule was there is put right when the program is renewed."""

from importlib import import_module

import pytest
from django.apps import apps

from motcua.accounts.models import Role
from motcua.dossiers import papers
from motcua.dossiers.commands import reopen, withdraw
from motcua.dossiers.models import Dossier, Paper, PaperKind, StopNotice
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, later, moment

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
