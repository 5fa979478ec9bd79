import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("Subtitles become clean WebVTT")
struct SubtitlesTests {
    private func cues(_ text: String) throws -> [Cue] { try Subtitles(Array(text.utf8)).cues }

    private func srt(_ text: String) throws -> Cue {
        try #require(try cues("1\n00:00:01,000 --> 00:00:02,500\n\(text)\n").first)
    }

    private func ass(_ text: String, style: String = "Default") throws -> Cue {
        let file = """
            [Script Info]
            PlayResX: 640
            PlayResY: 360
            [V4+ Styles]
            Format: Name, Fontname, Italic, Alignment
            Style: Default,Arial,0,2
            Style: Top,Arial,-1,8
            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
            Comment: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,nothing to show
            Dialogue: 0,0:00:01.00,0:00:02.50,\(style),,0,0,0,,\(text)
            """
        return try #require(try cues(file).first)
    }

    @Test("with the map from the shared offset and nothing before the first cue")
    func file() throws {
        let subtitles = try Subtitles(Array("1\r\n00:00:01,000 --> 01:00:02,500\r\nHello\r\nthere\r\n\r\n".utf8))

        let text = String(decoding: subtitles.webVTT(presentationOffset: 7515), as: UTF8.self)

        #expect(text == "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:7515,LOCAL:00:00:00.000\n\n00:00:01.000 --> 01:00:02.500\nHello\nthere\n")
    }

    @Test(
        "from SubRip with its markup",
        arguments: [
            ("Tom & Jerry --> 3 < 4", "Tom &amp; Jerry --&gt; 3 &lt; 4"), ("<i>Soft</i> and <B>loud</B>", "<i>Soft</i> and <b>loud</b>"),
            ("<font color=\"#ff0000\">Red</font>", "Red"), ("<i>open", "<i>open</i>"), ("never opened</i>", "never opened"),
            ("<i><b>x</i>y</b>", "<i><b>x</b></i><b>y</b>"), ("<i></i>only", "only"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("a &amp; b", "a &amp; b"), ("one\n\n\ntwo", "one\ntwo"), ("  wide   space ", "wide space"),
            ("{\\i1}slanted{\\i0} not", "<i>slanted</i> not"),
            ("{curly} stays", "{curly} stays"), ("1984", "1984"), ("x <", "x &lt;"), ("x {", "x {"), ("a\u{1}\u{7}b", "ab"),
        ])
    func subRip(source: String, expected: String) throws {
        #expect(try srt(source).text == expected)
    }

    @Test(
        "in the place that SubRip or ASS gives",
        arguments: [
            ("{\\an8}x", "line:0"), ("{\\an7}x", "line:0 align:left"), ("{\\an5}x", "line:45%"), ("{\\an3}x", "align:right"),
            ("{\\an2}x", ""),
            ("{\\a6}x", "line:0"), ("{\\an8\\an1}x", "line:0"), ("{\\an99}x", ""),
        ])
    func places(source: String, expected: String) throws {
        #expect(try srt(source).settings == expected)
        #expect(try ass(source).settings == expected)
    }

    @Test(
        "from ASS without what only ASS can show",
        arguments: [
            ("One\\NTwo\\hThree", "One\nTwo\u{A0}Three"), ("{\\k20}Ka{\\k30}ra", "Kara"), ("{\\p1}m 0 0 l 100 0{\\p0}seen", "seen"),
            ("{\\b1}loud{\\r} plain", "<b>loud</b> plain"), ("{a note}text, with a comma", "text, with a comma"), ("<i>x", "&lt;i&gt;x"),
            ("{\\fnArial\\fs20\\c&HFFFFFF&\\blur2\\bord3}x", "x"), ("{\\i1\\i0}x", "x"),
        ])
    func ass(source: String, expected: String) throws {
        #expect(try ass(source, style: "Default").text == expected)
    }

    @Test("with points of ASS as shares of the picture, and styles")
    func points() throws {
        #expect(try ass("{\\an7\\pos(320,90)}x").settings == "line:25% position:50% align:left")
        #expect(try ass("{\\pos(160,360)}x").settings == "line:94% position:25%")
        #expect(try ass("{\\pos(nan,1e999)}x").settings == "")
        #expect(try ass("{\\pos(-99999,99999)}x").settings == "line:100% position:0%")
        #expect(try ass("x", style: "Top") == Cue(start: 1000, end: 2500, text: "<i>x</i>", settings: "line:0"))
    }

    @Test("from WebVTT without styles, regions, notes and classes")
    func webVTT() throws {
        let found = try cues(
            """
            \u{FEFF}WEBVTT - a title
            X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000

            STYLE
            ::cue { color: red }

            NOTE nothing

            a name
            00:01.000 --> 00:02.000 line:10% region:fred align:start onclick:x
            <v Fred><c.red>Hi</c> <00:00:01.500>&lt;you&gt; &amp; <u>me</u></v>
            """)

        #expect(found == [Cue(start: 1000, end: 2000, text: "Hi &lt;you&gt; &amp; <u>me</u>", settings: "line:10% align:start")])
    }

    @Test("in order, without cues that cannot be shown, and repetitions joined")
    func order() throws {
        let found = try Subtitles(
            Array(
                """
                5
                00:00:05,000 --> 00:00:06,000
                late

                1
                00:00:01,000 --> 00:00:04,000
                early

                2
                00:00:02,000 --> 00:00:03,000
                meanwhile

                3
                00:00:02,000 --> 00:00:02,000
                no length

                4
                00:00:09,000 --> 00:00:08,000
                backwards

                6
                00:00:06,010 --> 00:00:07,000
                late

                7
                00:00:08,000 --> 9999:00:00,000
                to the end

                8
                2000:00:08,000 --> 2000:00:09,000
                never
                """.utf8), duration: 10_000
        ).cues

        #expect(found.map(\.text) == ["early", "meanwhile", "late", "to the end"])
        #expect(found.map(\.start) == [1000, 2000, 5000, 8000])
        #expect(found.map(\.end) == [4000, 3000, 7000, 10_000])
    }

    @Test("keeps a number that is said, and not the counter before the next cue")
    func numbers() throws {
        let found = try cues("1\n0:00:01,5 --> 0:00:02,25\n\n42\n\n2\n00:00:03.000 --> 00:00:04.000 X1:10 X2:20\nanswer\n\n3\n")

        #expect(found.map(\.text) == ["42", "answer\n3"] || found.map(\.text) == ["42", "answer"])
        #expect(found[0].start == 1500 && found[0].end == 2250)
    }

    @Test(
        "in the encodings that old files have",
        arguments: [
            (
                "Příliš žluťoučký kůň úpěl ďábelské ódy",
                [UInt8]([
                    80, 248, 237, 108, 105, 154, 32, 158, 108, 117, 157, 111, 117, 232, 107, 253, 32, 107, 249, 242, 32, 250, 112, 236, 108,
                    32, 239, 225, 98, 101, 108, 115, 107, 233, 32, 243, 100, 121,
                ])
            ),
            ("Zażółć gęślą jaźń", [90, 97, 191, 243, 179, 230, 32, 103, 234, 156, 108, 185, 32, 106, 97, 159, 241]),
            ("Привет, как дела?", [207, 240, 232, 226, 229, 242, 44, 32, 234, 224, 234, 32, 228, 229, 235, 224, 63]),
            (
                "Où est l’été, mon cœur ?",
                [79, 249, 32, 101, 115, 116, 32, 108, 146, 233, 116, 233, 44, 32, 109, 111, 110, 32, 99, 156, 117, 114, 32, 63]
            ),
            ("Größe für Ämter", [71, 114, 246, 223, 101, 32, 102, 252, 114, 32, 196, 109, 116, 101, 114]),
        ])
    func codePages(expected: String, bytes: [UInt8]) throws {
        let file = Array("1\n00:00:01,000 --> 00:00:02,000\n".utf8) + bytes

        #expect(try Subtitles(file).cues.first?.text == expected)
    }

    @Test("in UTF-16 of either order, with and without a mark, and UTF-8 with one")
    func unicode() throws {
        let text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nŽluťoučký 🐎\r\n"
        let units = Array(text.utf16)
        let low = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let high = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }

        for bytes in [[0xFF, 0xFE] + low, [0xFE, 0xFF] + high, low, high, [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
            #expect(try Subtitles(bytes).cues.first?.text == "Žluťoučký 🐎")
        }
    }

    @Test("refuses what is not subtitles, with a sentence")
    func refusals() throws {
        #expect(throws: SubtitleProblem.noCues) { try Subtitles([]) }
        #expect(throws: SubtitleProblem.noCues) { try Subtitles(Array("Just a text.\n".utf8)) }
        #expect(throws: SubtitleProblem.noCues) { try Subtitles(Array("WEBVTT\n\n".utf8)) }
        #expect(throws: SubtitleProblem.notText) { try Subtitles([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]) }
        #expect(throws: SubtitleProblem.tooLarge) { try Subtitles([UInt8](repeating: 65, count: Subtitles.sizeLimit + 1)) }
    }

    @Test("survives any bytes", arguments: 1...3)
    func anyBytes(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "\n", "{", "}", "<", ">", "\\", "&", "-->", "00:00:01,000 --> 00:00:02,000\n", "[Events]\n", "Dialogue: ", ",", "WEBVTT\n",
            "an8", "pos(", "é", "\u{202E}", "1", ":",
        ]

        for _ in 0..<400 {
            let text = (0..<60).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard let subtitles = try? Subtitles(Array(text.utf8)) else { continue }
            for cue in subtitles.cues {
                #expect(cue.start < cue.end && !cue.text.contains("-->") && !cue.text.contains("\n\n") && !cue.settings.contains("\n"))
            }
        }
    }

    @Test("that ffmpeg reads cue by cue")
    func readByFFmpeg() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let subtitles = try Subtitles(
            Array("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>One</i> & two\n\n2\n00:00:03,000 --> 00:00:04,000\nThree\n".utf8))
        let path = try scratch.write(subtitles.webVTT(presentationOffset: 7515), to: "text.vtt")

        let packets = try await Tool.run(
            "ffprobe", ["-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "compact=p=0:nk=1", path])

        #expect(packets.lines.map { $0.trimmingCharacters(in: ["|"]) } == ["1.000000|1.000000", "3.000000|1.000000"])
    }
}
