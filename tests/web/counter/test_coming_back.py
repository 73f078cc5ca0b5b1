"""Whoever was sent home and sent what was missing before they came again is not asked for it a second time."""

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.commands import supplement
from motcua.dossiers.models import Dossier, Visit
from motcua.dossiers.states import State
from motcua.events.models import Event
from tests.factories.dossiers import MORNING, Commune, later
from tests.web.counter.test_turning import sent_home, url, without_papers

pytestmark = pytest.mark.django_db


def test_what_was_answered_before_they_came_is_accepted_with_its_code_and_answered_once(
    lan: Client, gia_lam: Commune
) -> None:
    asked = sent_home(lan, without_papers(lan))
    by_post = later(MORNING, minutes=10)
    supplement(dossier=asked, answer="Gửi bưu điện đủ giấy tờ.", by=gia_lam[Role.INTAKE], at=by_post)

    lan.post(f"/counter/waiting/{asked.code}/", {})
    visit = Visit.objects.get(ended_at=None)
    item = visit.items.get()
    every = [each.key for each in item.procedure_version.definition.requirements]
    sent = {"version": str(visit.version), "papers_shown": str(item.pk), f"paper.{item.pk}": every}
    lan.post(url(visit, "accept/"), {**sent, "confirm.how": "IN_PERSON", "key": "back"})

    dossier = Dossier.objects.get()
    assert (dossier.code, dossier.state) == (asked.code, State.RECEIVED)
    answered = dossier.supplement_requests.get()
    assert (answered.answer, answered.answered_at) == ("Gửi bưu điện đủ giấy tờ.", by_post)
    names = Event.objects.filter(stream=dossier.stream).order_by("seq").values_list("name", flat=True)
    assert list(names) == [
        "dossier.submitted", "dossier.supplement_asked", "dossier.supplemented", "dossier.received",
    ]  # fmt: skip


def test_half_of_it_sent_is_asked_for_again_under_the_same_code(lan: Client, gia_lam: Commune) -> None:
    first = sent_home(lan, without_papers(lan))
    by_post = later(MORNING, minutes=10)
    supplement(dossier=first, answer="Gửi một nửa.", by=gia_lam[Role.INTAKE], at=by_post)
    lan.post(f"/counter/waiting/{first.code}/", {})

    again = sent_home(lan, Visit.objects.get(ended_at=None))

    assert (again.pk, again.state) == (first.pk, State.AWAITING_SUPPLEMENT)
    assert list(again.supplement_requests.order_by("id").values_list("answer", flat=True)) == ["Gửi một nửa.", ""]
