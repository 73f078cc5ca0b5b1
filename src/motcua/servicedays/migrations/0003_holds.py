from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("servicedays", "0002_left_out"),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="holds",
            field=models.PositiveSmallIntegerField(default=90),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds__range", (50, 99))), name="programme_holds_most"
            ),
        ),
    ]
