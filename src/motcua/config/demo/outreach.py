"""A tablet of the demonstration: at the house of culture this morning, with one intake that a person must look at."""

import datetime as dt

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.config.demo.stories import COMMUNES
from motcua.lib.clock import local
from motcua.outreach import commands
from motcua.outreach.models import Device
from motcua.people import demo
from motcua.people.id_card import parse
from motcua.procedures.queries import version_in_force

_COPIES = "2.000815"
_SAID = {"gt.ten": "Căn cước công dân", "gt.so_trang": "2", "gt.so_ban": "3", "gt.ban_dien_tu": "2"}
_CLOCK_AHEAD = 14 * 60  # seconds


def load_outreach(*, now: dt.datetime) -> None:
    """Put the tablet down, give it numbers, let it send one; loading again changes nothing."""
    on, committee = local(now).date(), Agency.objects.get(code=next(iter(COMMUNES)), valid_to=None)
    shop = Agency.objects.get(authority=committee, kind="CENTRE", valid_to=None)
    posts, version = Post.objects.current(on), version_in_force(_COPIES, on=on)
    admin = posts.filter(agency__authority=committee, role="ADMIN").first()
    officer = posts.filter(agency=shop, role="INTAKE").order_by("pk").first()
    if admin is None or officer is None or version is None or Device.objects.filter(agency=shop).exists():
        return
    morning = now - dt.timedelta(hours=2)
    made = commands.enrol(name="Máy nhà văn hóa thôn 3", agency=shop, block_size=10, by=admin, at=morning)
    device, _token = commands.join(code=made.code, by=officer, at=morning)
    block = commands.reserve_block(device=device, by=officer, at=morning)[0]
    person = next(each for each in demo.standing() if each.unit_code == committee.code)
    card = parse(demo.qr_text(person), on, synthetic=True).as_json()
    said = commands.Said(
        key="demo-outreach",
        taken_at=(now - dt.timedelta(minutes=90)).replace(second=0, microsecond=0),
        skew=_CLOCK_AHEAD,
        code=str(block.codes[0][0]),
        procedure_code=_COPIES,
        payload={
            "version": version.pk, "person": {**card, "source": "card"}, "values": _SAID,
            "papers": ["ban_chinh", "ban_sao"],
        },
    )  # fmt: skip
    commands.submit(device=device, said=said, by=officer, at=now - dt.timedelta(minutes=20))
