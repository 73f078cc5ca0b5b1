"""What another authority settles stands on the board by its due time, without a colour: that clock is not ours."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import board
from motcua.lib import clock
from tests.dossiers.test_elsewhere import arrived, settled, taken
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune, later, moment
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
NEXT_DAY = moment("2026-11-26 09:00")


@pytest.fixture
def here() -> Iterator[Commune]:
    clock.begin_at(NEXT_DAY)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def there() -> Commune:
    return make.bat_trang()


def cards(unit: Commune) -> dict[str, Any]:
    columns = desk(unit[Role.INTAKE]).get("/counter/board/").context["columns"]
    return {card.code: card for column in columns for card in column.cards}


def test_only_our_own_broken_promise_is_red(here: Commune, there: Commune) -> None:
    own = make.received(here, COPIES, MORNING)
    theirs = arrived(here, there, MORNING, later(MORNING, minutes=20))

    shown = cards(here)

    assert (shown[own.code].tone, shown[own.code].promised_at) == ("late", own.promised_at)
    card = shown[theirs.code]
    assert (card.tone, card.promised_at, card.law_at) == ("", None, theirs.due_at)
    assert card.who.startswith(theirs.competent_agency.short_name)
    # One card, and the figure's name.
    assert text(desk(here[Role.INTAKE]).get("/counter/board/")).count("trễ ") == 2


def test_what_waits_for_its_clock_has_no_due_time(here: Commune, there: Commune) -> None:
    dossier = taken(here, there)
    assert (cards(here)[dossier.code].law_at, cards(here)[dossier.code].tone) == (None, "")


def test_in_time_is_said_of_our_own_dossiers_only(here: Commune, there: Commune) -> None:
    theirs = settled(here, there)
    Dossier.objects.filter(pk=theirs.pk).update(punctuality="LATE", fee_due=0)
    for dossier in (theirs, make.ready(here)):
        make.handed_to_tam(Dossier.objects.get(pk=dossier.pk), here, later(NEXT_DAY, minutes=-20))

    figures = board.figures(here.centre, at=NEXT_DAY)

    assert (figures.delivered, figures.own, figures.in_time) == (2, 1, 1)
    assert "1/1" in text(desk(here[Role.INTAKE]).get("/counter/board/"))
