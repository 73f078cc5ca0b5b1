"""Persons and organisations the office has met, every number they ever had, and who may act for whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ID_NUMBER_DIGITS = 12
HOME = "VNM"
"""Vietnam, as passports write it (ICAO 9303)."""
UNSPECIFIED = "XXX"
"""A country that nobody said."""


class Sex(models.TextChoices):
    """As civil status knows it; empty where a card leaves it out."""

    MALE = "M", _("Nam")
    FEMALE = "F", _("Nữ")


class NumberKind(models.TextChoices):
    """What a number stands on."""

    ID = "ID", _("Số định danh cá nhân")
    OLD_ID = "OLD_ID", _("Số CMND cũ")
    PASSPORT = "PASSPORT", _("Hộ chiếu")


class PersonQuerySet(models.QuerySet["Person"]):
    """Ways to find persons."""

    def today(self) -> "PersonQuerySet":
        """Leave out rows that were found to be somebody else's second row."""
        return self.filter(merged_into=None)

    def with_number(self, number: str) -> "PersonQuerySet":
        """Find by any number a person ever had; of two merged rows the kept one."""
        wanted = normal_number(number)
        if not wanted:
            return self.none()
        owners = PersonNumber.objects.filter(number=wanted).values("person")
        own = models.Q(id_number=wanted) | models.Q(old_id_number=wanted) | models.Q(pk__in=owners)
        return self.today().filter(own)


def normal_number(number: str | None) -> str:
    """Return a number as it is kept: capitals, without spaces, dots or dashes."""
    return "".join(letter for letter in (number or "").upper() if letter.isalnum())


class Person(models.Model):
    """One natural person. Infants, the very old and foreigners may have no identity number; some have one name only.

    `date_of_birth` is ISO and as precise as is known: "1950", "1950-03", "1950-03-02"; its text sorts by time.
    `address` is the text as given; `unit_code` is today's commune when the text names one beyond doubt, else "".
    A row that turned out to be somebody's second one stays, with `merged_into`: dossiers show the name as it was.
    """

    id_number = models.CharField(max_length=ID_NUMBER_DIGITS, unique=True, null=True, blank=True)
    old_id_number = models.CharField(max_length=ID_NUMBER_DIGITS, blank=True, default="", db_index=True)
    full_name = models.CharField(max_length=120)
    folded_name = models.CharField(max_length=120, db_index=True)
    date_of_birth = models.CharField(max_length=10, blank=True, default="")
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True, default="")
    ethnicity = models.CharField(max_length=40, blank=True, default="")
    nationality = models.CharField(max_length=60, default="Việt Nam")
    address = models.CharField(max_length=500, blank=True, default="")
    unit_code = models.CharField(max_length=5, blank=True, default="")
    card_issued_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id_number__isnull=True) | models.Q(id_number__regex=r"^[0-9]{12}$"),
                name="person_id_number_has_12_digits",
            ),
            models.CheckConstraint(condition=~models.Q(full_name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="person_is_not_merged_into_itself",
            ),
        ]

    @property
    def stream(self) -> str:
        """The name of this person's chain of events."""
        return f"person:{self.pk}"


class PersonNumber(models.Model):
    """A number that a person has or had; old cards stay in old dossiers, and people come back with them.

    `source` is how the office learnt it: a card, a passport's machine-readable lines, asked.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="numbers")
    kind = models.CharField(max_length=10, choices=NumberKind)
    number = models.CharField(max_length=20)
    country = models.CharField(max_length=3, default=HOME)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=20)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "kind", "country"], name="person_number_once"),
            models.CheckConstraint(condition=~models.Q(number=""), name="person_number_is_not_empty"),
        ]


class Organisation(models.Model):
    """An enterprise, known by its enterprise code, or an agency, known by its code of QĐ 20/2020/QĐ-TTg: text both."""

    code = models.CharField(max_length=35, unique=True)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    address = models.CharField(max_length=500, blank=True, default="")
    representative = models.ForeignKey(Person, models.PROTECT, null=True, related_name="leads")
    representative_title = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(code="") & ~models.Q(name=""), name="organisation_is_named"),
        ]


class Relation(models.TextChoices):
    """What the one who comes is to the one whose matter it is."""

    AUTHORISED = "AUTHORISED", _("Người được ủy quyền")
    PARENT = "PARENT", _("Cha, mẹ")
    CHILD = "CHILD", _("Con")
    SPOUSE = "SPOUSE", _("Vợ, chồng")
    SIBLING = "SIBLING", _("Anh, chị, em ruột")
    GRANDPARENT = "GRANDPARENT", _("Ông, bà")
    RELATIVE = "RELATIVE", _("Người thân thích khác")
    GUARDIAN = "GUARDIAN", _("Người giám hộ")
    LEGAL_REPRESENTATIVE = "LEGAL_REPRESENTATIVE", _("Người đại diện theo pháp luật của tổ chức")


class MandatePaper(models.TextChoices):
    """On which paper a mandate stands; BY_LAW: on none, the law says so."""

    CERTIFIED = "CERTIFIED", _("Văn bản ủy quyền có chứng thực")
    WRITTEN = "WRITTEN", _("Văn bản ủy quyền, không chứng thực")
    BY_LAW = "BY_LAW", _("Theo luật, không cần giấy ủy quyền")


class Mandate(models.Model):
    """One person acts for another, or for an organisation: what for, on which paper, from when to when.

    Names stay as they were on that day. `ground` says why the law asks for no paper.
    """

    principal = models.ForeignKey(Person, models.PROTECT, null=True, related_name="mandates_given")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="mandates_given")
    representative = models.ForeignKey(Person, models.PROTECT, related_name="mandates_held")
    principal_name = models.CharField(max_length=200)
    representative_name = models.CharField(max_length=120)
    relation = models.CharField(max_length=20, choices=Relation)
    scope = models.CharField(max_length=400)
    # Empty: the law wants a paper and nobody has shown it yet.
    paper = models.CharField(max_length=10, choices=MandatePaper, blank=True, default="")
    paper_note = models.CharField(max_length=400, blank=True, default="")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    ground = models.CharField(max_length=400, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(principal=None, organisation__isnull=False)
                | models.Q(principal__isnull=False, organisation=None),
                name="mandate_has_one_principal",
            ),
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("representative")), name="mandate_is_between_two"
            ),
            models.CheckConstraint(
                condition=models.Q(paper="")
                | models.Q(paper="BY_LAW") & ~models.Q(ground="")
                | models.Q(paper__in=["CERTIFIED", "WRITTEN"])
                & (~models.Q(paper_note="") | models.Q(file__isnull=False)),
                name="mandate_has_its_paper_or_ground",
            ),
        ]


class PersonMerge(models.Model):
    """Two rows said to be one person: proposed by one, confirmed by another; what moved is kept, to be undone."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_in")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="merges_out")
    reason = models.CharField(max_length=400)
    proposed_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answered_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(default=False)
    undone_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(max_length=400, blank=True, default="")
    # What moved: {"numbers": [ids], "absorbed": [ids]}, and "account" or "account_closed": an id
    moved = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(kept=models.F("gone")), name="merge_is_of_two"),
        ]


class AccountProof(models.TextChoices):
    """What showed who opens an account; a number typed by hand shows nothing."""

    CARD = "CARD", _("Thẻ đã xuất trình và quét tại quầy")
    POPULATION = "POPULATION", _("CSDL quốc gia về dân cư xác nhận")


class CitizenAccount(models.Model):
    """Under what a citizen files online: opened at the counter, with their consent, on the card they showed.

    It has no password: each filing is confirmed by the citizen on a screen of their own. An identity provider is linked
    to it when citizens sign in themselves (ADR 0022). Closed, it files no more and stays with what was filed.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    phone = models.CharField(max_length=20)
    proof = models.CharField(max_length=10, choices=AccountProof)
    # The day on which the card that was shown was issued; a card of before does not name it.
    card_issued_on = models.DateField(null=True)
    opened_by = models.ForeignKey("accounts.Post", models.PROTECT, related_name="+")
    # The citizen consented at that moment: without consent nothing is opened.
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey("accounts.Post", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(phone=""), name="account_has_a_phone"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by=None, close_reason="")
                | models.Q(closed_at__isnull=False, closed_by__isnull=False) & ~models.Q(close_reason=""),
                name="account_is_closed_by_somebody",
            ),
        ]

    @property
    def is_active(self) -> bool:
        """Whether something may be filed under it."""
        return self.closed_at is None
