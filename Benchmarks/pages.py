"""The pages of a large house, for a profile that is signed in: how long each takes, how many first pages a second there are, and what the house needs.

The house is made by `kinora generate`. wrk asks over one connection for times, and over 32 for pages a second. What two cores could serve is
reckoned from the processor time that the scheduler charged the house with, since wrk needs the same cores. The peer sends the same bytes without
making them: nginx, with the first page as a file.
"""

import http.client
import os
import pathlib
import re
import subprocess
import tempfile
import time
import urllib.parse

from delivery import NGINX, spent

PASSWORD = "correct horse battery staple 9"
WORDS = ["harbour", "intrestelar", "night ferry", "the", "anna"]
LUA = """
local paths, n = {{ {paths} }}, 0
request = function()
  n = n + 1
  return wrk.format("GET", paths[n % #paths + 1], {{
    ["Cookie"] = "{cookie}", ["Accept"] = "text/html", ["Host"] = "localhost:{port}", ["Accept-Language"] = "en-US,en;q=0.5",
    ["Sec-Fetch-Site"] = "same-origin", ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0" }})
end
done = function(summary, latency)
  io.write(string.format("FOUND %f %f %d %d\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
    summary.errors.status + summary.errors.read + summary.errors.connect + summary.errors.timeout))
end
"""


class House:
    """A served house of so many titles, with a member who is signed in."""

    def __init__(self, binary, folder, titles):
        self.binary, self.folder, self.data = binary, folder, folder / "data"
        self.run("generate", "--titles", str(titles))
        self.run("members", "add", "viewer@example.org", text=PASSWORD + "\n")
        self.serve()
        time.sleep(15)
        self.process.terminate()
        self.process.wait()
        self.start = self.serve()  # What a house makes for itself at its first start is there now.
        time.sleep(10)
        self.idle = self.memory()
        self.sign_in()

    def run(self, *words, text=None):
        command = [str(self.binary), *words, "--data", str(self.data)]
        subprocess.run(command, input=text, check=True, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def serve(self):
        """Seconds until the house answers that it is ready."""
        self.log = open(self.folder / "log", "w")
        began = time.monotonic()
        command = [str(self.binary), "serve", "--no-prepare", "--port", "0", "--data", str(self.data)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        while not (found := re.search(r"Kinora is at http://[^:]+:(\d+)", (self.folder / "log").read_text())):
            assert self.process.poll() is None and time.monotonic() - began < 120, (self.folder / "log").read_text()
            time.sleep(0.005)
        self.port = int(found.group(1))
        while self.get("/ready")[0] != 200:
            time.sleep(0.005)
        return time.monotonic() - began

    def memory(self):
        """Megabytes: what is resident, and of it what is no file's."""
        said = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines())
        return int(said["VmRSS"].split()[0]) / 1024, int(said["RssAnon"].split()[0]) / 1024

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        fields = {"Host": f"localhost:{self.port}", "Accept": "text/html", "Sec-Fetch-Site": "same-origin", "Origin": f"http://localhost:{self.port}"}
        if form is not None:
            fields["Content-Type"] = "application/x-www-form-urlencoded"
        if getattr(self, "cookie", ""):
            fields["Cookie"] = self.cookie
        connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, fields)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def get(self, path):
        answer, body = self.ask("GET", path)
        return answer.status, body

    def sign_in(self):
        answer, _ = self.ask("POST", "/login", {"email": "viewer@example.org", "password": PASSWORD})
        assert answer.status == 303, answer.status
        self.cookie = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")


def wrk(folder, port, paths, cookie, connections, seconds, pid):
    """Milliseconds at p50 and p99, requests a second, and requests for each second of the server's processor time."""
    script = folder / "ask.lua"
    script.write_text(LUA.format(paths=", ".join(f'"{path}"' for path in paths), cookie=cookie, port=port))
    threads = min(2, connections)
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", script, f"http://127.0.0.1:{port}"]
    before, began = spent(pid), time.monotonic()
    out = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=True).stdout
    cpu, clock = spent(pid) - before, time.monotonic() - began
    p50, p99, count, errors = re.search(r"FOUND (\S+) (\S+) (\d+) (\d+)", out).groups()
    assert int(errors) == 0, out
    return float(p50), float(p99), int(count) / clock, int(count) / cpu


def table(binary, titles=10_000, seconds=6):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        os.chmod(folder, 0o755)
        house = House(binary, folder, titles)
        try:
            measure(house, folder, titles, seconds)
        finally:
            house.process.terminate()
            house.process.wait()


def measure(house, folder, titles, seconds):
    print(f"\nA house of {titles:,} titles answers that it is ready {house.start:.2f} s after its start; ten seconds later it has "
          f"{house.idle[0]:.0f} MB, {house.idle[1]:.0f} of them its own.")
    film = re.search(rb'href="(/films/[a-z0-9-]+)"', house.get("/films")[1]).group(1).decode()
    listed = film.rsplit("/", 1)[1]
    _, home = house.get("/")
    anew = []
    for _ in range(200):
        house.ask("POST", "/my-list", {"add": listed})
        anew.append(timed(house, "/"))
        house.ask("POST", "/my-list", {"remove": listed})
        anew.append(timed(house, "/"))
    anew.sort()
    time.sleep(5)
    rows = [(f"home, {len(home) / 1000:.0f} kB, asked for again", ["/"])]
    rows += [("directory of films", ["/films"]), ("the same, by decade and country", ["/films?from=1990&to=1999"])]
    rows += [(f"search: {', '.join(WORDS)}", [f"/search?q={urllib.parse.quote_plus(word)}" for word in WORDS])]
    rows += [("suggestions for one, two, three letters", [f"/search/suggestions?q={letters}" for letters in ("h", "ha", "har")])]
    rows += [("a film", [film])]
    print("\n| page | p50, ms | p99, ms | a second of processor time |\n|---|---|---|---|")
    print(f"| home, made anew each time (by Python's client, 400) | {anew[200]:.1f} | {anew[395]:.1f} | |")
    for name, paths in rows:
        p50, p99, _, each = wrk(folder, house.port, paths, house.cookie, 1, seconds, house.process.pid)
        print(f"| {name} | {p50:.2f} | {p99:.2f} | {each:,.0f} |", flush=True)
    (folder / "index.html").write_bytes(home)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=18081, root=folder, cores=os.cpu_count()))
    nginx = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        ours = wrk(folder, house.port, ["/"], house.cookie, 32, seconds, house.process.pid)
        theirs = wrk(folder, 18081, ["/index.html"], house.cookie, 32, seconds, nginx.pid)
    finally:
        nginx.terminate()
        nginx.wait()
    resident, own = house.memory()
    print(f"\n| first pages | Kinora | nginx, a file | ratio |\n|---|---|---|---|\n| a second, 32 connections, wrk on the same cores | {ours[2]:,.0f} | {theirs[2]:,.0f} | "
          f"{ours[2] / theirs[2]:.2f} |\n| for two seconds of processor time | {2 * ours[3]:,.0f} | {2 * theirs[3]:,.0f} | {ours[3] / theirs[3]:.2f} |")
    print(f"\nMemory after all that: {resident:.0f} MB, {own:.0f} of them its own.")


def timed(house, path):
    began = time.perf_counter()
    status, _ = house.get(path)
    assert status == 200, status
    return (time.perf_counter() - began) * 1000
