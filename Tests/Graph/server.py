"""A graph database for one test run: ArcadeDB, which speaks Bolt and openCypher. Says its port on a line; ends when its input ends.

The port opens before the database is there: ask it something until it answers. Of lines in its input, "kill" kills the server as a power cut
would, and "start" starts it again with what is on the disk; each is answered with a line when it is done.
"""
import importlib.util
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

package = pathlib.Path(importlib.util.find_spec("arcadedb_embedded").origin).parent
folder = tempfile.TemporaryDirectory()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


port = free_port()
settings = {
    "server.rootPath": folder.name, "server.rootPassword": "a lamp in the room", "server.httpIncomingHost": "127.0.0.1",
    "server.httpIncomingPort": free_port(), "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin", "bolt.host": "127.0.0.1",
    "bolt.port": port, "bolt.defaultDatabase": "kinora", "server.defaultDatabases": "kinora[]", "command.timeout": 10000, "profile": "low-ram",
}


def start():
    return subprocess.Popen(
        [package / "jre/bin/java", "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--add-modules",
         "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"]
        + [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
        + ["-cp", f"{package}/jars/*", "com.arcadedb.server.ArcadeDBServer"],
        cwd=folder.name, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


server = start()
is_killed = False


def end_with_server():
    while True:
        server.wait()
        if not is_killed:
            os._exit(1)
        time.sleep(0.05)


threading.Thread(target=end_with_server, daemon=True).start()
print(port, flush=True)
for line in sys.stdin:
    if line.strip() == "kill":
        is_killed = True
        server.kill()
        server.wait()
    elif line.strip() == "start" and is_killed:
        server = start()
        is_killed = False
    print("done", flush=True)
is_killed = True
server.terminate()
server.wait()
folder.cleanup()
os._exit(0)
