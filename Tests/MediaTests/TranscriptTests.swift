import KinoraKernel
import KinoraMedia
import Testing

@Suite("What is said in a film")
struct TranscriptTests {
    private func said(_ text: String) -> [[String]] {
        Transcript(webVTT: Array(text.utf8)).utterances.map { $0.parts.map(\.text) }
    }

    @Test func cuesThatGoTogetherAreJoinedAndKeepTheirMoments() {
        let transcript = Transcript(
            webVTT: Array(
                """
                WEBVTT
                X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000

                00:00:01.000 --> 00:00:02.500
                I have watched the lighthouse

                00:00:02.600 --> 00:00:04.000
                since I was a child, every night.

                00:00:04.100 --> 00:00:06.000
                And what did the keeper ever say to you?

                00:01:00.000 --> 00:01:02.000
                and this comes much later
                """.utf8))

        #expect(transcript.utterances.map { $0.parts.map(\.start) } == [[1000, 2600], [4100], [60_000]])
        #expect(transcript.utterances[0].parts.map(\.text) == ["I have watched the lighthouse", "since I was a child, every night."])
    }

    @Test func aShortWordGoesWithWhatFollowsAndAnEllipsisGoesOn() {
        let text = """
            WEBVTT

            00:01.000 --> 00:02.000
            No.

            00:02.100 --> 00:03.000
            I am the keeper of this lighthouse now...

            00:03.100 --> 00:04.000
            ...and nobody will tell you so.

            00:04.100 --> 00:05.000
            - Another person begins to speak here.
            """
        #expect(
            said(text) == [
                ["No.", "I am the keeper of this lighthouse now...", "...and nobody will tell you so."],
                ["- Another person begins to speak here."],
            ])
    }

    @Test func nothingIsLeftOfMarkupAndHostileTextStaysText() {
        let text = """
            WEBVTT

            STYLE
            ::cue { color: red }

            00:01.000 --> 00:02.000 line:0 align:left
            <v Ida><i>Where</i> is <b>the <c.loud>boat</c></b>?
            <script>alert(1)</script> &lt;b&gt; Tom &amp; Ida\u{202E} say.
            """
        #expect(said(text) == [["Where is the boat? alert(1) <b> Tom & Ida say."]])
    }

    @Test func subtitlesWithoutFullStopsDoNotBecomeOneLongSentence() {
        let cues = (0..<40).map { "00:\($0 + 10).000 --> 00:\($0 + 10).900\nwords without an end number \($0)" }.joined(separator: "\n\n")
        let said = said("WEBVTT\n\n" + cues)

        #expect(said.allSatisfy { $0.count <= 4 } && said.joined().count == 40)
    }

    @Test func aFileWithoutEndIsCut() {
        let cue = "00:00:01.000 --> 00:00:02.000\nOne more line that is said here, and it ends.\n\n"
        let large = Transcript(webVTT: Array(("WEBVTT\n\n" + String(repeating: cue, count: 200_000)).utf8))
        let small = Transcript(webVTT: Array(("WEBVTT\n\n" + String(repeating: "0:01.0 --> 0:02.0\nx.\n\n", count: 180_000)).utf8))

        #expect(large.utterances.count < 60_000 && !large.utterances.isEmpty)
        #expect(small.utterances.reduce(0) { $0 + $1.parts.count } <= Transcript.mostCues)
        #expect(Transcript(webVTT: Array("no WebVTT at all".utf8)).utterances.isEmpty)
        #expect(Transcript(webVTT: [0xFF, 0xFE, 0x00]).utterances.isEmpty)
    }
}
