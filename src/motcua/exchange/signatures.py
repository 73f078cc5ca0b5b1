"""The seal on a hospital's certificate: HMAC-SHA-256 over the content in one canonical form.

The key is shared with the health register (MOTCUA_REGISTER_KEY). Without a key nothing can be verified, so nothing is.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any


def sign(content: Mapping[str, Any], key: str) -> str:
    """Return the signature, 64 hexadecimal digits."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(key.encode(), canonical.encode(), hashlib.sha256).hexdigest()


def is_genuine(content: Mapping[str, Any], signature: str, key: str) -> bool:
    """Tell whether the content is exactly what was signed with the key."""
    return bool(key) and hmac.compare_digest(sign(content, key).encode(), signature.encode())
