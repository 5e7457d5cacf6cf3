"""Locking the answers of a set with a passphrase until the exam is over.

The key comes from the passphrase by scrypt with a random salt, and AES-256 in GCM both hides the
answers and tells when they were altered. What is locked is bound to its set: the answers of another
set do not open in its place.

Source: RFC 7914 (scrypt); NIST SP 800-38D (GCM).
"""

from __future__ import annotations

import secrets
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from inference.case_sets.manifest import Lock
from inference.case_sets.truth_part import packed, unpacked
from inference.errors import CaseSetError, LockedTruthError

LEAST_SIGNS = 8
MOST_SIGNS = 1000
COST = 65536
"""N of scrypt: 64 MB and about a fifth of a second for each passphrase that is tried."""


def locked(content: bytes, set_id: str, passphrase: str) -> tuple[Lock, bytes]:
    """Lock the answers of a set.

    Salt and nonce are random: locking twice gives different bytes.

    Args:
        content: of the answers.
        set_id: of the set.
        passphrase: at least `LEAST_SIGNS` signs.

    Raises:
        CaseSetError: the passphrase is too short or too long.
    """
    if not LEAST_SIGNS <= len(passphrase) <= MOST_SIGNS:
        raise CaseSetError(
            f"A passphrase has {LEAST_SIGNS} to {MOST_SIGNS} signs; several words are good."
        )
    lock = Lock(n=COST, salt=secrets.token_hex(16), nonce=secrets.token_hex(12))
    cipher = AESGCM(_key(passphrase, lock))
    return lock, cipher.encrypt(bytes.fromhex(lock.nonce), packed(content), _bound(set_id, lock))


def unlocked(content: bytes, lock: Lock, set_id: str, passphrase: str) -> bytes:
    """Open locked answers.

    Raises:
        LockedTruthError: it is another passphrase, or the answers were altered.
        CaseSetError: they are damaged.
    """
    try:
        cipher = AESGCM(_key(passphrase[:MOST_SIGNS], lock))
        plain = cipher.decrypt(bytes.fromhex(lock.nonce), content, _bound(set_id, lock))
    except InvalidTag:
        raise LockedTruthError(
            "The answers do not open: the passphrase is another one, or the file was altered."
        ) from None
    except (MemoryError, ValueError) as error:
        raise CaseSetError(f"The answers cannot be opened here: {error}.") from error
    return unpacked(plain)


def _key(passphrase: str, lock: Lock) -> bytes:
    # The same passphrase is the same bytes, however a keyboard composes its letters.
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", errors="surrogatepass")
    derivation = Scrypt(salt=bytes.fromhex(lock.salt), length=32, n=lock.n, r=lock.r, p=lock.p)
    return derivation.derive(text)


def _bound(set_id: str, lock: Lock) -> bytes:
    """What the lock covers beside the answers."""
    fields = lock.model_dump(mode="json")
    return "|".join([set_id, *(f"{name}={value}" for name, value in fields.items())]).encode()
