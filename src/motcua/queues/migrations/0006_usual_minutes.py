from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("queues", "0005_stray_numbers"),
    ]

    operations = [
        migrations.AddField(
            model_name='line',
            name='usual_minutes',
            field=models.PositiveSmallIntegerField(default=10),
        ),
        migrations.AddConstraint(
            model_name='line',
            constraint=models.CheckConstraint(
                condition=models.Q(usual_minutes__gte=1), name='line_takes_time'
            ),
        ),
    ]
