"""A number that a page sends back is a number in every language: a key of four digits is not written 1,234."""

from collections.abc import Iterator

import pytest
from django.template import engines
from django.utils import translation

from motcua.accounts.models import Role
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.mark.parametrize("language", ["vi", "en", "zh-hans"])
def test_no_language_writes_a_key_with_a_mark_in_it(language: str) -> None:
    with translation.override(language):
        written = engines["django"].from_string('<input value="{{ key }}">').render({"key": 1234567})

    assert written == '<input value="1234567">'


def test_two_rows_with_long_keys_are_put_together_from_an_english_page(unit: Commune) -> None:
    for key, number in ((12345, "005158004710"), (12346, None)):
        make.received(unit, submitter=people.person(pk=key, id_number=number))
    lan = desk(unit[Role.INTAKE])

    with translation.override("en"):
        lan.post("/i18n/setlang/", {"language": "en"})
        page = text(lan.get("/office/people/"))
        years = text(desk(unit[Role.ADMIN]).get("/manage/calendar/?year=2026"))

    assert 'value="12345-12346"' in page or 'value="12346-12345"' in page
    assert 'href="?year=2027"' in years
