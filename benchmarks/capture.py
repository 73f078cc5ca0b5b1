"""Run in an installation's environment: note the SQL of one whole intake as the application sends it, print it pickled.

Every number and code that belongs to this one intake is noted by name, so that a bare driver can send the same
statements again with others.
"""

import json
import os
import pickle
import sys
from typing import Any

import django
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.test import Client

from benchmarks.people import card, number_of
from tests.concurrency.intakes import intake

ROWS = {"forms_filledform": 1_000_000_000, "people_person": 1_100_000_000, "dossiers_dossier": 1_200_000_000}
LINE_OF_THE_BOOK = 1_300_000_000


def _far_apart() -> None:
    """Let the next rows get numbers that nothing else can be mistaken for."""
    with connection.cursor() as cursor:
        for table, start in ROWS.items():
            if connection.vendor == "sqlite":
                cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [start, table])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, start])
    books = apps.get_model("agencies", "NumberSequence").objects.filter(scope__startswith="book:")
    books.update(last=LINE_OF_THE_BOOK)


def _plain(value: Any) -> Any:
    """Return a parameter as a driver alone knows it: PostgreSQL's JSON as a pair, a choice as its text."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if hasattr(value, "obj"):
        return "json", json.loads(json.dumps(value.obj, cls=DjangoJSONEncoder))
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return str.__str__(value) if isinstance(value, str) else value


def capture() -> dict[str, Any]:
    """Return the statements of one intake and what in them is its own."""
    user = get_user_model().objects.get(username="lan")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    sent: list[tuple[str, list[Any]]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, [_plain(each) for each in params or ()]))
        return execute(sql, params, many, context)

    client.post("/counter/intake/", intake(card(999_998), "capture-0"), headers={"accept": "application/json"})
    _far_apart()
    with connection.execute_wrapper(note):
        form = intake(card(999_999), "capture-1")
        answer = client.post("/counter/intake/", form, headers={"accept": "application/json"}).json()
    dossier = apps.get_model("dossiers", "Dossier").objects.get(code=answer["code"])
    scopes = [each for _sql, params in sent for each in params if str(each).startswith(("dossier:", "book:"))]
    return {
        "vendor": connection.vendor,
        "sent": sent,
        "own": {
            "FORM": dossier.form_id,
            "PERSON": dossier.submitter_id,
            "DOSSIER": dossier.pk,
            "VISIT": dossier.visit_id.hex if connection.vendor == "sqlite" and dossier.visit_id else dossier.visit_id,
            "CODE": dossier.code,
            "PICKUP": dossier.pickup_code,
            "KEY": "capture-1",
            "ID_NUMBER": number_of(999_999),
            "SCOPE": next(each for each in scopes if each.startswith("dossier:")),
            "BOOK": next(each for each in scopes if each.startswith("book:")),
            "ORDINAL": dossier.book_ordinal,
        },
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    sys.stdout.buffer.write(pickle.dumps(capture()))
