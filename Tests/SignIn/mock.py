"""A second OpenID provider for one test run: oidc-provider-mock, which knows nothing of PKCE and names no keys in its tokens.

Says its port on standard output and ends when standard input does.
"""
import logging
import os
import sys
import threading

import oidc_provider_mock
from werkzeug.serving import make_server

logging.disable(logging.CRITICAL)
app = oidc_provider_mock.app(user_claims=[oidc_provider_mock.User(sub="ida", claims={"name": "Ida Example", "email": "ida@example.org"})])
server = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.buffer.read()
os._exit(0)
