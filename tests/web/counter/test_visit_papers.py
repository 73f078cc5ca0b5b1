"""Papers of a whole visit over HTTP: from two accepted dossiers on, for the centre's own desks, each access noted."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.commands.intake import take_in_all
from motcua.dossiers.models import Dossier, Paper, Visit
from motcua.events.models import Access
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune, later
from tests.web.counter.visiting import taken_in
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


def basket(unit: Commune) -> Visit:
    """Bà Tám's visit with two matters, both taken in."""
    visit = Visit.objects.create(
        centre=unit.centre, officer=unit[Role.INTAKE], started_at=MORNING, ended_at=later(MORNING, minutes=9)
    )
    intakes = [make.intake(code, visit=visit) for code in (COPIES, EXTRACT)]
    take_in_all(intakes=intakes, by=unit[Role.INTAKE], at=MORNING)
    return visit


def opened(client: Client, visit: Visit, kind: str) -> Any:
    return client.get(f"/counter/visits/{visit.pk}/papers/{kind}/")


@pytest.mark.parametrize("kind", ["receipt", "record"])
def test_a_common_paper_is_offered_opened_and_the_same_bytes_again(lan: Client, gia_lam: Commune, kind: str) -> None:
    visit = basket(gia_lam)
    assert f"/counter/visits/{visit.pk}/papers/{kind}/" in lan.get(f"/counter/visits/{visit.pk}/done/").content.decode()

    first, again = opened(lan, visit, kind), opened(lan, visit, kind)

    assert (first.headers["content-type"], first.content[:5]) == ("application/pdf", b"%PDF-")
    assert first.headers["content-disposition"] == f'inline; filename="{kind}.pdf"'
    assert again.content == first.content
    assert Paper.objects.count() == 1


def test_opening_one_is_noted_at_every_dossier_of_the_visit(lan: Client, gia_lam: Commune) -> None:
    visit = basket(gia_lam)
    Access.objects.all().delete()

    opened(lan, visit, "receipt")

    noted = Access.objects.filter(purpose="In giấy tờ").values_list("subject", flat=True)
    assert sorted(noted) == sorted(each.stream for each in Dossier.objects.all())


def test_one_dossier_alone_is_offered_none_and_told_why(lan: Client) -> None:
    visit = taken_in(lan)
    assert f"/counter/visits/{visit.pk}/papers/" not in lan.get(f"/counter/visits/{visit.pk}/done/").content.decode()

    answer = opened(lan, visit, "receipt")

    page = answer.content.decode()
    assert (answer.status_code, "Giấy chung cần từ hai hồ sơ" in page) == (409, True)
    assert f"/counter/visits/{visit.pk}/done/" in page
    assert not Paper.objects.exists()


def test_the_neighbour_gets_nothing_and_there_are_no_other_papers(lan: Client, gia_lam: Commune) -> None:
    visit = basket(gia_lam)
    stranger = desk(make.bat_trang()[Role.INTAKE])

    assert opened(lan, visit, "result").status_code == 404
    assert opened(stranger, visit, "receipt").status_code in {403, 404}
    assert not Paper.objects.exists()
