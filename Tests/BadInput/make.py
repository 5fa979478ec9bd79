"""Makes a library of broken, lying and hostile files, with real ffmpeg and by hand. Nothing of it is kept in the repository.

Each file is one case: a name, what is wrong with it, and what may come of it:
  good  it must be prepared: odd, but there is a film in it
  bad   it must be refused, with a reason
  any   either; what counts is that nothing else happens
  listed   it is no file that could be read, and is in the queue with its reason
  ignored  it is none of Kinora's business, as hidden files are
  growing  somebody writes to it; it is prepared once nobody does
"""
import os, random, socket, struct, subprocess, threading, time, zipfile

SIZE, RATE, SECONDS = "160x90", "25", "2"


class Case:
    def __init__(self, name, expected, path):
        self.name, self.expected, self.path = name, expected, path
        self.kind = None


class Corpus:
    def __init__(self, folder, canary_file, canary_address):
        self.folder, self.canary_file, self.canary_address = folder, canary_file, canary_address
        self.cases = []
        self.chance = random.Random(2026)
        self.base = {}
        self.growing = None

    # How files are made

    def ffmpeg(self, *arguments):
        subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *arguments], check=True, stdin=subprocess.DEVNULL)

    def picture(self, size=SIZE, rate=RATE, seconds=SECONDS):
        return ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}"]

    def tone(self, seconds=SECONDS):
        return ["-f", "lavfi", "-i", f"sine=f=440:r=48000:d={seconds}"]

    X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"]

    def place(self, name, ending="mkv"):
        """Every case is a film of its own."""
        raw = name if isinstance(name, bytes) else name.encode()
        return os.path.join(self.folder.encode(), raw + b" (" + str(1950 + len(self.cases) % 70).encode() + b")." + ending.encode())

    def add(self, name, expected, data=None, ending="mkv"):
        path = self.place(name, ending)
        if data is not None:
            with open(path, "wb") as file:
                file.write(data)
        self.cases.append(Case(name, expected, path))
        return path

    def clip(self, name, expected, arguments, ending="mkv"):
        path = self.place(name, ending)
        self.ffmpeg(*arguments, "file:" + path.decode())
        self.cases.append(Case(name, expected, path))

    def bytes_of(self, key, arguments, ending):
        path = os.path.join(self.folder, "made." + ending)
        self.ffmpeg(*arguments, path)
        with open(path, "rb") as file:
            self.base[key] = file.read()
        os.remove(path)
        return self.base[key]

    def flipped(self, data, begin, end, count):
        data = bytearray(data)
        for _ in range(count):
            data[self.chance.randrange(begin, max(begin + 1, min(end, len(data))))] ^= 1 << self.chance.randrange(8)
        return bytes(data)

    def make(self):
        film = self.picture() + self.tone() + self.X264 + ["-c:a", "aac"]
        mkv = self.bytes_of("mkv", film, "mkv")
        mp4 = self.bytes_of("mp4", film, "mp4")
        self.bytes_of("fast", film + ["-movflags", "+faststart"], "mp4")
        self.bytes_of("ts", film, "ts")
        self.bytes_of("avi", self.picture() + self.tone() + ["-c:v", "mpeg4", "-c:a", "mp2"], "avi")
        for part in (self.cut_short, self.flips, self.no_films, self.boxes, self.ebml, self.pictures, self.playlists, self.containers,
                     self.times, self.sizes, self.streams, self.subtitles, self.names, self.no_files):
            known = len(self.cases)
            part(mkv, mp4)
            for case in self.cases[known:]:
                case.kind = part.__name__
        return self.cases

    # What is wrong with them

    def cut_short(self, mkv, mp4):
        for key, ending, shares, expected in [
            ("mkv", "mkv", (0.01, 0.1, 0.5), "bad"), ("mp4", "mp4", (0.1, 0.95), "bad"), ("fast", "mp4", (0.1, 0.6), "bad"),
            ("avi", "avi", (0.1, 0.5), "bad"), ("ts", "ts", (0.05, 0.5), "any"),
        ]:
            data = self.base[key]
            for share in shares:
                self.add(f"Cut {key} {int(share * 100)}", expected, data[: int(len(data) * share)], ending)

    def flips(self, mkv, mp4):
        self.add("Flipped header mkv", "any", self.flipped(mkv, 0, 400, 40))
        self.add("Flipped body mkv", "any", self.flipped(mkv, 2000, len(mkv), 60))
        self.add("Flipped end mkv", "any", self.flipped(mkv, len(mkv) - 300, len(mkv), 60))
        fast = self.base["fast"]
        self.add("Flipped index mp4", "any", self.flipped(fast, 40, 1500, 60), "mp4")
        self.add("Flipped body mp4", "any", self.flipped(fast, 4000, len(fast), 60), "mp4")
        self.add("Flipped header avi", "any", self.flipped(self.base["avi"], 12, 400, 40), "avi")
        self.add("Flipped ts", "any", self.flipped(self.base["ts"], 0, 1 << 30, 200), "ts")
        self.add("Zeros in the middle mkv", "any", mkv[:8000] + bytes(20000) + mkv[28000:])

    def no_films(self, mkv, mp4):
        self.add("Empty", "bad", b"")
        self.add("One byte", "bad", b"\x1a")
        self.add("Zeros", "bad", bytes(1 << 20))
        self.add("Noise", "bad", self.chance.randbytes(1 << 18))
        self.add("Letter", "bad", b"Dear all, this is a text.\n" * 100)
        self.add("Page", "bad", b"<!doctype html><video src='http://example.org/'></video>", "mp4")
        path = self.place("Archive")
        with zipfile.ZipFile(path.decode(), "w") as archive:
            archive.writestr("film.mkv", mkv)
        self.cases.append(Case("Archive", "bad", path))
        with open("/bin/true", "rb") as program:
            self.add("Program", "bad", program.read(), "mp4")
        for kind in ("jpg", "png", "gif", "webp", "bmp"):
            data = self.bytes_of(kind, self.picture(seconds="0.04") + ["-frames:v", "1"], kind)
            self.add(f"Picture {kind}", "bad", data)
        self.add("Vector picture", "bad", b'<svg xmlns="http://www.w3.org/2000/svg"><image href="' + self.canary_address.encode() + b'"/></svg>')
        path = self.place("Sparse of ten gigabytes")
        with open(path, "wb") as file:
            file.truncate(10 << 30)
        self.cases.append(Case("Sparse of ten gigabytes", "bad", path))
        path = self.place("Sparse behind a head")
        with open(path, "wb") as file:
            file.write(mkv[:20000])
            file.truncate(4 << 30)
        self.cases.append(Case("Sparse behind a head", "any", path))

    @staticmethod
    def box(kind, content):
        return struct.pack(">I4s", 8 + len(content), kind) + content

    def boxes(self, mkv, mp4):
        fast = self.base["fast"]
        moov = fast.index(b"moov") - 4
        self.add("Box of size 0", "any", fast[:moov] + struct.pack(">I", 0) + fast[moov + 4:], "mp4")
        self.add("Box of size 1", "any", fast[:moov] + struct.pack(">I", 1) + fast[moov + 4:], "mp4")
        self.add("Box of size 7", "any", fast[:moov] + struct.pack(">I", 7) + fast[moov + 4:], "mp4")
        self.add("Box of huge size", "any", fast[:moov] + struct.pack(">I", 0xFFFFFFF0) + fast[moov + 4:], "mp4")
        large = self.box(b"ftyp", b"isom\0\0\2\0isom") + struct.pack(">I4sQ", 1, b"moov", (1 << 63) - 1) + b"\0" * 64
        self.add("Box of 64 bits", "bad", large, "mp4")
        nested = b""
        for _ in range(3000):
            nested = self.box(b"moov", nested)
        self.add("Boxes in boxes", "bad", self.box(b"ftyp", b"isom\0\0\2\0isom") + nested, "mp4")
        self.add("Sample count beyond all", "any", self.patched(mp4, b"stsz", 12, 0xFFFFFFFF), "mp4")
        self.add("Chunk count beyond all", "bad", self.patched(mp4, b"stco", 8, 0x3FFFFFFF), "mp4")
        self.add("Samples of huge size", "any", self.patched(mp4, b"stsz", 8, 0x7FFFFFFF), "mp4")
        self.add("Chunks elsewhere", "any", self.patched(mp4, b"stco", 12, 0xFFFFFF00), "mp4")
        self.add("No time passes", "any", self.patched(mp4, b"stts", 16, 0), "mp4")
        self.add("Each picture for a day", "any", self.patched(mp4, b"stts", 16, 0x40000000), "mp4")
        self.add("Clock of no ticks", "any", self.patched(mp4, b"mdhd", 20, 0), "mp4")
        self.add("Longer than it is", "any", self.patched(mp4, b"mvhd", 24, 360_000_000), "mp4")
        self.add("Edit list begins late", "any", self.patched(mp4, b"elst", 16, 0x7FFFFFFF), "mp4")
        self.add("Edit list begins before", "any", self.patched(mp4, b"elst", 16, 0xFFFFFFFF), "mp4")
        self.add("Edit list without length", "any", self.patched(mp4, b"elst", 12, 0), "mp4")
        self.add("Edit list of many", "any", self.patched(mp4, b"elst", 8, 0x00FFFFFF), "mp4")
        self.add("Entries beyond all", "any", self.patched(mp4, b"stsd", 8, 0xFFFFFFFF), "mp4")
        self.add("Data elsewhere", "any", self.patched(mp4, b"url ", 4, 0), "mp4")
        alias = self.box(b"rdrf", struct.pack(">I4sI", 0, b"url ", len(self.canary_address) + 1) + self.canary_address.encode() + b"\0")
        self.add("Film that names another", "bad", self.box(b"ftyp", b"qt  \0\0\2\0qt  ") + self.box(
            b"moov", self.box(b"rmra", self.box(b"rmda", alias))), "mov")
        key = ["-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb", "-encryption_kid",
               "a7e61c373e219033c21091fa607bf3b8"]
        self.clip("Encrypted", "bad", self.picture() + self.tone() + self.X264 + ["-c:a", "aac"] + key, "mp4")
        self.clip("Fragments", "good", self.picture() + self.tone() + self.X264 + ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov"],
                  "mp4")
        with open(self.cases[-1].path, "rb") as file:
            fragments = file.read()
        self.add("Fragments without end", "any", fragments[: len(fragments) * 2 // 3], "mp4")

    @staticmethod
    def patched(data, kind, offset, value):
        """Writes 32 bits behind the first box of a kind; the offset counts from its name."""
        place = data.index(kind) + offset
        return data[:place] + struct.pack(">I", value) + data[place + 4:]

    def ebml(self, mkv, mp4):
        head = mkv[: mkv.index(b"\x18\x53\x80\x67")]
        segment = mkv[len(head):]
        self.add("Segment of unknown size", "any", head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + segment[12:])
        self.add("Segment of huge size", "any", head + b"\x18\x53\x80\x67\x01" + b"\x7f" * 7 + segment[12:])
        self.add("Segments in segments", "bad", head + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" * 5000)
        self.add("Element longer than the file", "any", mkv.replace(b"\x16\x54\xae\x6b", b"\x16\x54\xae\x6b\x08\xff\xff\xff\xf0"[:4], 1)[:3000])
        self.add("Names of nine bytes", "bad", head + b"\x00" * 4096)
        place = mkv.index(b"\x44\x89\x88") + 3
        for name, value in [("of ten hours", struct.pack(">d", 36e6)), ("that is no number", struct.pack(">d", float("nan"))),
                            ("below nothing", struct.pack(">d", -5000.0)), ("without end", struct.pack(">d", float("inf")))]:
            self.add("Length " + name, "bad" if "ten" in name else "any", mkv[:place] + value + mkv[place + 8:])
        path = self.place("From a pipe")
        with open(path, "wb") as file:
            subprocess.run(["ffmpeg", "-v", "error", "-nostdin", *self.picture(), *self.tone(), *self.X264, "-c:a", "aac", "-f", "matroska",
                            "pipe:1"], check=True, stdout=file)
        self.cases.append(Case("From a pipe", "good", path))

    def pictures(self, mkv, mp4):
        for width, height in [(65535, 65535), (32767, 32767), (16384, 16384), (1, 65535), (0, 0)]:
            head = f"YUV4MPEG2 W{width} H{height} F25:1 Ip A1:1 C420jpeg\n".encode()
            self.add(f"Declared {width} by {height}", "bad", head + b"FRAME\n" + bytes(1 << 16))
        data = self.bytes_of("mjpeg", self.picture() + ["-c:v", "mjpeg"], "avi")
        place = data.index(b"strf") + 12
        self.add("Declared by its container", "any", data[:place] + struct.pack("<ii", 65535, 65535) + data[place + 8:], "avi")
        place = data.index(b"strh") + 8 + 20
        self.add("No pictures a second", "any", data[:place] + struct.pack("<II", 1, 0) + data[place + 8:], "avi")
        self.add("No second", "any", data[:place] + struct.pack("<II", 0, 25) + data[place + 8:], "avi")

    def playlists(self, mkv, mp4):
        file, address = self.canary_file, self.canary_address
        lists = {
            "m3u8": f"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}\n#EXTINF:9,\nfile://{file}\n#EXT-X-ENDLIST\n",
            "m3u8 master": f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\n{address}\n",
            "m3u8 key": f'#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXT-X-KEY:METHOD=AES-128,URI="{address}"\n#EXTINF:9,\n{file}\n#EXT-X-ENDLIST\n',
            "m3u": f"#EXTM3U\n#EXTINF:1,a\n{file}\n", "ffconcat": f"ffconcat version 1.0\nfile '{file}'\nfile '{address}'\n",
            "concat": f"file '{file}'\n", "pls": f"[playlist]\nFile1={address}\nNumberOfEntries=1\n",
            "asx": f'<asx version="3.0"><entry><ref href="{address}"/></entry></asx>',
            "xspf": f'<playlist version="1" xmlns="http://xspf.org/ns/0/"><trackList><track><location>{address}</location></track></trackList></playlist>',
            "smil": f'<smil><body><video src="{address}"/></body></smil>',
            "ism": f'<?xml version="1.0"?><smil><body><switch><video src="{file}" systemBitrate="1"/></switch></body></smil>',
            "mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S"><Period>'
            f'<AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>{address}</BaseURL><SegmentBase/>'
            "</Representation></AdaptationSet></Period></MPD>",
            "mpd file": '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S"><Period><AdaptationSet>'
            f'<Representation id="1" bandwidth="1" mimeType="video/mp4"><BaseURL>file://{file}</BaseURL></Representation>'
            "</AdaptationSet></Period></MPD>",
            "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 40000 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
            "ram": address + "\n", "vobsub": f"# VobSub index file, v7\nid: en, index: 0\ntimestamp: 00:00:01:000, filepos: 000000000\n",
            "imf": f'<?xml version="1.0"?><CompositionPlaylist xmlns="http://www.smpte-ra.org/schemas/2067-3/2016"><Id>{address}</Id></CompositionPlaylist>',
            "avs": f'DirectShowSource("{file}")\n', "ffmetadata": ";FFMETADATA1\ntitle=x\n",
        }
        for index, (name, text) in enumerate(lists.items()):
            self.add(f"List {name}", "bad", text.encode(), ("mkv", "mp4", "avi", "ts", "mov", "mxf")[index % 6])
        self.add("List of sixteen bits", "bad", lists["m3u8"].encode("utf-16"), "ts")
        self.add("List behind a mark", "bad", b"\xef\xbb\xbf" + lists["m3u8"].encode(), "mp4")

    def containers(self, mkv, mp4):
        both = self.picture() + self.tone()
        mpeg2 = ["-c:v", "mpeg2video", "-pix_fmt", "yuv420p"]
        self.clip("As mxf", "good", both + mpeg2 + ["-c:a", "pcm_s16le"], "mxf")
        self.clip("As ogg", "good", both + ["-c:v", "libtheora", "-c:a", "libvorbis"], "ogv")
        self.clip("As webm", "good", both + ["-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"], "webm")
        self.clip("As flv", "good", both + ["-c:v", "flv1", "-c:a", "aac"], "flv")
        self.clip("As wmv", "good", both + ["-c:v", "wmv2", "-c:a", "wmav2"], "wmv")
        self.clip("As mpg", "good", both + mpeg2 + ["-c:a", "mp2"], "mpg")
        self.clip("As m2ts", "good", both + self.X264 + ["-c:a", "ac3", "-mpegts_m2ts_mode", "1"], "m2ts")
        self.clip("As mov", "good", both + ["-c:v", "mjpeg", "-c:a", "pcm_s16le"], "mov")
        self.add("Avi named mkv", "good", self.base["avi"])
        self.add("Junk before a ts", "any", self.chance.randbytes(5000) + self.base["ts"], "ts")

    def times(self, mkv, mp4):
        both = self.picture() + self.tone() + self.X264
        self.clip("Before zero", "good", both + ["-c:a", "aac", "-output_ts_offset", "-0.4", "-avoid_negative_ts", "disabled"], "mp4")
        wrapped = self.bytes_of("wrapped", both + ["-c:a", "aac", "-output_ts_offset", "95442.5"], "ts")
        self.add("Clock that comes round", "any", wrapped, "ts")
        later = self.bytes_of("later", both + ["-c:a", "aac", "-output_ts_offset", "18000"], "ts")
        self.add("Jump of five hours", "any", self.base["ts"] + later, "ts")
        self.add("Jump back by five hours", "any", later + self.base["ts"], "ts")
        self.clip("Jump in mkv", "any", self.picture() + ["-vf", "setpts=PTS+gte(N\\,25)*36000/TB", "-fps_mode", "passthrough"] + self.X264)
        self.clip("A thousand a second", "good", self.picture(rate="1000", seconds="0.5") + self.X264)
        self.clip("One in ten seconds", "any", self.picture(rate="1/10", seconds="40") + self.X264)
        self.clip("One picture", "any", self.picture() + ["-frames:v", "1"] + self.X264)
        self.clip("One picture long sound", "any", self.picture() + self.tone("20") + ["-frames:v", "1"] + self.X264 + ["-c:a", "aac"])
        self.clip("Late sound", "good", [*self.picture(), "-itsoffset", "1", *self.tone(), *self.X264, "-c:a", "aac"])

    def sizes(self, mkv, mp4):
        raw = ["-c:v", "ffv1", "-level", "3"]
        self.clip("One by one", "any", self.picture("16x16") + ["-vf", "scale=1:1", "-pix_fmt", "yuv444p"] + raw)
        self.clip("Two by two", "any", self.picture("16x16") + ["-vf", "scale=2:2", "-pix_fmt", "yuv420p"] + raw)
        self.clip("Sixteen by sixteen", "good", self.picture("16x16") + self.X264)
        self.clip("Odd", "good", self.picture("34x34") + ["-vf", "scale=33:17", "-pix_fmt", "yuv444p"] + raw)
        self.clip("Odd with halves", "good", self.picture("200x200") + ["-vf", "scale=161:91", "-pix_fmt", "yuv420p"] + raw)
        self.clip("Narrow", "any", self.picture("2000x16", seconds="1") + self.X264)
        self.clip("Crooked pixels", "any", self.picture() + ["-vf", "setsar=1000/1"] + self.X264)

    def streams(self, mkv, mp4):
        both = self.picture() + self.tone()
        cover = os.path.join(self.folder, "cover.jpg")
        self.ffmpeg(*self.picture(seconds="0.04"), "-frames:v", "1", cover)
        self.clip("Cover first", "good", ["-i", cover, *both, "-map", "0:v", "-map", "1:v", "-map", "2:a", "-c:v:0", "copy", "-c:v:1", "libx264",
                  "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-disposition:v:0", "attached_pic"], "mp4")
        self.clip("Only cover and sound", "bad", ["-i", cover, *self.tone(), "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac",
                  "-disposition:v:0", "attached_pic"], "mp4")
        font = os.path.join(self.folder, "font.ttf")
        with open(font, "wb") as file:
            file.write(self.chance.randbytes(200_000))
        self.clip("Fonts", "good", [*both, *self.X264, "-c:a", "aac", "-attach", font, "-metadata:s:t", "mimetype=application/x-truetype-font"])
        os.remove(cover), os.remove(font)
        self.clip("Only sound", "bad", self.tone() + ["-c:a", "aac"])
        self.add("Only sound raw", "bad", self.bytes_of("adts", self.tone() + ["-c:a", "aac"], "aac"))
        text = os.path.join(self.folder, "text.srt")
        with open(text, "w") as file:
            file.write("1\n00:00:00,000 --> 00:00:01,000\nHello\n")
        self.clip("Only text", "bad", ["-i", text, "-c:s", "srt"])
        os.remove(text)
        sounds = [argument for _ in range(100) for argument in ("-map", "1:a")]
        self.clip("A hundred sounds", "any", both + ["-map", "0:v", *sounds] + self.X264 + ["-c:a", "mp2", "-b:a", "32k"])
        begin = mp4.rindex(b"trak") - 4
        length = struct.unpack(">I", mp4[begin:begin + 4])[0]
        trak = mp4[begin:begin + length]
        moov = mp4.index(b"moov") - 4
        copies = []
        for number in range(3000):
            place = trak.index(b"tkhd") + 16
            copies.append(trak[:place] + struct.pack(">I", 100 + number) + trak[place + 4:])
        grown = struct.unpack(">I", mp4[moov:moov + 4])[0] + length * len(copies)
        self.add("Three thousand tracks", "any", mp4[:moov] + struct.pack(">I", grown) + mp4[moov + 4:begin] + trak + b"".join(copies)
                 + mp4[begin + length:], "mp4")

    def subtitles(self, mkv, mp4):
        lines = "1\n00:00:00,500 --> 00:00:01,500\nGrüße — “ça va”\n"
        for name, ending, data in [
            ("noise", "srt", self.chance.randbytes(50_000)), ("latin", "srt", lines.encode("cp1252")), ("sixteen bits", "srt", lines.encode("utf-16")),
            ("a film", "srt", mkv), ("nothing", "ass", b""), ("broken", "ass", b"[Script Info]\n[Events]\nDialogue: x,y,z\n" * 500),
            ("backwards", "vtt", b"WEBVTT\n\n00:09.000 --> 00:01.000\n<v a<<<>>\n"), ("large", "srt", lines.encode() * 500_000),
            ("zeros", "srt", bytes(100_000)),
        ]:
            path = self.add(f"Subtitles {name}", "good", self.shifted(mkv))
            with open(path[:-4] + b".en." + ending.encode(), "wb") as file:
                file.write(data)

    def shifted(self, mkv):
        """The same film as another source: some bytes in a Void element at its end."""
        return mkv + b"\xec\x88" + self.chance.randbytes(8)

    def names(self, mkv, mp4):
        for name in ["New\nline", "-i", "%d %s %n", "$(touch canary) `id` ;rm", "Quotes ' \" \\", "concat:a|b", "pipe:0", "Bell \a tab \t",
                     "\u202eright to left", "Emoji \U0001f3ac", " Space ", "n" * 240]:
            self.add(name, "good", self.shifted(mkv))
        # A dot in front hides a file.
        self.add("..  ..", "ignored", self.shifted(mkv))
        self.add(b"Not \xff\xfe UTF-8 \xc3", "good", self.shifted(mkv))

    def no_files(self, mkv, mp4):
        def case(name, expected="listed"):
            path = self.place(name)
            self.cases.append(Case(name, expected, path))
            return path
        os.mkfifo(case("Pipe"))
        server = socket.socket(socket.AF_UNIX)
        here = os.getcwd()
        os.chdir(self.folder)
        server.bind(os.path.basename(case("Socket")).decode())
        os.chdir(here)
        if os.getuid() == 0:
            try:
                os.mknod(self.place("Device"), 0o600 | 0o020000, os.makedev(1, 5))
                case("Device")
            except OSError:
                pass
        one, other = case("Loop one"), case("Loop two")
        os.symlink(os.path.basename(other), one)
        os.symlink(os.path.basename(one), other)
        os.symlink("nowhere.mkv", case("Leads nowhere", "ignored"))
        os.symlink(self.canary_file, case("Leads out", "ignored"))
        os.mkdir(case("Folder", "ignored"))
        if os.getuid() != 0:
            path = self.add("Unreadable", "bad", mkv)
            os.chmod(path, 0)
        self.grow(mkv)

    def grow(self, mkv):
        path = self.add("Grows", "growing", self.shifted(mkv))

        def write():
            with open(path, "ab") as file:
                while self.growing:
                    file.write(b"\xec\x88" + bytes(8))
                    file.flush()
                    time.sleep(0.05)
        self.growing = threading.Thread(target=write, daemon=True)
        self.growing.start()
