import Foundation
import Testing

/// The real program, a real browser and ffmpeg, while a film is being prepared.
@Suite("A film is watched while it is prepared", .timeLimit(.minutes(15)))
struct EarlyTests {
    private static let environment = [
        "KINORA_CHUNK_SECONDS": "10", "KINORA_WORKERS": "1", "KINORA_SETTLE_SECONDS": "0", "KINORA_SCAN_SECONDS": "1",
    ]

    private static func until<Found>(_ sentence: String, _ find: () async throws -> Found?) async throws -> Found {
        for _ in 0..<2400 {
            if let found = try await find() { return found }
            try await Task.sleep(for: .milliseconds(250))
        }
        throw ToolFailure(message: sentence)
    }

    /// The first group of a pattern in a page, as soon as it is there.
    private static func found(_ pattern: Regex<(Substring, Substring)>, at url: String) async throws -> String? {
        guard let page = try? await RunningHouse.get(url) else { return nil }
        return page.firstMatch(of: pattern).map { String($0.1) }
    }

    /// The list of a rendition of what a watch page plays.
    private func carriedList(_ hls: String, _ list: String, _ watch: String, _ house: RunningHouse) async throws -> String {
        try await MediaGrant.carried(hls, from: watch, at: house.address).replacing("master.m3u8", with: list)
    }

    @Test func itIsPlayedBeyondWhatWasThereAndToTheEnd() async throws {
        let program = try KinoraProgram.inNewFolder(Self.environment)
        defer { program.remove() }
        let film = program.library.appendingPathComponent("Harbour Lights (2021).mkv")
        // Noise takes its time.
        try await Tool.film(seconds: 60, size: "1280x720", extra: ["-vf", "noise=alls=30:allf=t", "-c:v", "mpeg4", "-q:v", "6"], at: film)
        var house = try await RunningHouse(program, ["--library", program.library.path])
        defer { house.stop() }

        // Given: a film with a beginning is listed, and its page says so.
        let page = try await Self.until("the film was never listed") {
            try await Self.found(#/href="(/films/[^"?#]+)"/#, at: house.address + "/films")
        }
        // From here on nothing is added, so that what follows does not depend on how fast this machine is.
        #expect(try await program.run(["jobs", "pause", "--all"]).code == 0)
        #expect(try await RunningHouse.get(house.address + "/films").contains("being prepared"))
        #expect(try await RunningHouse.get(house.address + page).contains("the rest is being prepared"))
        let watch = try #require(try await Self.found(#/href="(/watch/[^"?#]+)"/#, at: house.address + page))
        let hls = try #require(try await Self.found(#/data-hls="([^"]+)"/#, at: house.address + watch))
        #expect(hls.hasPrefix("/early/"))

        // Then: ffmpeg reads the playlist of the event as far as it is.
        let carried = try await MediaGrant.carried(hls, from: watch, at: house.address)
        let video = try #require(try await RunningHouse.get(carried).split(separator: "\n").first { $0.hasPrefix("v-") })
        var list = carried.replacing("master.m3u8", with: String(video))
        let growing = try await RunningHouse.get(list)
        #expect(growing.contains("#EXT-X-PLAYLIST-TYPE:EVENT") && !growing.contains("#EXT-X-ENDLIST"))
        let read = try await Tool.run(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-live_start_index", "0", "-i", carried, "-t", "8", "-map", "0:v:0", "-map", "0:a:0"]
                + ["-f", "null", "-progress", "pipe:1", "-"])
        #expect(read.succeeded && read.error.isEmpty, "\(read.error.prefix(500))")
        #expect(PackageFile.lastProgress(in: read.output).map { $0 > 7.5 } == true)

        // And: the address is the same after a new start of the server.
        house.stop()
        house = try await RunningHouse(program, ["--library", program.library.path])
        list = try await carriedList(hls, String(video), watch, house)
        let again = try await RunningHouse.get(list)
        #expect(again.hasPrefix(growing) || again.split(separator: "\n").starts(with: growing.split(separator: "\n")))

        let early = list
        // And: Chromium plays on beyond what was there, lets everything go on, and plays to the end.
        let browser = try await Tool.script(
            "Tests/Browser/early.py", environment: ["KINORA_BASE": house.address, "KINORA_WATCH": String(watch), "KINORA_FILM": page])
        #expect(browser.succeeded, "\(browser.error.suffix(3000))")

        // In the end: the same addresses answer with what was published, and the pages play the package.
        #expect(try await RunningHouse.get(early).hasSuffix("#EXT-X-ENDLIST\n"))
        let whole = try await Tool.run(
            "ffmpeg", ["-v", "error", "-nostdin", "-i", early, "-map", "0:v:0", "-f", "null", "-progress", "pipe:1", "-"])
        #expect(
            whole.succeeded && PackageFile.lastProgress(in: whole.output).map { abs($0 - 60) < 0.3 } == true, "\(whole.error.prefix(500))")
        #expect(try await Self.found(#/data-hls="([^"]+)"/#, at: house.address + watch)?.hasPrefix("/media/") == true)
        #expect(try await !RunningHouse.get(house.address + page).contains("being prepared"))
    }

    /// GStreamer goes by the clock, and gives up what is made more slowly than it runs (Documentation/packages.md). Where this machine is that
    /// slow, nothing is learned.
    @Test(
        "GStreamer follows it to its end",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/gst-launch-1.0"),
            "needs gstreamer1.0-tools and the plug-ins base, good, bad and libav"))
    func gstreamer() async throws {
        let program = try KinoraProgram.inNewFolder(Self.environment.merging(["KINORA_CHUNK_SECONDS": "4"]) { $1 })
        defer { program.remove() }
        let film = program.library.appendingPathComponent("Harbour Lights (2021).mkv")
        try await Tool.film(seconds: 60, size: "640x360", extra: ["-vf", "noise=alls=30:allf=t", "-c:v", "mpeg4", "-q:v", "6"], at: film)
        try Data("1\n00:00:01,000 --> 00:00:03,000\nHello\n".utf8).write(
            to: program.library.appendingPathComponent("Harbour Lights (2021).en.srt"))
        let house = try await RunningHouse(program, ["--library", program.library.path])
        defer { house.stop() }
        let page = try await Self.until("the film was never listed") {
            try await Self.found(#/href="(/films/[^"?#]+)"/#, at: house.address + "/films")
        }
        let listed = ContinuousClock.now
        let watch = try #require(try await Self.found(#/href="(/watch/[^"?#]+)"/#, at: house.address + page))
        let dash = try #require(try await Self.found(#/data-dash="([^"]+)"/#, at: house.address + watch))
        try #require(dash.hasPrefix("/early/"))
        let carried = try await MediaGrant.carried(dash, from: watch, at: house.address)
        #expect(try await RunningHouse.get(carried).contains(#"type="dynamic""#))

        let sinks = ["video-sink=fakesink sync=true", "audio-sink=fakesink sync=true"]
        async let played = Tool.run("timeout", ["300", "gst-launch-1.0", "-q", "playbin3", "uri=\(carried)"] + sinks)
        _ = try await Self.until("the film was never published") {
            try await RunningHouse.get(carried).contains(#"type="static""#) ? true : nil
        }
        let isInTime = listed.duration(to: .now) < .seconds(50)
        let outcome = try await played
        #expect(!isInTime || outcome.succeeded && !outcome.error.contains("ERROR"), "\(outcome.output)\n\(outcome.error)")
    }

    @Test func whatIsCancelledIsNoLongerOffered() async throws {
        let program = try KinoraProgram.inNewFolder(Self.environment)
        defer { program.remove() }
        let film = program.library.appendingPathComponent("Harbour Lights (2021).mkv")
        try await Tool.film(seconds: 60, size: "1280x720", extra: ["-vf", "noise=alls=30:allf=t", "-c:v", "mpeg4", "-q:v", "6"], at: film)
        let house = try await RunningHouse(program, ["--library", program.library.path])
        defer { house.stop() }
        let page = try await Self.until("the film was never listed") {
            try await Self.found(#/href="(/films/[^"?#]+)"/#, at: house.address + "/films")
        }
        let watch = try #require(try await Self.found(#/href="(/watch/[^"?#]+)"/#, at: house.address + page))
        let dash = try #require(try await Self.found(#/data-dash="([^"]+)"/#, at: house.address + watch))
        let carried = try await MediaGrant.carried(dash, from: watch, at: house.address)
        let job = try #require(try await program.jobs().first?.id)
        #expect(try await program.run(["jobs", "cancel", job]).code == 0)
        _ = try await Self.until("it was still offered") {
            let isListed = try await RunningHouse.get(house.address + "/films").contains(page)
            let status = try await Tool.run("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", carried]).output
            return !isListed && status == "404" ? true : nil
        }
    }
}
