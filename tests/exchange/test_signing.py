"""The officer's own signature: theirs, on exactly this content; one bit changed and it is worth nothing."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from motcua.exchange.signing.checking import Verdict, check
from motcua.exchange.signing.service import Order
from motcua.exchange.signing.standin import StandIn
from tests.factories import scans
from tests.factories.dossiers import MORNING

ORDER = Order(
    correlation="a1",
    content=scans.pdf(2),
    officer="user-7",
    full_name="Nguyễn Thị Lan",
    title="Cán bộ tiếp nhận",
    organisation="Trung tâm PVHCC xã Gia Lâm",
    at=MORNING,
)


@pytest.fixture
def service(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path / "signing")


def test_a_signature_is_the_officers_own_and_good(service: StandIn) -> None:
    signed = service.sign(ORDER)

    found = check(signed, ORDER, service.roots())
    assert found == Verdict(
        valid=True, signer="Nguyễn Thị Lan", issuer="Một Cửa, nơi cấp chứng thư thử", certificate=found.certificate
    )
    assert signed.startswith(ORDER.content)


def test_the_certificate_says_that_it_is_not_for_real_use(service: StandIn) -> None:
    service.sign(ORDER)

    [root] = service.roots()
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in root.subject.native["organization_name"]
    assert [path.stat().st_mode & 0o077 for path in service.folder.rglob("*.pem")] == [0, 0]


def test_a_lost_answer_is_given_again_and_never_signed_twice(service: StandIn) -> None:
    first = service.sign(ORDER)

    assert service.sign(ORDER) == first
    assert StandIn(service.folder).sign(ORDER) == first


def test_one_bit_changed_anywhere_makes_it_invalid(service: StandIn) -> None:
    signed, roots = service.sign(ORDER), service.roots()

    believed = []
    for place in [*range(0, len(ORDER.content), 97), *range(len(ORDER.content), len(signed), 23)]:
        changed = bytearray(signed)
        changed[place] ^= 1
        if check(bytes(changed), ORDER, roots).valid:
            believed.append(place)
    assert believed == []


def test_the_end_cut_off_or_something_added_makes_it_invalid(service: StandIn) -> None:
    signed = service.sign(ORDER)
    again = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.add_blank_page()
        pdf.save(again)

    for content in (signed[:-20], signed + b"\n% more", again.getvalue(), ORDER.content, b""):
        assert check(content, ORDER, service.roots()) == replace(check(content, ORDER, service.roots()), valid=False)


def test_another_officer_another_paper_or_another_authority_is_not_believed(service: StandIn, tmp_path: Path) -> None:
    signed = service.sign(ORDER)
    stranger = StandIn(tmp_path / "elsewhere")
    stranger.sign(ORDER)

    assert not check(signed, replace(ORDER, full_name="Trần Văn Minh"), service.roots()).valid
    assert not check(signed, replace(ORDER, officer="user-8"), service.roots()).valid
    assert not check(signed, replace(ORDER, content=scans.pdf(1)), service.roots()).valid
    assert not check(signed, ORDER, stranger.roots()).valid
    assert not check(signed, ORDER, []).valid
