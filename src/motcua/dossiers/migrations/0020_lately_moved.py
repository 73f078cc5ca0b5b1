from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("dossiers", "0019_office_forms"),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['intake_agency', 'moved_at'], name='dossier_lately_moved'),
        ),
    ]
