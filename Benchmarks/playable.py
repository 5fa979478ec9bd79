"""Seconds from the moment a finished file stands in a library until the home page offers it, with `kinora serve` and its own watch of the library.

The peer is one bare ffmpeg that makes three renditions of the same film: nobody could offer it earlier than that without watching while encoding.
"""
import os, pathlib, re, shutil, subprocess, tempfile, time, urllib.parse, urllib.request

SETTLE = 1


def run(arguments, **options):
    return subprocess.run([str(a) for a in arguments], check=True, **options)


def make(clip, folder):
    """Two minutes of the same film: once as browsers play it, once as nobody's browser does."""
    ready, foreign = folder / "Ready (2001).mp4", folder / "Foreign (2002).mkv"
    loop = ["ffmpeg", "-v", "error", "-y", "-stream_loop", "23", "-i", clip]
    run([*loop, "-c:v", "libx264", "-preset", "faster", "-crf", "21", "-maxrate", "3500k", "-bufsize", "7000k", "-pix_fmt", "yuv420p", "-g", "50",
         "-keyint_min", "50", "-sc_threshold", "0", "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-movflags", "+faststart", ready])
    run([*loop, "-c:v", "mpeg2video", "-q:v", "3", "-c:a", "ac3", foreign])
    return ready, foreign


OWNER = {"email": "owner@example.org", "password": "a lamp in the projection room"}


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def sign_in(url):
    """The owner's cookie."""
    request = urllib.request.Request(url + "login", urllib.parse.urlencode(OWNER).encode(), {"Origin": url.rstrip("/")})
    try:
        answer = urllib.request.build_opener(Stay).open(request, timeout=30)
    except urllib.error.HTTPError as redirection:
        answer = redirection
    return re.search(r"__Host-kinora=[^;]+", answer.headers["Set-Cookie"])[0]


def offered(url, name, cookie=""):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookie, "Accept": "text/html"}), timeout=5) as answer:
            return name.encode() in answer.read()
    except OSError:
        return False


def measure(film, kinora, environment):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "library").mkdir()
        shutil.copy(film, folder / film.name)
        add = [kinora, "members", "add", OWNER["email"], "--name", "Owner", "--role", "owner", "--data", folder / "data"]
        run(add, input=OWNER["password"] + "\n", text=True, env=environment, stdout=subprocess.DEVNULL)
        port = 18000 + os.getpid() % 1000
        server = subprocess.Popen([kinora, "serve", "--library", folder / "library", "--data", folder / "data", "--port", str(port), "--log", "error"],
                                  env=environment | {"KINORA_SETTLE_SECONDS": str(SETTLE)})
        try:
            url, name = f"http://localhost:{port}/", film.stem.split(" (")[0]
            while not offered(url, "<html"):
                time.sleep(0.1)
            cookie = sign_in(url)
            time.sleep(2)
            start = time.monotonic()
            os.rename(folder / film.name, folder / "library" / film.name)
            while not offered(url, name, cookie):
                time.sleep(0.1)
            first = time.monotonic() - start
            while not list(folder.glob("data/packages/*/*/package.json")):
                time.sleep(0.1)
            return first, time.monotonic() - start
        finally:
            server.terminate()
            server.wait()


def table(clip, kinora, bare):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KINORA_")}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for film, words in zip(make(clip, folder), ("web-ready H.264", "MPEG-2, to be encoded")):
            start = time.monotonic()
            run(bare(film, folder))
            theirs = time.monotonic() - start
            first, whole = measure(film, kinora, environment)
            print(f"| from the drop of 127 s of 720p ({words}) until it can be watched, seconds ({SETTLE} s of rest included) | {first:.1f} | bare ffmpeg "
                  f"{theirs:.1f} | {first / theirs:.2f} |\n| the same until its whole package stands | {whole:.1f} | | {whole / theirs:.2f} |", flush=True)
