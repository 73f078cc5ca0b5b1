from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("servicedays", "0003_holds"),
    ]

    operations = [
        migrations.AddField(
            model_name="promise",
            name="called_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="promise",
            name="called_role",
            field=models.CharField(blank=True, max_length=20, default=""),
            preserve_default=False,
        ),
    ]
