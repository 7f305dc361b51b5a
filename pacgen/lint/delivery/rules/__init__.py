"""All rules about delivery, by name; each is the only class of its module."""

from __future__ import annotations

from pacgen.lint.delivery.rule import DeliveryRule
from pacgen.lint.delivery.rules.charset_mismatch import CharsetMismatch
from pacgen.lint.delivery.rules.local_copy_differs import LocalCopyDiffers
from pacgen.lint.delivery.rules.long_cache_lifetime import LongCacheLifetime
from pacgen.lint.delivery.rules.missing_cache_headers import MissingCacheHeaders
from pacgen.lint.delivery.rules.pac_over_plain_http import PacOverPlainHttp
from pacgen.lint.delivery.rules.path_dependent_delivery import PathDependentDelivery
from pacgen.lint.delivery.rules.redirected_delivery import RedirectedDelivery
from pacgen.lint.delivery.rules.scheme_dependent_delivery import SchemeDependentDelivery
from pacgen.lint.delivery.rules.slow_delivery import SlowDelivery
from pacgen.lint.delivery.rules.unasked_compression import UnaskedCompression
from pacgen.lint.delivery.rules.untrusted_certificate import UntrustedCertificate
from pacgen.lint.delivery.rules.wrong_mime_type import WrongMimeType

__all__ = ["DELIVERY_RULES"]

DELIVERY_RULES: tuple[DeliveryRule, ...] = (
    CharsetMismatch(),
    LocalCopyDiffers(),
    LongCacheLifetime(),
    MissingCacheHeaders(),
    PacOverPlainHttp(),
    PathDependentDelivery(),
    RedirectedDelivery(),
    SchemeDependentDelivery(),
    SlowDelivery(),
    UnaskedCompression(),
    UntrustedCertificate(),
    WrongMimeType(),
)
"""Sorted by name."""
