"""Signatures: of exactly these bytes, by exactly this person, checkable with the public key alone."""

import json
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import IntegrityError, transaction

from audit.models import Signature
from audit.signatures import fingerprint, is_genuine, public_key_pem, sign
from tests.audit.conftest import tamper

DOCUMENT = b"The digest of the third quarter"


@pytest.fixture
def signature(db, ann, at) -> Signature:
    signed = sign(DOCUMENT, statement="I have read and sign this.", signer=ann, at=at, how="password and second factor")
    return Signature.objects.get(pk=signed.pk)


def test_a_signature_covers_exactly_the_signed_bytes(signature, ann, at):
    assert signature.verifies(DOCUMENT)
    assert not signature.verifies(DOCUMENT + b".")
    assert not signature.verifies(b"")
    assert (signature.signer_name, signature.signer_id, signature.signed_at) == (ann.full_name, str(ann.pk), at)
    assert signature.key_fingerprint == fingerprint(public_key_pem())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("statement", "I have not read it."),
        ("signer_name", "Somebody Else"),
        ("signer_id", "7"),
        ("signed_at", "2026-01-01 10:00:00+00:00"),
        ("how", "nothing"),
        ("signature", bytes(64)),
    ],
)
def test_a_signature_with_any_part_altered_does_not_verify(signature, column, value):
    tamper(f"UPDATE audit_signature SET {column} = %s WHERE id = %s", value, signature.pk)
    assert not Signature.objects.get(pk=signature.pk).verifies(DOCUMENT)


def test_a_signature_is_never_changed_or_deleted(signature):
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.update(how="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        signature.delete()


def test_another_key_does_not_verify_it(signature):
    other = Ed25519PrivateKey.generate().public_key()
    pem = other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert is_genuine(signature.signed_parts, bytes(signature.signature), pem=public_key_pem())
    assert not is_genuine(signature.signed_parts, bytes(signature.signature), pem=pem)


def test_openssl_verifies_it_with_the_public_key_alone(signature, tmp_path):
    (tmp_path / "key.pem").write_text(public_key_pem())
    (tmp_path / "signature").write_bytes(bytes(signature.signature))

    def verified(parts):
        (tmp_path / "signed").write_text(json.dumps(parts, separators=(",", ":")))
        command = [
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-rawin",
            "-inkey",
            "key.pem",
            "-in",
            "signed",
            "-sigfile",
        ]
        return subprocess.run([*command, "signature"], cwd=tmp_path, capture_output=True).returncode == 0

    assert verified(signature.signed_parts)
    assert not verified({**signature.signed_parts, "statement": "another"})
