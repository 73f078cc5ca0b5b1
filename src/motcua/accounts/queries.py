"""Posts as pages ask for them."""

import datetime as dt

from motcua.accounts.models import Post, PostQuerySet, Role, User
from motcua.agencies.models import Agency

# What a post is shown with and what scope and calendar need.
_WITH = ("agency__authority", "agency__parent", "counter")


def posts_held(user: User, *, on: dt.date) -> list[Post]:
    """Return the posts a user holds on a day, with everything a desk needs, the first given first."""
    # Sorted here: to order so wide a row costs Django more than to read it, and every page asks this.
    return sorted(user.posts.current(on).select_related(*_WITH), key=lambda post: post.pk)


def colleagues(agency: Agency, role: Role | str, *, on: dt.date) -> PostQuerySet:
    """Return the posts of a role in a unit on a day: to whom work can be given."""
    held = Post.objects.current(on).filter(agency=agency, role=role)
    return held.select_related("user", "agency").order_by("user__full_name")
