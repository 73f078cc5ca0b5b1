"""How an applicant wants the result."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReturnWay(models.TextChoices):
    """The ways a result may be received (form 01; the register's column «Phương thức nhận kết quả»; law.md 1.10)."""

    DIRECT = "DIRECT", _("Trực tiếp")
    POST = "POST", _("Bưu chính")
    ONLINE = "ONLINE", _("Trực tuyến")
