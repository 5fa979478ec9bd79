"""Delivery of segments beside nginx, on the same machine in the same run: bytes per second of processor time.

Both hold the same file. wrk asks for ranges of it, at random places, over connections that stay open; Kinora looks at the grant in the cookie
with every request, nginx looks at nothing (sendfile, tcp_nopush, a cache of open files, no log: as its manual recommends). What a server needs
is what the system charged its processes with, not what wrk needed beside it. Rounds take turns.
"""

import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

SIZES = {"2 MB": 2 << 20, "400 kB": 400 << 10, "20 kB": 20 << 10}
CONNECTIONS = (32, 1000)

NGINX = """
worker_processes {cores};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.err;
worker_rlimit_nofile 8192;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  sendfile on; tcp_nopush on; tcp_nodelay on;
  open_file_cache max=1000 inactive=60s;
  keepalive_requests 100000000;
  types {{ video/mp4 mp4; }}
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t; uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {root}; }}
}}
"""

# What a browser sends beside.
LUA = """
local size, whole, n = {size}, {whole}, 0
math.randomseed(7)
request = function()
  local at = math.random(0, whole - size - 1)
  return wrk.format("GET", nil, {{
    ["Range"] = "bytes=" .. at .. "-" .. (at + size - 1), ["Cookie"] = "{cookie}", ["Accept"] = "*/*",
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    ["Accept-Language"] = "en-US,en;q=0.5", ["Accept-Encoding"] = "identity", ["Sec-Fetch-Site"] = "same-origin", ["Sec-Fetch-Mode"] = "cors" }})
end
"""


def spent(pid):
    """Seconds of processor time of a process and its children that live, as the scheduler counts them: to the nanosecond, where ticks would hide
    what large pieces cost."""
    total = 0
    for place in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(place.read_text().rsplit(")", 1)[1].split()[1])
            if pid not in (int(place.parent.name), parent):
                continue
            for thread in place.parent.glob("task/*/schedstat"):
                total += int(thread.read_text().split()[0])
        except OSError:
            continue
    return total / 1e9


def resident(pid):
    return int(pathlib.Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def sent():
    """Bytes that went through this machine's loopback so far."""
    line = next(l for l in pathlib.Path("/proc/net/dev").read_text().splitlines() if l.strip().startswith("lo:"))
    return int(line.split(":")[1].split()[0])


def burst(url, cookie, size, whole, connections, seconds, pid, folder):
    """Bytes a second of the clock and of processor time, while all connections are there: from a while after the first to before the last."""
    script = folder / "ask.lua"
    script.write_text(LUA.format(size=size, whole=whole, cookie=cookie))
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds + 3}s", "--timeout", "60s", "-s", script, url]
    with subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True) as wrk:
        time.sleep(2)
        cpu, moved, clock = spent(pid), sent(), time.monotonic()
        time.sleep(seconds)
        cpu, moved, clock = spent(pid) - cpu, sent() - moved, time.monotonic() - clock
        out = wrk.communicate()[0]
    for trouble in re.findall(r"(?:Non-2xx|Socket errors).*", out):
        print(f"    {url}: {trouble}", file=sys.stderr)
    return moved / clock, moved / max(cpu, 1e-6)


def table(binary, rounds=3, seconds=5, megabytes=256, ordinary=False):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        command = [binary, "deliver", folder / "house", "--megabytes", str(megabytes)] + (["--ordinary"] if ordinary else [])
        ours = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
        url, cookie = ours.stdout.readline().split()
        media = next((folder / "house").rglob("media.mp4"))
        port = 18080
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, root=media.parent, cores=os.cpu_count()))
        os.chmod(folder, 0o755)
        theirs = subprocess.Popen(["nginx", "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
        time.sleep(1)
        for place, cookies in ((url, cookie), (f"http://127.0.0.1:{port}/media.mp4", "")):
            request = urllib.request.Request(place, headers={"Range": "bytes=0-99", "Cookie": cookies})
            assert urllib.request.urlopen(request).status == 206, place
        whole = media.stat().st_size
        print("| segments, connections | Kinora MB/s of CPU | nginx MB/s of CPU | ratio | Kinora MB/s | nginx MB/s |\n|---|---|---|---|---|---|")
        try:
            for name, size in SIZES.items():
                for connections in CONNECTIONS:
                    rows = []
                    for _ in range(rounds):
                        a = burst(url, cookie, size, whole, connections, seconds, ours.pid, folder)
                        b = burst(f"http://127.0.0.1:{port}/media.mp4", "x=" + cookie, size, whole, connections, seconds, theirs.pid, folder)
                        rows.append((a, b))
                    mid = lambda f: statistics.median(f(r) for r in rows)
                    print(
                        f"| {name}, {connections} | {mid(lambda r: r[0][1]) / 1e6:,.0f} | {mid(lambda r: r[1][1]) / 1e6:,.0f} | "
                        f"{mid(lambda r: r[0][1] / r[1][1]):.2f} | {mid(lambda r: r[0][0]) / 1e6:,.0f} | {mid(lambda r: r[1][0]) / 1e6:,.0f} |", flush=True)
            print(f"\nMost memory of Kinora's process: {resident(ours.pid):.0f} MB.")
        finally:
            ours.terminate()
            theirs.terminate()
            ours.wait()
            theirs.wait()


if __name__ == "__main__":
    table(sys.argv[1], rounds=int(os.environ.get("BENCH_ROUNDS", "3")), ordinary="--ordinary" in sys.argv)
