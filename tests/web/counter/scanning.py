"""What Lan presses in «Bản quét»: the part of a visit or of a dossier."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import (
    DigitalCopy,
    Dossier,
    Visit,
)
from tests.factories.dossiers import MORNING, Commune
from tests.web.counter import visiting

PAPER = "ban_sao"


def address(owner: Visit | Dossier, rest: str = "") -> str:
    return f"/scans/visit/{owner.pk}/{rest}" if isinstance(owner, Visit) else f"/scans/dossier/{owner.code}/{rest}"


def id_of(owner: Visit | Dossier, key: str) -> str:
    if isinstance(owner, Visit):
        return f"{owner.items.get().pk}.{key}"
    return str(owner.documents.get(key=key).pk)


def upload(content: bytes, name: str = "quet.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def does(client: Client, owner: Visit | Dossier, do: str, key: str = PAPER, **said: Any) -> Any:
    """Press a button of a component."""
    return client.post(address(owner, "act/"), {"component": id_of(owner, key), "do": do} | said)


def copy_of(owner: Visit | Dossier) -> DigitalCopy:
    rows = DigitalCopy.objects.filter(replaced_at=None)
    return rows.get(item__visit=owner) if isinstance(owner, Visit) else rows.get(document__dossier=owner)


def accept(client: Client, visit: Visit) -> Any:
    said = visiting.answers(visit, **visiting.COPY) | {"key": f"taken {visit.pk}", "confirm.how": "IN_PERSON"}
    # As the page sends it when every tick was taken away again.
    said |= {"papers_shown": str(visit.items.get().pk)}
    said |= {f"paper.{visit.items.get().pk}": "ban_chinh"}
    return client.post(f"/counter/visits/{visit.pk}/accept/", said)


def officer(unit: Commune) -> dict[str, Any]:
    return {"by": unit[Role.INTAKE], "at": MORNING}
