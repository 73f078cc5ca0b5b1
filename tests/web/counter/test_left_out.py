"""On a service day the officer may say at the counter why this one is not promised for today."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.servicedays.commands import exclude
from motcua.servicedays.models import Exclusion, ExclusionKind, LeftOut, Promise
from tests.factories.dossiers import COPIES, SINGLE_STATUS, Commune
from tests.factories.servicedays import SUNDAY, service_day
from tests.web.counter.visiting import COPY, answers, ready
from tests.web.desks import text

pytestmark = pytest.mark.django_db
WORDS = "phải kiểm tra thực tế"


def excluded(unit: Commune, code: str) -> Exclusion:
    said: dict[str, Any] = {"kind": ExclusionKind.FIELD_CHECK, "words": WORDS, "procedure_code": code}
    return exclude(programme=service_day(unit), by=unit[Role.SUPERVISOR], at=SUNDAY, **said)


def test_it_is_said_on_the_page_heard_at_once_and_kept_at_acceptance(gia_lam: Commune, lan: Client) -> None:
    reason = excluded(gia_lam, COPIES)
    visit = ready(lan)
    page, item = f"/counter/visits/{visit.pk}/", visit.items.get()
    first = text(lan.get(page))
    assert (f'name="left_out.{item.pk}"' in first, "Trả trong buổi này" in first) == (True, True)

    said = answers(visit, **COPY) | {f"left_out.{item.pk}": str(reason.pk)}
    assert f"Không trả trong hôm nay, vì {WORDS}." in text(lan.post(f"{page}answer/", said, follow=True))
    assert lan.post(f"{page}answer/", said | {f"left_out.{item.pk}": "999"}).status_code == 409
    assert LeftOut.objects.get().exclusion == reason
    lan.post(f"{page}answer/", said | {f"left_out.{item.pk}": ""})
    assert not LeftOut.objects.exists()

    lan.post(f"{page}accept/", said | {"key": "k", "confirm.how": "IN_PERSON"})
    row = Promise.objects.get()
    assert (row.state, row.reason) == ("NONE", WORDS)


def test_nothing_is_asked_where_the_programme_has_no_such_reason(gia_lam: Commune, lan: Client) -> None:
    excluded(gia_lam, SINGLE_STATUS)
    visit = ready(lan)
    assert "left_out." not in text(lan.get(f"/counter/visits/{visit.pk}/"))
