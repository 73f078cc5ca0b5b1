"""What an administrator does with a draft: begins one, reads a part of it, saves it with something changed."""

import uuid
from typing import Any

from django.test import Client
from django.utils.html import strip_tags

from motcua.procedures.models import ProcedureVersion
from tests.factories.dossiers import COPIES
from tests.web.desks import text

DRAFT = f"/manage/procedures/{COPIES}/draft/"


def key() -> dict[str, str]:
    return {"key": str(uuid.uuid4())}


def begun(client: Client, code: str = COPIES) -> str:
    """Begin a draft as the button does; its address."""
    response: Any = client.post(f"/manage/procedures/{code}/propose/", key())
    assert response.status_code == 302
    return str(response["Location"])


def drawn(client: Client, part: str, draft: str = DRAFT) -> dict[str, Any]:
    """What the page of a part would send if nothing were changed."""
    context: Any = client.get(f"{draft}{part}/").context
    forms, sent = context["forms"], {"seen": context["seen"], **key()}
    rows = (forms.rows.management_form, *forms.rows) if forms.rows else ()
    for form in (forms.plain or (), *rows):
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None or value is False else "on" if value is True else str(value)
    return {
        name: value
        for name, value in sent.items()
        if not (value == "" and name.endswith(("required", "ask", "DELETE", "gives_result", "settled_at_once")))
    }


def save(client: Client, part: str, draft: str = DRAFT, **changes: str) -> Any:
    return client.post(f"{draft}{part}/", drawn(client, part, draft) | changes)


def words(response: Any) -> str:
    return " ".join(strip_tags(text(response)).split())


def the_draft() -> ProcedureVersion:
    return ProcedureVersion.objects.drafts().get()
