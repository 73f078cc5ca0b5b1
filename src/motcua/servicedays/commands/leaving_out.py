"""What the officer sees at the counter and no list knows: this one must be verified, or looked at on the spot."""

import datetime as dt

from django.db import transaction

from motcua.accounts.models import Post
from motcua.dossiers.models import VisitItem
from motcua.servicedays import rules
from motcua.servicedays.models import Exclusion, LeftOut


@transaction.atomic
def leave_out(item: VisitItem, exclusion: Exclusion | None, *, by: Post, at: dt.datetime) -> None:
    """Leave a matter of an open visit out of the promise for a reason of the programme; None: promise it after all."""
    rules.check_can_leave_out(item, exclusion, by=by)
    if exclusion is None:
        LeftOut.objects.filter(item=item).delete()
    else:
        LeftOut.objects.update_or_create(item=item, defaults={"exclusion": exclusion, "by": by, "at": at})
