"""What was accepted before the books and the judgements were there gets its line and its judgement like any other."""

from itertools import count
from typing import Any

from django.db import migrations, models

from motcua.dossiers.judgement import judged
from motcua.lib.clock import local

_AT_ONCE = 500


def lines_in_the_books(apps: Any, _schema_editor: Any) -> None:
    """Give each accepted dossier without a line one in its book, in the order of receipt, after what stands there."""
    dossiers = apps.get_model("dossiers", "Dossier").objects
    waiting = dossiers.filter(received_at__isnull=False, book_ordinal=None, training=False)
    rows = waiting.select_related("intake_agency", "procedure_version").order_by("received_at", "id")
    numbers: dict[tuple[Any, str, int], count[int]] = {}
    for row in rows.iterator(chunk_size=_AT_ONCE):
        book = (row.intake_agency, row.procedure_version.content["sector"], local(row.received_at).year)
        if book not in numbers:
            numbers[book] = count(_sequence(apps, book).last + 1)
        ordinal = next(numbers[book])
        dossiers.filter(pk=row.pk).update(book_sector=book[1], book_year=book[2], book_ordinal=ordinal)
    for book, following in numbers.items():
        sequence = _sequence(apps, book)
        sequence.last = next(following) - 1
        sequence.save()


def _sequence(apps: Any, book: tuple[Any, str, int]) -> Any:
    unit, sector, year = book
    sequences = apps.get_model("agencies", "NumberSequence").objects
    return sequences.get_or_create(scope=f"book:{unit.code}:{sector}", period=str(year))[0]


def judgements(apps: Any, _schema_editor: Any) -> None:
    """Judge each result that was ready before judgements were kept."""
    dossiers = apps.get_model("dossiers", "Dossier").objects
    rows = dossiers.filter(ready_at__isnull=False, due_at__isnull=False, punctuality="")
    for row in rows.only("limit_kind", "due_at", "ready_at").iterator(chunk_size=_AT_ONCE):
        said = judged(row.limit_kind, due_at=row.due_at, ready_at=row.ready_at)
        dossiers.filter(pk=row.pk).update(punctuality=said)


def void_appointments(apps: Any, _schema_editor: Any) -> None:
    """Take away the appointment of an apology where the dossier was opened again after it."""
    dossiers = apps.get_model("dossiers", "Dossier").objects
    again = apps.get_model("dossiers", "Reopening").objects.filter(
        dossier=models.OuterRef("pk"), at__gt=models.OuterRef("apologies__approved_at")
    )
    void = dossiers.filter(models.Exists(again), reappointed_at__isnull=False, apologies__approved_at__isnull=False)
    dossiers.filter(pk__in=list(void.values_list("pk", flat=True))).update(reappointed_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_scans2"),
        ("agencies", "0001_initial"),
        ("procedures", "0002_statutory_life"),
    ]

    operations = [
        migrations.RunPython(lines_in_the_books, migrations.RunPython.noop),
        migrations.RunPython(judgements, migrations.RunPython.noop),
        migrations.RunPython(void_appointments, migrations.RunPython.noop),
    ]
