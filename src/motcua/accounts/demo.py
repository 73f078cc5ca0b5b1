"""Officers who do not exist, for the demonstration and nowhere else."""

import datetime as dt
from pathlib import Path

import yaml
from django.contrib.auth.hashers import make_password
from django.db import transaction
from pydantic import BaseModel, ConfigDict

from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, AgencyKind, Counter

PASSWORD = "mot-cua-2026"  # noqa: S105 - shown to everyone who tries the demonstration, refused outside it
DATA = Path(__file__).parent / "data" / "demo.yaml"


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoPost(_Read):
    """A post: in which unit of the committee, as what, at which counter."""

    unit: str
    role: Role
    title: str
    counter: int | None = None


class DemoOfficer(_Read):
    """An officer with the posts they hold."""

    username: str
    name: str
    posts: list[DemoPost]


class Elsewhere(_Read):
    """The same few officers in every other commune."""

    communes: dict[str, str]
    family_names: list[str]
    people: list[DemoOfficer]


class DemoStaff(_Read):
    """data/demo.yaml."""

    first_day: dt.date
    units: dict[str, str]
    ha_noi: list[DemoOfficer]
    gia_lam: list[DemoOfficer]
    bat_trang: list[DemoOfficer]
    elsewhere: Elsewhere

    def by_committee(self) -> dict[str, list[DemoOfficer]]:
        """Return the officers of each people's committee, by its unit code."""
        staff = {"01": self.ha_noi, "00565": self.gia_lam, "00577": self.bat_trang}
        for place, (code, suffix) in enumerate(self.elsewhere.communes.items()):
            family = self.elsewhere.family_names[place % len(self.elsewhere.family_names)]
            staff[code] = [
                DemoOfficer(username=f"{each.username}.{suffix}", name=f"{family} {each.name}", posts=each.posts)
                for each in self.elsewhere.people
            ]
        return staff


def staff() -> DemoStaff:
    """Return the officers of the demonstration."""
    return DemoStaff.model_validate(yaml.safe_load(DATA.read_text(encoding="utf-8")))


@transaction.atomic
def load_staff() -> int:
    """Make the officers that are not there, all with the demonstration's password; return how many were made.

    The units are loaded before. Officers that are there keep their password and their posts.
    """
    data = staff()
    password = make_password(PASSWORD)
    made = 0
    for code, officers in data.by_committee().items():
        committee = Agency.objects.get(code=code, valid_to=None)
        units = {unit.code: unit for unit in Agency.objects.filter(authority=committee, valid_to=None)}
        for officer in officers:
            user, new = User.objects.get_or_create(
                username=officer.username, defaults={"full_name": officer.name, "password": password}
            )
            if new:
                made += 1
                Post.objects.bulk_create(_post(user, each, committee, units, data) for each in officer.posts)
    return made


def _post(user: User, post: DemoPost, committee: Agency, units: dict[str, Agency], data: DemoStaff) -> Post:
    suffix = data.units[post.unit]
    if suffix == AgencyKind.CENTRE:
        agency = next(unit for unit in units.values() if unit.kind == AgencyKind.CENTRE)
    else:
        agency = units[f"{committee.code_qd20}.{suffix}"] if suffix else committee
    counter = Counter.objects.get(centre=agency, number=post.counter) if post.counter else None
    return Post(user=user, agency=agency, role=post.role, title=post.title, starts_on=data.first_day, counter=counter)
