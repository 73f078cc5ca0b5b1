"""Persons the office has met."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ID_NUMBER_DIGITS = 12


class Sex(models.TextChoices):
    """As civil status knows it; empty where a card leaves it out."""

    MALE = "M", _("Nam")
    FEMALE = "F", _("Nữ")


class PersonQuerySet(models.QuerySet["Person"]):
    """Ways to find persons."""

    def with_number(self, number: str) -> "PersonQuerySet":
        """Find by the identity number of today or by the old one."""
        return self.filter(models.Q(id_number=number) | models.Q(old_id_number=number))


class Person(models.Model):
    """One natural person. Infants, the very old and foreigners may have no identity number.

    `date_of_birth` is ISO and as precise as is known: "1950", "1950-03", "1950-03-02"; its text sorts by time.
    `address` is the text as given; `unit_code` is today's commune when the text names one beyond doubt, else "".
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
        ]
