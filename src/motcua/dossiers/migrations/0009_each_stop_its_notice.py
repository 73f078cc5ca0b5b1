"""Each stop of a dossier has its notice: the words of earlier ones stand in the events; a paper is about its notice."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def papers_are_about_their_notice(apps: Any, _schema_editor: Any) -> None:
    """Make the notices of earlier stops from the events; a paper that said which stop says now which notice."""
    for last in apps.get_model("dossiers", "StopNotice").objects.select_related("dossier"):
        notices = [*_earlier(apps, last), last]
        papers = apps.get_model("dossiers", "Paper").objects.filter(dossier=last.dossier, kind="STOP_NOTICE")
        for paper in papers.filter(about__lt=len(notices)).order_by("-about"):
            papers.filter(pk=paper.pk).update(about=notices[paper.about].pk)


def _earlier(apps: Any, last: Any) -> list[Any]:
    stream = f"dossier:{last.dossier.code}"
    events = apps.get_model("events", "Event").objects.filter(stream=stream, name="dossier.withdrawn")
    return [
        type(last).objects.create(
            dossier=last.dossier,
            asked_by_name=event.details["asked_by_name"],
            reason=event.details["reason"],
            by_id=event.post_id,
            at=event.at,
        )
        for event in events.filter(at__lt=last.at).order_by("seq")
    ]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_persons2"), ("events", "0002_statutory_life")]

    operations = [
        migrations.AlterField(
            "stopnotice",
            "dossier",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stop_notices", to="dossiers.dossier"
            ),
        ),
        migrations.AlterModelOptions("stopnotice", {"ordering": ["at", "id"]}),
        migrations.RunPython(papers_are_about_their_notice, migrations.RunPython.noop),
    ]
