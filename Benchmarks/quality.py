"""VMAF at equal size, and size at equal VMAF, of what Kinora makes and of a fixed ladder of 600, 2200 and 4000 kbit/s.

VMAF (Netflix, model vmaf_v0.6.1) is measured by the ffmpeg that PyPI's imageio-ffmpeg carries, at the source's size. The peer is x264 as
a script without rungs of its own would call it: one pass to a mean bit rate, ffmpeg's default preset (medium), the same key picture distance.
"""
import json, math, os, pathlib, shutil, subprocess, tempfile

LADDER = [(720, 4000), (540, 2200), (360, 600)]


def run(arguments, **options):
    return subprocess.run([str(a) for a in arguments], check=True, **options)


def shape(path):
    text = run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height,r_frame_rate", "-of", "json", path],
               capture_output=True, text=True).stdout
    stream = json.loads(text)["streams"][0]
    over, under = map(int, stream["r_frame_rate"].split("/"))
    return stream["width"], stream["height"], over / under


class Judge:
    def __init__(self, ffmpeg):
        self.ffmpeg = ffmpeg

    def vmaf(self, path, source, size):
        with tempfile.TemporaryDirectory() as folder:
            graph = (f"[0:v]settb=1/25,setpts=N,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,scale={size[0]}:{size[1]}:flags=bicubic,format=yuv420p[a];[1:v]settb=1/25,setpts=N,setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,format=yuv420p[b];"
                     f"[a][b]libvmaf=log_fmt=json:log_path=log.json:n_threads=2")
            run([self.ffmpeg, "-v", "error", "-i", path, "-i", source, "-lavfi", graph, "-f", "null", "-"], cwd=folder)
            return json.loads((pathlib.Path(folder) / "log.json").read_text())["pooled_metrics"]["vmaf"]["mean"]


def fixed(source, width, height, kilobits, rate, out):
    """One rung of the fixed ladder. Returns its size in bytes."""
    run(["ffmpeg", "-v", "error", "-y", "-i", source, "-an", "-vf", f"scale={width}:{height}", "-pix_fmt", "yuv420p", "-c:v", "libx264",
         "-b:v", f"{kilobits:.0f}k", "-g", str(round(4 * rate)), out])
    return out.stat().st_size


def measure(clip, kinora, judge, environment):
    clip = pathlib.Path(clip)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "library").mkdir()
        # Without loss, so that nothing can be copied and both begin with the same pictures.
        film = folder / "library/Clip (2008).mkv"
        run(["ffmpeg", "-v", "error", "-i", clip, "-map", "0:v:0", "-c:v", "ffv1", "-pix_fmt", "yuv420p", film])
        run([kinora, "prepare", "--once", "--library", folder / "library", "--data", folder / "data", "--log", "error"], env=environment)
        package = next(folder.glob("data/packages/*/*/package.json"))
        rungs = [r for r in json.loads(package.read_text())["video"] if not r["track"].get("codec", r.get("codec", "")).startswith("av01")]
        width, height, rate = shape(film)
        ours = [(package.parent / r["path"]).stat().st_size for r in rungs]
        top = rungs[0]
        quality = judge.vmaf(package.parent / top["path"], film, (width, height))
        # The fixed ladder, never enlarged.
        peers = []
        for lines, kilobits in LADDER:
            lines = min(lines, height)
            peers.append(fixed(film, 2 * round(width * lines / height / 2), lines, kilobits, rate, folder / f"fixed-{kilobits}.mp4"))
        fixed_quality = judge.vmaf(folder / "fixed-4000.mp4", film, (width, height))
        # The curve of the peer at our top rung's size.
        frames = int(run(["ffprobe", "-v", "error", "-count_packets", "-select_streams", "v:0", "-show_entries", "stream=nb_read_packets",
                          "-of", "csv=p=0", film], capture_output=True, text=True).stdout.strip().strip(","))
        ours_rate = ours[0] * 8 / (frames / rate) / 1000
        curve = []
        for factor in (0.5, 0.7, 0.9, 1.1, 1.4, 2.0, 2.8):
            out = folder / "curve.mp4"
            size = fixed(film, top["width"], top["height"], ours_rate * factor, rate, out)
            curve.append((size, judge.vmaf(out, film, (width, height))))
        curve.sort()
        return {
            "clip": f"{clip.stem} {width}x{height}", "rungs": "/".join(str(r["height"]) for r in rungs), "ours": sum(ours), "fixed": sum(peers),
            "vmaf": quality, "fixed_vmaf": fixed_quality, "at_equal_size": along(curve, ours[0]),
            "at_equal_vmaf": ours[0] / math.exp(along([(v, math.log(s)) for s, v in curve], quality)),
        }


def along(points, x):
    """Linear between the two points around x; the ends are held."""
    points = sorted(points)
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        if x <= x1:
            return y0 + (y1 - y0) * max(0, x - x0) / max(1e-9, x1 - x0)
    return points[-1][1]


def table(clips, kinora, ffmpeg):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KINORA_")} | {"KINORA_SETTLE_SECONDS": "0"}
    judge = Judge(ffmpeg)
    print("\n| clip | rungs | all rungs, kB (fixed ladder) | VMAF of the top rung (fixed) | VMAF of the peer at our size | our size for the peer's at equal VMAF |")
    print("|---|---|---|---|---|---|")
    for clip in clips:
        m = measure(clip, kinora, judge, environment)
        print(f"| {m['clip']} | {m['rungs']} | {m['ours'] / 1000:.0f} ({m['fixed'] / 1000:.0f}, ratio {m['ours'] / m['fixed']:.2f}) | {m['vmaf']:.1f} "
              f"({m['fixed_vmaf']:.1f}) | {m['at_equal_size']:.1f} | {m['at_equal_vmaf']:.2f} |", flush=True)
