"""Has the real kinora prepare the corpus of make.py, and judges what happened. Prints one line for each case and exits 1 when something is wrong.

1. Every file is prepared or refused with a reason in plain words, as its case says; a good film that comes last is prepared.
2. Each within a time that only something hung would need, and no process takes more memory than the bound below.
3. No other file is read and no address asked: a web server and a file that the lists among the cases name must not be touched.
4. The library is as it was, and nothing is left in the data folder.
5. A second run changes nothing of all this; the file that grew during the first is prepared.

    judge.py KINORA [--some]      with --some at least every third case of each kind, and all that are no files
"""
import collections, http.server, json, os, re, shutil, subprocess, sys, tempfile, threading, time

import make

# Deadlock detectors: seconds for one file, and for everything.
LONGEST_FILE, LONGEST_RUN = 300, 1800
# Bytes of memory in use by one process at its peak. Films of the corpus are small: what needs more was talked into it.
MOST_MEMORY = 1 << 30


class Canary(http.server.BaseHTTPRequestHandler):
    asked = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


class Judge:
    def __init__(self, kinora, isPart=False):
        self.kinora = kinora
        self.isPart = isPart
        self.root = tempfile.mkdtemp(prefix="kinora-bad-")
        self.library = os.path.join(self.root, "library")
        self.data = os.path.join(self.root, "data")
        os.mkdir(self.library)
        self.problems = []
        self.known = {}
        self.peaks = collections.defaultdict(int)
        self.lines = []
        self.environment = dict(os.environ, KINORA_SETTLE_SECONDS="0", KINORA_WORKERS="2", KINORA_CHUNK_SECONDS="10")

    def run(self):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        canary = os.path.join(self.root, "canary.mkv")
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", canary], check=True)
        corpus = make.Corpus(self.library, canary, f"http://127.0.0.1:{server.server_port}/canary")
        self.cases = self.chosen(corpus.make())
        corpus.clip("Zz the good film", "good", corpus.picture() + corpus.tone() + corpus.X264 + ["-c:a", "aac"])
        before = self.stamps()
        control = os.path.join(self.root, "control")
        shutil.copy(canary, control)
        for path in (canary, control):
            os.utime(path, (1_000_000_000, 1_100_000_000))
        begun = time.monotonic()
        codes = [self.prepare()]
        writer, corpus.growing = corpus.growing, None
        writer.join()
        print(f"{len(self.cases)} cases in {time.monotonic() - begun:.0f} s")
        codes.append(self.prepare())
        self.judge(codes)
        if Canary.asked:
            self.problems.append(f"the web server was asked: {Canary.asked}")
        touched = os.stat(canary).st_atime
        with open(control, "rb") as file:
            file.read(1)
        if os.stat(control).st_atime == 1_000_000_000:
            print("note: this disk does not tell when files are read; whether the canary was read is not known")
        elif touched != 1_000_000_000:
            self.problems.append("the file that lists named was read")
        after = self.stamps()
        for path in set(before) | set(after):
            if before.get(path) != after.get(path) and b"Grows" not in path:
                self.problems.append(f"the library was changed: {path}")
        for name in os.listdir(os.path.join(self.data, "work")):
            self.problems.append("left in work/: " + name)
        for name, peak in sorted(self.peaks.items(), key=lambda pair: -pair[1])[:3]:
            print(f"peak memory of {name}: {peak >> 20} MB")
        for problem in self.problems:
            print("PROBLEM  " + problem)
        if self.problems:
            print("The library and the data folder are in " + self.root)
            return 1
        shutil.rmtree(self.root)
        return 0

    def chosen(self, cases):
        """Every third of a kind, beginning with the first; what is no file costs nothing and stays, as does what has flipped bits."""
        if not self.isPart:
            return cases
        gone, seen = [], collections.Counter()
        for case in cases:
            seen[case.kind] += 1
            if case.kind not in ("no_files", "flips") and seen[case.kind] % 3 != 1:
                gone.append(case)
        for case in gone:
            if os.path.isdir(case.path) and not os.path.islink(case.path):
                shutil.rmtree(case.path)
            else:
                os.remove(case.path)
        return [case for case in cases if case not in gone]

    def stamps(self):
        found = {}
        for folder, _, files in os.walk(self.library.encode()):
            for name in files:
                path = os.path.join(folder, name)
                status = os.lstat(path)
                found[path] = (status.st_size, status.st_mtime_ns, status.st_mode, status.st_ino)
        return found

    # The run

    def prepare(self):
        process = subprocess.Popen(
            [self.kinora, "prepare", "--once", "--data", self.data, "--library", self.library], env=self.environment, cwd=self.root,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        reader = threading.Thread(target=self.read, args=(process.stderr,), daemon=True)
        reader.start()
        limit = time.monotonic() + LONGEST_RUN
        self.last = time.monotonic()
        while process.poll() is None:
            self.measure(process.pid)
            if time.monotonic() > limit or time.monotonic() - self.last > LONGEST_FILE:
                self.problems.append("it hangs after: " + (self.lines[-1] if self.lines else "nothing"))
                process.kill()
                break
            time.sleep(0.02)
        reader.join(10)
        return process.wait()

    def read(self, stream):
        for line in stream:
            now = time.monotonic()
            self.lines.append(line.decode(errors="replace").rstrip())
            self.last = now

    def measure(self, pid):
        for process in [pid, *self.ours(pid)]:
            try:
                with open(f"/proc/{process}/cmdline", "rb") as file:
                    command = file.read()
                with open(f"/proc/{process}/status") as file:
                    peak = int(re.search(r"VmHWM:\s+(\d+) kB", file.read()).group(1)) << 10
            except (OSError, AttributeError):
                continue
            name = "kinora" if process == pid else os.path.basename(command.split(b"\0")[0].decode(errors="replace"))
            if peak > MOST_MEMORY and self.peaks[name] <= MOST_MEMORY:
                self.problems.append(f"{name} took {peak >> 20} MB: {command.replace(bytes(1), b' ')[-400:]}")
            self.peaks[name] = max(self.peaks[name], peak)

    def ours(self, pid):
        """The programs that it runs: they are told a path in the data folder or in the library. Each process is looked at once."""
        there = {int(entry) for entry in os.listdir("/proc") if entry.isdigit()}
        for process in there - self.known.keys():
            try:
                with open(f"/proc/{process}/cmdline", "rb") as file:
                    self.known[process] = process != pid and self.root.encode() in file.read()
            except OSError:
                pass
        for process in self.known.keys() - there:
            del self.known[process]
        return [process for process, isOurs in self.known.items() if isOurs]

    # The judgement

    def text(self, path):
        """A path in the library as Kinora writes it: see FilePath."""
        raw = path[len(self.library) + 1:]
        try:
            text = raw.decode()
            return text if "\\" not in text else text.replace("\\", "\\\\")
        except UnicodeDecodeError:
            return "".join(f"\\x{byte:02x}" if byte in (0xFF, 0xFE, 0xC3) else ("\\\\" if byte == 0x5C else chr(byte)) for byte in raw)

    def judge(self, codes):
        for code in filter(None, codes):
            self.problems.append(f"kinora ended with {code}: " + " | ".join(self.lines[-3:]))
        outcome = subprocess.run(
            [self.kinora, "jobs", "list", "--json", "--data", self.data, "--library", self.library], env=self.environment,
            capture_output=True)
        jobs = {job["path"]: job for job in json.loads(outcome.stdout)}
        for case in self.cases:
            job = jobs.get(self.text(case.path))
            state = job["state"] if job else "not in the queue"
            reason = (job.get("reason") or "") if job else ""
            name = case.name if isinstance(case.name, str) else repr(case.name)
            print(f"{case.expected:7} {state:17} {name[:40]!r}: {reason[:200]}")
            right = {"good": ["done"], "bad": ["failed"], "any": ["done", "failed"], "growing": ["done"], "listed": ["failed"], "ignored": ["not in the queue"]}
            if state not in right[case.expected]:
                self.problems.append(f"{name!r} is {case.expected}, but {state}: {reason}")
            if state == "failed":
                self.plain(name, reason)

    def plain(self, name, reason):
        faults = []
        if len(reason) < 15 or not reason.endswith("."):
            faults.append("it is no sentence")
        for sign in (self.root, "0x", "Error(", "\n", "errno", "Optional", "ffmpeg failed", "ffprobe failed", "Conversion failed", "@"):
            if sign in reason:
                faults.append(f"it holds {sign!r}")
        if faults:
            self.problems.append(f"the reason of {name!r} is not plain ({', '.join(faults)}): {reason}")


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    sys.exit(Judge(os.path.abspath(sys.argv[1]), "--some" in sys.argv).run())
