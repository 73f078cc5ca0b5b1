"""A signing service in small: a certificate authority of its own, good for the demonstration and for tests alone.

Keys lie below the data folder. What was signed lies there too, under its correlation: a lost answer is given again.
"""

import datetime as dt
import io
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

if TYPE_CHECKING:
    from motcua.exchange.signing.service import Order

NOT_REAL = "CHỨNG THƯ THỬ, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_SINCE = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
_UNTIL = dt.datetime(2045, 7, 1, tzinfo=dt.UTC)
FIELD = "CanBo"
# pyHanko leaves these two untyped.
_load_certificate: Any = load_cert_from_pemder
_load_signer: Any = signers.SimpleSigner.load


class StandIn:
    """Signs with a key per officer. The same correlation gives the same answer."""

    for_show = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def sign(self, order: "Order") -> bytes:
        """Sign once; asked again, give the very same answer."""
        answer = self.folder / "answers" / f"{order.correlation}.pdf"
        if not answer.exists():
            _put(answer, self._signed(order))
        return answer.read_bytes()

    def roots(self) -> list[Any]:
        """Return the authority's certificate."""
        return [_load_certificate(str(self._authority()))]

    def _signed(self, order: "Order") -> bytes:
        held = self._officer(order)
        signer = _load_signer(str(held), str(held))  # the authority is known to whoever checks
        about = signers.PdfSignatureMetadata(
            field_name=FIELD,
            name=order.full_name,
            reason="Bản quét đúng với giấy",
            location=order.organisation,
            subfilter=fields.SigSeedSubFilter.PADES,
            md_algorithm="sha256",
        )
        writer = IncrementalPdfFileWriter(io.BytesIO(order.content))
        signed: io.BytesIO = signers.sign_pdf(writer, about, signer=signer)
        return signed.getvalue()

    def _authority(self) -> Path:
        path = self.folder / "authority.pem"
        if not path.exists():
            key = ec.generate_private_key(ec.SECP256R1())
            name = _name("Một Cửa, nơi cấp chứng thư thử", NOT_REAL)
            _put(path, _pem(_certificate(name, name, key, key, authority=True), key))
        return path

    def _officer(self, order: "Order") -> Path:
        path = self.folder / "officers" / f"{order.officer}.pem"
        if not path.exists():
            authority = self._authority().read_bytes()
            issuer = x509.load_pem_x509_certificate(authority)
            by = serialization.load_pem_private_key(authority, None)
            assert isinstance(by, ec.EllipticCurvePrivateKey)
            key = ec.generate_private_key(ec.SECP256R1())
            name = _name(order.full_name, order.organisation, title=order.title, serial=order.officer, unit=NOT_REAL)
            _put(path, _pem(_certificate(name, issuer.subject, key, by, authority=False), key))
        return path


def _name(common: str, organisation: str, *, title: str = "", serial: str = "", unit: str = "") -> x509.Name:
    parts = {
        NameOID.COUNTRY_NAME: "VN",
        NameOID.ORGANIZATION_NAME: organisation[:64],
        NameOID.ORGANIZATIONAL_UNIT_NAME: unit[:64],
        NameOID.TITLE: title[:64],
        NameOID.SERIAL_NUMBER: serial,
        NameOID.COMMON_NAME: common[:64],
    }
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items() if value])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_SINCE)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=not authority,
                key_cert_sign=authority,
                crl_sign=authority,
                **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )


def _pem(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> bytes:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + private


def _put(path: Path, content: bytes) -> None:
    """Write a file whole, readable by us alone; whoever came first keeps it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent) as scratch:
        scratch.write(content)
        scratch.flush()
        os.fsync(scratch.fileno())
        try:
            os.link(scratch.name, path)
        except FileExistsError:
            return
