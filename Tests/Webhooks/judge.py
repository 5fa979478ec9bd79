"""Judges the messages that the receiver kept: each must be signed with the secret, says the standard's own library.

    judge.py FOLDER SECRET

Prints the type and the data of each, a line of JSON, in the order in which they came.
"""
import json
import pathlib
import sys

import standardwebhooks

webhook = standardwebhooks.Webhook(sys.argv[2])
for file in sorted(pathlib.Path(sys.argv[1]).glob("message-*.json")):
    message = json.loads(file.read_text())
    headers = {name.lower(): value for name, value in message["headers"].items()}
    judged = webhook.verify(message["body"], headers)
    try:
        webhook.verify(message["body"].replace("timestamp", "tampered"), headers)
        sys.exit("a message that was changed is believed")
    except standardwebhooks.WebhookVerificationError:
        pass
    print(json.dumps({"id": headers["webhook-id"], "type": judged["type"], "data": judged["data"]}))
