"""STUN binding requests and their answers."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from pacgen.probe.stun import Reply, binding_request, parse_reply

# RFC 5769, sections 2.2 and 2.3: what a server answers a client at 192.0.2.1 and at 2001:db8::.
TRANSACTION = bytes.fromhex("b7e7a701bc34d686fa87dfae")
SAMPLE_IPV4 = bytes.fromhex(
    "0101003c2112a442b7e7a701bc34d686fa87dfae"
    "8022000b7465737420766563746f7220"
    "002000080001a147e112a643"
    "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
    "80280004c07d4c96"
)
SAMPLE_IPV6 = bytes.fromhex(
    "010100482112a442b7e7a701bc34d686fa87dfae"
    "8022000b7465737420766563746f7220"
    "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
    "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
    "80280004c8fb0b4c"
)


def test_the_samples_of_the_standard() -> None:
    """RFC 5769 says what is in its samples."""
    assert parse_reply(SAMPLE_IPV4) == Reply(TRANSACTION, ("192.0.2.1", 32853))
    assert parse_reply(SAMPLE_IPV6) == Reply(
        TRANSACTION, ("2001:db8:1234:5678:11:2233:4455:6677", 32853)
    )


def test_a_request() -> None:
    """A request is a header with the cookie; padding is an attribute that servers may ignore."""
    assert binding_request(TRANSACTION) == bytes.fromhex("000100002112a442") + TRANSACTION
    padded = binding_request(TRANSACTION, padding=140)
    assert len(padded) == 20 + 4 + 140
    assert struct.unpack_from("!HH", padded) == (1, 144)
    assert struct.unpack_from("!HH", padded, 20) == (0x8022, 140)


def test_an_error() -> None:
    """An error answer is an answer, with its code."""
    body = bytes.fromhex("00090004000004010000"[:16])
    data = struct.pack("!HHI", 0x0111, len(body), 0x2112A442) + TRANSACTION + body

    assert parse_reply(data) == Reply(TRANSACTION, None, 401)


@given(st.binary(max_size=200))
def test_nonsense(data: bytes) -> None:
    """Whatever comes over UDP, nothing breaks."""
    parse_reply(data)
    head = SAMPLE_IPV4[:2] + len(data).to_bytes(2) + SAMPLE_IPV4[4:20]
    assert parse_reply(head + data) is not None


@given(st.integers(0, len(SAMPLE_IPV4) - 1))
def test_a_part_of_an_answer(length: int) -> None:
    """An answer that is cut short is none."""
    assert parse_reply(SAMPLE_IPV4[:length]) is None
