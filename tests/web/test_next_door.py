"""Whatever address is typed next door: the neighbour commune learns nothing of this one's people and moves nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from motcua.accounts.models import Role
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.lib import clock
from motcua.people.commands import open_account, propose_merge
from motcua.people.models import Person
from motcua.queues import commands as halls
from tests.dossiers.test_vault import HANDED_IN
from tests.dossiers.test_vault import item as item_of
from tests.factories import delegations, outreach, people, servicedays
from tests.factories import dossiers as make
from tests.factories.copies import OLD_CERTIFICATE, scanned
from tests.factories.dossiers import COPIES, MORNING, Commune
from tests.factories.queues import hall
from tests.web.desks import desk

pytestmark = pytest.mark.django_db
# What must not be read next door: a name, also as lists mask it, numbers, an officer, words typed here.
SECRETS = ("TRẦN THỊ TÁM", "TRẦN THỊ T", "005158004710", "0199123456", "Nguyễn Thị Lan", "Bí mật của Gia Lâm")
# For citizens, each with a token of its own, whoever is signed in beside them.
OPEN = {"citizen", "ticket", "kiosk", "screen", "hall", "display"}
Given = dict[str, Any]


@pytest.fixture
def world() -> Iterator[tuple[Commune, Commune, Given]]:
    """Gia Lâm with something of each kind, its neighbour with somebody in every role, and how each thing is named."""
    clock.begin_at(MORNING)
    home, next_door = make.gia_lam(), make.commune("Bát Tràng", 91, {role: f"Người {role}" for role in Role})
    yield home, next_door, filled(home)
    clock.begin_at(None)


def filled(home: Commune) -> Given:
    lan = home[Role.INTAKE]
    dossier = make.ready(home, submitter=people.person(phone="0199123456"))
    turned = make.submitted(home)
    copied = make.received(home, papers=HANDED_IN)
    copy = scanned(copied, OLD_CERTIFICATE, home)
    visit = visits.start(person_data=people.card().as_json(), by=lan, at=MORNING)
    item = visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    kept = item_of(dossier.submitter, title="Bí mật của Gia Lâm", dossier=dossier)
    account = open_account(
        person=dossier.submitter, proof="CARD", phone="0199123456", consents=True, by=lan, at=MORNING
    )
    merge = propose_merge(
        kept=dossier.submitter, gone=people.person(id_number="005158004711"), reason="Bí mật của Gia Lâm", by=lan,
        at=MORNING,
    )  # fmt: skip
    here = hall(home)
    ticket = here.take(person=dossier.submitter, minute=5)
    slots = halls.open_slots(here.a, MORNING.date(), minutes=30, capacity=2, by=home[Role.ADMIN], at=MORNING)
    appointment = halls.book_slot(slots[-1], phone="0199123456", by=lan, at=MORNING)
    return {
        "dossiers": [dossier, turned, copied], "visit": visit, "item": item, "copy": copy, "kept": kept,
        "account": account, "merge": merge, "line": here.a, "ticket": ticket, "appointment": appointment,
        "device": outreach.tablet(home), "delegation": delegations.lent(home),
        "programme": servicedays.programme(home, name="Bí mật của Gia Lâm"), "document": copied.documents.first(),
    }  # fmt: skip


def addresses(given: Given) -> Iterator[tuple[str, str]]:
    """Every address that names something, filled with what is Gia Lâm's."""
    for entry in get_resolver().url_patterns:
        inside = entry.url_patterns if isinstance(entry, URLResolver) else [entry]
        space = str(getattr(entry, "namespace", "") or "")
        for door in inside:
            if isinstance(door, URLPattern) and door.pattern.converters and space not in OPEN:
                name = f"{space}:{door.name}"
                for said in fillings(name, door.pattern.converters, given):
                    yield name, reverse(name, kwargs={**(door.default_args or {}), **said})


PK = {
    "counter:account": "account", "counter:end_account": "account", "manage:line": "line", "manage:slots": "line",
    "manage:close_slots": "line", "manage:revoke_device": "device", "manage:revoke_delegation": "delegation",
    "office:people_answer": "merge", "counter:queue_act": "ticket", "counter:queue_ticket": "ticket",
    "counter:ticket_story": "ticket", "counter:appointment_act": "appointment",
    "counter:appointment_story": "appointment",
}  # fmt: skip
WORDS = {
    "verb": "confirm",
    "kind": "dossier",
    "which": "helped",
    "span": "day",
    "day": "2026-11-25",
    "queue": "default",
}


def fillings(name: str, wanted: dict[str, Any], given: Given) -> Iterator[dict[str, Any]]:
    for dossier in given["dossiers"]:
        known: dict[str, Any] = WORDS | {
            "code": COPIES if name.startswith("manage:") else dossier.code, "name": dossier.code,
            "item": given["kept"].pk if name == "office:vault_revoke" else given["item"].pk, "copy": given["copy"].pk,
            "place": 0, "about": 0, "document": given["document"].pk, "username": "case-Trần Văn Minh-1",
            "job": 1, "screen": 1, "shop": given["line"].shop_id, "what": "1", "ticket": 1, "language": "vi",
            "pk": given[PK[name]].pk if name in PK else given["programme"].pk,
        }  # fmt: skip
        if name in {"office:paper", "counter:visit_paper"}:
            known["kind"] = "receipt"
        if isinstance(wanted.get("pk"), UUIDConverter):
            known["pk"] = given["visit"].pk
        yield {each: known.get(each, "x") for each in wanted}
        if name.startswith("scans:"):
            known |= {"kind": "visit", "name": str(given["visit"].pk)}
            yield {each: known[each] for each in wanted}


def facts(home: Commune) -> tuple[Any, ...]:
    """What stands of Gia Lâm's dossiers, visits, persons: nobody next door moves it."""
    return (
        list(Dossier.objects.order_by("pk").values()),
        list(Person.objects.order_by("pk").values()),
        Event.objects.filter(stream__startswith="dossier:").count(),
        list(home.authority.units.order_by("pk").values()),
    )


# Who opens pages about people; the others open a part of the same.
@pytest.mark.parametrize("role", [Role.INTAKE, Role.CASHIER, Role.HEAD, Role.SUPERVISOR, Role.ADMIN])
def test_no_address_shows_or_moves_anything_of_the_neighbours(
    world: tuple[Commune, Commune, Given], role: Role
) -> None:
    home, next_door, given = world
    before, client = facts(home), desk(next_door[role])
    told: dict[str, list[str]] = {}

    for name, address in dict.fromkeys(addresses(given)):
        for answer in (client.get(address), client.post(address, {"key": "k", "reason": "x", "words": "x"})):
            page = answer.content.decode(errors="replace")
            opened = ["it opens"] if name.startswith("scans:") and answer.status_code < 300 else []
            if leaked := opened + [secret for secret in SECRETS if secret in page]:
                told[f"{name} {address}"] = leaked

    assert told == {}
    assert facts(home) == before


def test_the_same_addresses_say_it_all_at_home(world: tuple[Commune, Commune, Given]) -> None:
    """What is walked next door would leak if it could: at home the very addresses show every secret."""
    home, _next_door, given = world
    pages = [page for post in (home[Role.INTAKE], home[Role.HEAD]) for page in seen(desk(post), given)]

    assert [secret for secret in SECRETS if not any(secret in page for page in pages)] == []


def seen(client: Client, given: Given) -> Iterator[str]:
    for name, address in addresses(given):
        if name in {"office:dossier", "office:vault", "counter:visit", "counter:account", "manage:service_day"}:
            yield client.get(address).content.decode(errors="replace")
