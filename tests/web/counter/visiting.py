"""What an officer does with a visit, as the page sends it."""

from typing import cast

from django.test import Client

from motcua.dossiers.models import Visit, VisitItem
from motcua.forms.values import Kept
from tests.factories.dossiers import COPIES
from tests.factories.people import TAM_TEXT

COPY = {"gt__ten": "2", "gt__so_trang": "3", "gt__so_ban": "2", "gt__ban_dien_tu": "2"}
"""Two copies of three pages."""


def look(client: Client, text: str, visit: Visit | None = None) -> Visit:
    """Scan or type `text`; return the visit that is open then."""
    client.post("/counter/look/", {"text": text} | ({"visit": visit.pk} if visit else {}))
    return Visit.objects.order_by("-started_at", "-version").get(ended_at=None, parked_at=None)


def answers(visit: Visit, **said: str) -> dict[str, str]:
    """Return what the form of the only procedure sends: gt__ten="2" for the field gt.ten."""
    item = visit.items.get()
    return {"version": str(visit.version)} | {f"f.{item.pk}.{name.replace('__', '.')}": v for name, v in said.items()}


def values_of(item: VisitItem) -> Kept:
    """Return what the form of an item holds."""
    return cast("Kept", item.form.values)


def ready(client: Client) -> Visit:
    """Bà Tám wants two copies of three pages, and has confirmed."""
    visit = look(client, COPIES, look(client, TAM_TEXT))
    client.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **COPY) | {"confirm.how": "IN_PERSON"})
    return visit


def taken_in(client: Client) -> Visit:
    """Bà Tám's copies, taken in; the fee is still owed."""
    visit = ready(client)
    said = answers(visit, **COPY) | {"key": "taken in", "confirm.how": "IN_PERSON"}
    client.post(f"/counter/visits/{visit.pk}/accept/", said)
    visit.refresh_from_db()
    return visit
