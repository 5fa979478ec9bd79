"""A graph database for one test run: ArcadeDB, which speaks Bolt and openCypher. Says its port on a line; ends when its input ends.

The port opens before the database is there: ask it something until it answers.
"""
import importlib.util
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading

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
server = subprocess.Popen(
    [package / "jre/bin/java", "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--add-modules", "jdk.incubator.vector",
     "--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"]
    + [f"-Darcadedb.{name}={value}" for name, value in settings.items()]
    + ["-cp", f"{package}/jars/*", "com.arcadedb.server.ArcadeDBServer"],
    cwd=folder.name, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def end_with_server():
    server.wait()
    os._exit(1)


threading.Thread(target=end_with_server, daemon=True).start()
print(port, flush=True)
sys.stdin.buffer.read()
server.terminate()
server.wait()
folder.cleanup()
os._exit(0)
