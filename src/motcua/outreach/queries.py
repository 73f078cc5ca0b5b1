"""Which numbers of a device are still free, and what waits for a person."""

from collections.abc import Sequence

from django.db.models import QuerySet

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.lib import paging, practice
from motcua.lib.paging import Page, Place
from motcua.outreach.models import NumberBlock, OfflineIntake


def unused(block: NumberBlock) -> list[str]:
    """Return the codes of a block that nobody carries and nobody wrote off, in their order."""
    codes = [pair[0] for pair in block.codes]
    used = set(Dossier.objects.filter(code__in=codes).values_list("code", flat=True))
    used |= set(OfflineIntake.objects.filter(device=block.device_id, code__in=codes).values_list("code", flat=True))
    return [code for code in codes if code not in used and code not in block.written_off]


def not_sent_yet(code: str, *, authority: Agency | None = None) -> NumberBlock | None:
    """Return the block of a number, or of its pick-up code, under which nothing has come from its device yet."""
    blocks = NumberBlock.objects.filter(closed_at=None).select_related("device")
    blocks = blocks if authority is None else blocks.filter(device__agency__authority=authority)
    named = (block for block in blocks if any(code in pair and pair[0] in unused(block) for pair in block.codes))
    return next(named, None)


def waiting(centre: Agency) -> QuerySet[OfflineIntake]:
    """Return what came from a centre's devices and waits for a person, the longest first."""
    return OfflineIntake.objects.of_centre(centre).open().select_related("device__agency", "post__user", "signature")


def _of_authority(post: Post) -> QuerySet[OfflineIntake]:
    """What waits at the centres of the post's authority; whoever practises has none of it."""
    rows = OfflineIntake.objects.open().filter(device__agency__authority=post.agency.authority)
    return rows.none() if practice.is_on() else rows.select_related("device__agency", "post__user")


def still(*, post: Post, after: Place | None = None) -> Page[OfflineIntake]:
    """Return what waits in the whole authority, page by page, the longest first."""
    return paging.page([([_of_authority(post)], "received_at")], after=after)


def still_count(*, post: Post) -> int:
    """Return how many wait in the whole authority."""
    return _of_authority(post).count()


def sent_by(post: Post) -> Sequence[OfflineIntake]:
    """Return what this post took in outside and somebody must look at: the strip of their desk."""
    return () if practice.is_on() else list(OfflineIntake.objects.open().filter(post=post).defer("payload"))
