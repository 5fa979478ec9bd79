"""What is left out of the judgement, because it cannot be judged by a JSON Schema.

An address above 32 KB: the server ends the connection before there is a request to answer.
A number beyond 64 bits: it is refused when it is written in digits alone, and taken when it is written with an exponent; a schema sees no
difference between the two.
"""

import json
from urllib.parse import urlencode

import schemathesis

LONGEST = 30_000
BEYOND = 2**63


@schemathesis.hook
def filter_query(context, query):
    return query is None or (len(urlencode(query, doseq=True)) < LONGEST and not holds_large_number(query))


@schemathesis.hook
def filter_body(context, body):
    return not holds_large_number(body)


def holds_large_number(value):
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return abs(value) >= BEYOND
    if isinstance(value, dict):
        return any(holds_large_number(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return any(holds_large_number(part) for part in value)
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return holds_large_number(json.loads(value))
        except ValueError:
            return False
    return False
