"""Sitting at a desk, and sending what its page sends."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier


def desk(post: Post) -> Client:
    """The browser of who holds a post."""
    client = Client()
    client.force_login(post.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(dossier: Dossier, rest: str = "") -> str:
    """The address of a dossier's page, or of something below it."""
    return f"/office/dossiers/{dossier.code}/{rest}"


def press(client: Client, dossier: Dossier, verb: str, **said: Any) -> HttpResponse:
    """Send a verb as the page drawn now would: with its version and a key of its own."""
    now = Dossier.objects.get(pk=dossier.pk)
    sent = {"version": now.version, "key": str(uuid.uuid4())} | said
    return client.post(url(dossier, f"{verb}/"), sent)  # type: ignore[return-value]


def text(response: Any) -> str:
    """What the page says."""
    return str(response.content.decode())
