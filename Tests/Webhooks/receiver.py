"""A program of the owner's: takes messages and keeps each as a file, with its headers. Says its port on the first line, ends with its input.

In the folder stands the file `answer` with the status to answer with; 200 where there is none.
"""
import argparse
import http.server
import itertools
import json
import pathlib
import sys
import threading

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
folder = pathlib.Path(parser.parse_args().folder)
numbers = itertools.count()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        draft = folder / f"draft-{next(numbers)}"
        draft.write_text(json.dumps({"headers": dict(self.headers), "body": body.decode()}))
        draft.rename(folder / f"message-{next(numbers):05}.json")
        answer = folder / "answer"
        self.send_response(int(answer.read_text()) if answer.exists() else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
