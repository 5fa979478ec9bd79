"""A page with faults that every judge must find: an echo of what is asked, no policy, a file that should not be there, a redirect anywhere, and
a failure."""

import contextlib
import http.server
import threading
import urllib.parse

PAGE = '<!doctype html><title>Planted</title><h1>Planted</h1><form action="/"><input name="q"><button>Go</button></form><a href="/?q=a">a</a>{}'


class Planted(http.server.BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query, encoding="latin-1"))
        target = query.get("next", "")
        if "evil" in target and "\r" not in target:
            self.send_response(302)
            self.send_header("Location", target)
            return self.end_headers()
        if query.get("id") == "\x00":
            return self.send_error(500)
        if address.path not in ("/", "/.git/config"):
            return self.send_error(404)
        body = PAGE.format(query.get("q", "")).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def serving():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Planted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
