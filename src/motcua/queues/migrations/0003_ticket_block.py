"""The numbers kept for a kiosk have a name of their own: the tablets' block of dossier codes is another thing."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queues", "0002_hall")]

    operations = [migrations.RenameModel("NumberBlock", "TicketBlock")]
