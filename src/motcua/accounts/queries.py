"""Posts as pages ask for them."""

import datetime as dt

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from motcua.accounts.models import Delegation, Post, PostQuerySet, Role, User
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


def with_both_posts() -> QuerySet[Delegation]:
    """Return delegations with everything that is asked of one: both posts, their people, units and authorities."""
    posts = [f"{side}__{rest}" for side in ("from_post", "to_post") for rest in ("user", "agency__authority")]
    return Delegation.objects.select_related(*posts)


def fetch_delegations(post: Post) -> None:
    """Fetch, once for a page, what was ever lent to this post; rules then ask no more. A command fetches nothing."""
    prefetch_related_objects([post], Prefetch("delegations_received", queryset=with_both_posts()))


def lent_to(post: Post, *, at: dt.datetime) -> list[Delegation]:
    """Return the delegations that hold for this post now."""
    return [each for each in post.delegations_received.all() if each.holds_at(at)]


def delegations_of(authority: Agency) -> QuerySet[Delegation]:
    """Return every delegation inside an authority, the latest first."""
    return with_both_posts().filter(from_post__agency__authority=authority).order_by("-starts_on", "-pk")
