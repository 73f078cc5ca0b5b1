"""Check a signature: it is the named officer's, on exactly this content, and nothing was added behind it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from asn1crypto.parser import peek
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from motcua.exchange.signing.service import Order


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found; `certificate` is the serial number of the signer's certificate."""

    valid: bool
    signer: str = ""
    issuer: str = ""
    certificate: str = ""


def check(signed: bytes, order: Order, roots: Sequence[Any]) -> Verdict:
    """Return what a signature is worth. Whatever goes wrong while it is checked makes it invalid."""
    try:
        return _check(signed, order, roots)
    except Exception:  # noqa: BLE001 - every exception means invalid: a parser's accident is never a good signature
        return Verdict(valid=False)


def _check(signed: bytes, order: Order, roots: Sequence[Any]) -> Verdict:
    if not signed.startswith(order.content):
        return Verdict(valid=False)
    [signature] = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    if not _is_tight(signature):
        return Verdict(valid=False)
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context)
    certificate = status.signing_cert
    subject = certificate.subject.native
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    own = subject.get("common_name") == order.full_name[:64] and subject.get("serial_number") == order.officer
    return Verdict(
        valid=bool(status.bottom_line and whole and own),
        signer=str(subject.get("common_name", "")),
        issuer=str(certificate.issuer.native.get("common_name", "")),
        certificate=f"{certificate.serial_number:x}",
    )


def _is_tight(signature: Any) -> bool:
    """Tell whether the signature's envelope says what it must and nothing else: no byte in it may change unseen.

    Version and digests of the envelope are not signed themselves; behind it there are zeros only.
    """
    raw: bytes = signature.pkcs7_content
    envelope = signature.signed_data
    digests = [each.native for each in envelope["digest_algorithms"]]
    return (
        not raw[peek(raw) :].strip(b"\0")
        and envelope["version"].native == "v1"
        and digests == [signature.signer_info["digest_algorithm"].native]
        and signature.signer_info["version"].native == "v1"
    )
