"""Says of each ceremony on standard input whether PyPI's webauthn takes it: a list of true and false."""

import json
import sys

import webauthn
from webauthn.helpers import base64url_to_bytes


def is_taken(case):
    common = {
        "credential": case["credential"], "expected_challenge": base64url_to_bytes(case["challenge"]), "expected_rp_id": case["site"],
        "expected_origin": case["origin"], "require_user_verification": True,
    }
    try:
        if case["kind"] == "register":
            webauthn.verify_registration_response(**common)
        else:
            webauthn.verify_authentication_response(
                **common, credential_public_key=base64url_to_bytes(case["key"]), credential_current_sign_count=case["counter"])
        return True
    except webauthn.helpers.exceptions.WebAuthnException:
        return False


print(json.dumps([is_taken(case) for case in json.load(sys.stdin)]))
