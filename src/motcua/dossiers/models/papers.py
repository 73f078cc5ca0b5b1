"""Papers as they were issued, with the numbers they bear."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.visit import Visit


class PaperKind(models.TextChoices):
    """Which paper; its number, title and looks stand in the legal set (data/legal_sets.yaml)."""

    RECEIPT = "RECEIPT", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    SUPPLEMENT = "SUPPLEMENT", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    REFUSAL = "REFUSAL", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
    APOLOGY = "APOLOGY", _("Văn bản xin lỗi và hẹn lại")
    STOP_NOTICE = "STOP_NOTICE", _("Thông báo dừng giải quyết hồ sơ")
    ROUTING_SLIP = "ROUTING_SLIP", _("Phiếu kiểm soát quá trình giải quyết hồ sơ")
    FORM = "FORM", _("Tờ khai")
    RESULT = "RESULT", _("Kết quả giải quyết")
    DELIVERY_NOTE = "DELIVERY_NOTE", _("Giấy biên nhận trả kết quả")
    FEE_RECEIPT = "FEE_RECEIPT", _("Biên lai thu phí, lệ phí")
    BASKET_RECEIPT = "BASKET_RECEIPT", _("Giấy tiếp nhận chung cho các hồ sơ của một người")
    HANDOVER_RECORD = "HANDOVER_RECORD", _("Biên bản giao nhận hồ sơ")


class Paper(models.Model):
    """A paper as it was issued: a reprint gives these very bytes.

    It is about a dossier or about a visit with several; `about` is the key of the row it tells of where a dossier can
    have many (a supplement request, an apology, a stop, a delivery), else 0. Number and data are kept first, in one
    short transaction; `file` is empty until it is drawn from them. `serial` runs in `unit`, `year` and `series` without
    gaps; a later version of a paper bears the number of the first and takes no serial.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, null=True, related_name="papers")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="papers")
    kind = models.CharField(max_length=20, choices=PaperKind)
    about = models.PositiveBigIntegerField(default=0)
    version = models.PositiveSmallIntegerField(default=1)
    legal_set = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True)
    series = models.CharField(max_length=30, blank=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Post, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dossier=None, visit__isnull=False) | Q(dossier__isnull=False, visit=None),
                name="paper_of_a_dossier_or_a_visit",
            ),
            models.UniqueConstraint(fields=["dossier", "kind", "about", "version"], name="paper_version_once"),
            models.UniqueConstraint(
                fields=["visit", "kind"], condition=Q(visit__isnull=False), name="paper_once_per_visit"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "series", "serial"], condition=Q(serial__isnull=False), name="paper_number_once"
            ),
            models.CheckConstraint(
                condition=Q(serial=None) | Q(unit__isnull=False, year__isnull=False), name="paper_serial_has_its_place"
            ),
        ]


class OfficeForm(models.Model):
    """What an authority says of a paper otherwise than the set that came along: number, title, sign, page.

    `legal_set` names the circular ("": it belongs to none); one that did not come along begins on `valid_from`.
    """

    authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    legal_set = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=160)
    sign = models.CharField(max_length=40, blank=True)
    page = models.CharField(max_length=4)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "legal_set", "kind"], name="paper_said_once_by_an_authority")
        ]
