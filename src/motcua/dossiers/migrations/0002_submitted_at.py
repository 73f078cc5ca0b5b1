"""A dossier is handed in before it is accepted: what was received so far was handed in at that moment."""

from typing import Any

from django.db import migrations, models


def handed_in_when_received(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("dossiers", "Dossier").objects.filter(submitted_at=None).update(submitted_at=models.F("received_at"))


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.AddField("dossier", "submitted_at", models.DateTimeField(null=True)),
        migrations.RunPython(handed_in_when_received, migrations.RunPython.noop),
        migrations.AlterField("dossier", "submitted_at", models.DateTimeField()),
    ]
