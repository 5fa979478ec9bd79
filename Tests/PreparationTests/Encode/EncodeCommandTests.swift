import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("Commands, whole")
struct EncodeCommandTests {
    private let opening = [
        "-hide_banner", "-nostdin", "-y", "-v", "error", "-nostats", "-stats_period", "0.5", "-progress", "pipe:1",
    ]

    @Test("A chunk is encoded in all renditions from one decoding")
    func chunk() throws {
        let plan = try PlannerTests.plan(
            PlannerTests.probe(
                PlannerTests.video {
                    $0.height = 480
                    $0.width = 854
                }))
        let command = EncodeCommand.chunk(plan.chunks[0], of: plan, source: "/w/source", outputs: ["/w/a", "/w/b", "/w/c"])
        let keys = "expr:" + stride(from: 0, to: 1300, by: 100).map { "eq(n,\($0))" }.joined(separator: "+")
        func output(_ label: String, _ rate: Int, _ path: String) -> [String] {
            [
                "-map", label, "-frames:v", "1300", "-fps_mode", "passthrough", "-c:v", "libx264", "-preset", "faster", "-crf", "23",
                "-maxrate", "\(rate)", "-bufsize", "\(rate * 2)", "-profile:v", "high", "-threads", "1", "-g", "1301", "-sc_threshold", "0",
                "-forced-idr", "1", "-force_key_frames", keys, "-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc",
                "smpte170m", "-color_range", "tv", "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
                "-video_track_timescale", "25000", "-f", "mp4", path,
            ]
        }
        let filters =
            "[0:0]fps=25/1:start_time=0.000000,setpts=N,split=3[s0][s1][s2];"
            + "[s0]scale=854:480:out_range=tv,setsar=1,format=yuv420p[v0];"
            + "[s1]scale=640:360:out_range=tv,setsar=1,format=yuv420p[v1];" + "[s2]scale=428:240:out_range=tv,setsar=1,format=yuv420p[v2]"
        let wanted =
            opening + ["-filter_threads", "1", "-filter_complex_threads", "1"] + SafeOpening.arguments + ["-threads", "1"]
            + ["-i", "file:/w/source", "-filter_complex", filters] + output("[v0]", 1_500_000, "file:/w/a")
            + output("[v1]", 600_000, "file:/w/b") + output("[v2]", 300_000, "file:/w/c")
        #expect(command.arguments == wanted)
        #expect(command.outputs == ["/w/a", "/w/b", "/w/c"])
    }

    @Test("A later chunk is read from a key picture ahead, and the last may repeat its last picture")
    func lastChunk() throws {
        var probe = PlannerTests.probe(
            PlannerTests.video {
                $0.height = 180
                $0.width = 320
                $0.isInterlaced = true
            })
        probe.video[0].index = 2
        let plan = try PlannerTests.plan(probe, PlannerTests.survey(from: 0.02))
        let command = EncodeCommand.chunk(plan.chunks[1], of: plan, source: "/w/source", outputs: ["/w/a"])
        let input = try #require(command.arguments.firstIndex(of: "-i"))
        #expect(command.arguments[(input - 2)...input] == ["-ss", "50.020000", "-i"])
        let filters = try #require(command.arguments.firstIndex(of: "-filter_complex"))
        #expect(
            command.arguments[filters + 1]
                == "[0:2]bwdif=mode=send_field:deint=interlaced,fps=50/1:start_time=2.000000,tpad=stop=12:stop_mode=clone,setpts=N,"
                + "scale=320:180:out_range=tv,setsar=1,format=yuv420p[v0]")
    }

    @Test("Web-ready pictures are copied")
    func copy() throws {
        let plan = try PlannerTests.plan()
        #expect(
            EncodeCommand.copy(of: plan, source: "/w/source", output: "/w/copied").arguments
                == opening + SafeOpening.arguments + [
                    "-i", "file:/w/source", "-map", "0:0", "-c:v", "copy", "-map_metadata", "-1",
                    "-map_chapters", "-1", "-fflags", "+bitexact", "-video_track_timescale", "25000", "-f", "mp4", "file:/w/copied",
                ])
    }

    @Test("All sounds come from one pass, as long as the picture")
    func sound() throws {
        let audio = [1, 2].map {
            AudioStream(
                index: $0, codec: "ac3", channels: $0 == 1 ? 6 : 2, sampleRate: 48000, language: LanguageTag($0 == 1 ? "eng" : "ger"))
        }
        let plan = try PlannerTests.plan(PlannerTests.probe(audio: audio), PlannerTests.survey(from: 0.021))
        let time = "asetpts=PTS-0.021000/TB,aresample=48000:async=1000:first_pts=0"
        let limiter = "aresample=192000,alimiter=limit=0.707946:level=0:latency=1,aresample=48000"
        let wide = "aresample=96000,alimiter=limit=0.668344:level=0:latency=1,aresample=48000"
        func output(_ map: String, _ layout: String, _ rate: Int, _ change: String, _ path: String) -> [String] {
            [
                "-map", map, "-af",
                "\(time),aformat=sample_fmts=fltp:channel_layouts=\(layout),apad=whole_dur=100.000000\(change)", "-t", "100.000000",
                "-c:a", "aac", "-b:a", "\(rate)", "-threads", "1", "-flags:a", "+bitexact", "-map_metadata", "-1", "-map_chapters", "-1",
                "-fflags", "+bitexact", "-f", "mp4", path,
            ]
        }
        let levels = [1: SoundLevel(loudness: -28, peak: -10), 2: SoundLevel(loudness: -24.5, peak: -2)]
        #expect(
            EncodeCommand.sound(of: plan, levels: levels, source: "/w/source", outputs: ["/w/en", "/w/6", "/w/de"]).arguments
                == opening + SafeOpening.arguments + ["-threads", "1", "-i", "file:/w/source"]
                + output("0:1", "stereo", 128_000, ",volume=5.0dB:precision=float", "file:/w/en")
                + output("0:1", "5.1", 320_000, ",volume=5.0dB:precision=float,\(wide)", "file:/w/6")
                + output("0:2", "stereo", 128_000, ",volume=1.5dB:precision=float,\(limiter)", "file:/w/de"))
        #expect(
            EncodeCommand.levels(of: [1, 2], plan, source: "/w/source").arguments.suffix(13)
                == [
                    "-filter_complex",
                    [1, 2].map { stream in
                        "[0:\(stream)]\(time),aformat=sample_fmts=fltp:channel_layouts=stereo,"
                            + "ebur128@stream\(stream)=peak=true:framelog=verbose[m\(stream)]"
                    }.joined(separator: ";"),
                    "-map", "[m1]", "-t", "100.000000", "-f", "null", "-", "-map", "[m2]", "-t", "100.000000", "-f", "null", "-",
                ].suffix(13))
    }

    @Test("Subtitles are written down, shifted to the film's beginning")
    func texts() throws {
        let text = [TextStream(index: 3, codec: "ass"), TextStream(index: 4, codec: "mov_text")]
        let plan = try PlannerTests.plan(PlannerTests.probe(text: text), PlannerTests.survey(from: 0.021))
        #expect(
            EncodeCommand.texts(plan.text, of: plan, source: "/w/source", outputs: ["/w/3", "/w/4"]).arguments
                == opening + ["-itsoffset", "-0.021000"] + SafeOpening.arguments + [
                    "-i", "file:/w/source", "-map", "0:3", "-c:s", "copy",
                    "-map_metadata", "-1", "-f", "ass", "file:/w/3", "-map", "0:4", "-c:s", "srt", "-map_metadata", "-1", "-f", "srt",
                    "file:/w/4",
                ])
    }
}
