"""Forms are loaded with the catalogue: again without harm, a changed one as a new version."""

import datetime as dt

import pytest

from motcua.forms.models import FormVersion
from motcua.forms.seed import load_forms
from tests.factories import dossiers as make

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


def test_loading_again_makes_nothing_new() -> None:
    make.version_of("2.000815")
    assert load_forms(on=TODAY) == 1
    assert load_forms(on=TODAY) == 0
    form = FormVersion.objects.get()
    assert (form.procedure_code, form.number, form.valid_from) == ("2.000815", 1, make.SINCE)


def test_a_form_that_changed_holds_from_today_and_the_old_one_stays() -> None:
    make.version_of("2.000815")
    load_forms(on=TODAY)
    FormVersion.objects.update(digest="as it was before")
    assert load_forms(on=TODAY) == 1
    assert list(FormVersion.objects.order_by("number").values_list("number", "valid_from")) == [
        (1, make.SINCE),
        (2, TODAY),
    ]


def test_a_repealed_procedure_has_no_form() -> None:
    make.repealed_version()
    assert load_forms(on=TODAY) == 0
