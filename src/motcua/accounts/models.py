"""A user is a person who signs in; a post is what they are, where, from when to when."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from motcua.agencies.models import Agency, Counter
from motcua.lib.clock import local


class Role(models.TextChoices):
    """What a post lets a person do (separation of duties: law.md 1.3)."""

    INTAKE = "INTAKE", _("Cán bộ tiếp nhận")
    CASE = "CASE", _("Cán bộ thụ lý")
    HEAD = "HEAD", _("Trưởng đơn vị")
    APPROVER = "APPROVER", _("Người ký duyệt")
    RECORDS = "RECORDS", _("Văn thư")
    CASHIER = "CASHIER", _("Thủ quỹ")
    SUPERVISOR = "SUPERVISOR", _("Giám sát")
    ADMIN = "ADMIN", _("Quản trị kỹ thuật")


class UserManager(BaseUserManager["User"]):
    """Makes users; a password is always hashed."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new user."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(max_length=80, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by date."""

    def current(self, on: dt.date) -> Self:
        """Posts held on `on` by active users; a post taken away is over at once."""
        held = self.filter(starts_on__lte=on, user__is_active=True, revoked_at=None)
        return held.filter(Q(ends_on=None) | Q(ends_on__gte=on))


class Post(models.Model):
    """A role in a unit, from a day to a day (both included), or until it is taken away."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role)
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    counter = models.ForeignKey(Counter, models.SET_NULL, null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="post_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.full_name}, {self.title}"

    def held_on(self, day: dt.date) -> bool:
        """Tell whether the post is held on `day`."""
        begun = self.starts_on <= day and self.revoked_at is None
        return begun and (self.ends_on is None or day <= self.ends_on)

    @property
    def authority(self) -> Agency:
        """The people's committee this post works for: the scope of everything it sees."""
        return self.agency.authority or self.agency


class Delegation(models.Model):
    """An official lets another sign in their place: by a decision, for a scope, from a day to a day (law.md 1.3).

    Whether it holds is asked at the moment of signing. Without sectors and procedures it is for everything. What the
    delegate may do is what the delegator's own post may do, never what the delegator was lent: there is no chain.
    """

    from_post = models.ForeignKey(Post, models.PROTECT, related_name="delegations_given")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="delegations_received")
    manner = models.CharField(max_length=10)
    sectors = models.JSONField(default=list)
    procedures = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    decision = models.CharField(max_length=120)
    created_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField(max_length=400, blank=True)

    objects: ClassVar[models.Manager["Delegation"]] = models.Manager()

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(from_post=models.F("to_post")), name="delegation_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="delegation_revoked_by_someone",
            ),
        ]

    def covers(self, *, sector: str, procedure: str) -> bool:
        """Tell whether a procedure lies in its scope."""
        return not (self.sectors or self.procedures) or sector in self.sectors or procedure in self.procedures

    def holds_at(self, moment: dt.datetime) -> bool:
        """Tell whether it holds at this moment: begun, not ended, not revoked, and both posts held."""
        day = local(moment).date()
        lent = self.starts_on <= day <= self.ends_on and (self.revoked_at is None or moment < self.revoked_at)
        return lent and self.from_post.user.is_active and self.from_post.held_on(day) and self.to_post.held_on(day)


class JobOwner(models.Model):
    """Which role of an authority looks after background jobs of a queue that failed; unsaid: the administrator."""

    authority = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    queue = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "queue"], name="one_owner_of_a_queue")]
