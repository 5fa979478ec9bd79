import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A package that is watched while it is made", .timeLimit(.minutes(10)))
struct EarlyPackageTests {
    private static let names = ["v-180", "v-90"]

    /// A job's folder as preparation leaves it: sounds whole, some chunks of the pictures.
    private final class Work {
        let scratch: Scratch
        let film: MadeFilm
        let layout: GrowthLayout
        let shelf: EarlyShelf

        init() async throws {
            film = try await MadeFilm.shared.value
            scratch = try Scratch()
            layout = GrowthLayout(folder: scratch.path("work/job-1"))
            shelf = EarlyShelf(folder: scratch.path("work"))
            for sound in film.contents.audio { try scratch.write(try bytes(film.path(sound.path)), to: "work/job-1/package/\(sound.path)") }
            let beginning = PackageBeginning(
                timeline: film.timeline, video: names.map { PackageBeginning.Rendition(name: $0, peakRate: 400_000) },
                audio: film.contents.audio, text: [], leftOut: [])
            try scratch.write(try JSONEncoder().encode(beginning), to: "work/job-1/growing/beginning.json")
        }

        deinit { scratch.remove() }

        func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

        /// Appends the next chunk to one rendition, or to all.
        func append(_ index: Int, to names: [String] = EarlyPackageTests.names) throws {
            for name in names {
                let track = try MP4File(path: film.scratch.path("\(name)-\(index).mp4")).first(.video)
                var writer: VideoTrackWriter
                if index == 0 {
                    try FileManager.default.createDirectory(atPath: "\(layout.package)/\(name)", withIntermediateDirectories: true)
                    writer = try VideoTrackWriter(to: layout.media(name), timeline: film.timeline, like: track)
                } else {
                    let draft = try JSONDecoder().decode(VideoDraft.self, from: bytes(layout.draft(name)))
                    writer = try VideoTrackWriter(resuming: draft, at: layout.media(name), timeline: film.timeline)
                }
                try writer.append(track)
                try scratch.write(try JSONEncoder().encode(try writer.draft()), to: "work/job-1/growing/\(name).json")
            }
        }

        func whole() throws -> EarlyPackage {
            try EarlyPackage(film.contents, in: film.scratch.path("package"))
        }
    }

    private static func text(_ package: EarlyPackage?, _ path: String) throws -> String {
        guard case .text(let text, _) = try #require(package?.answer(at: path)) else { throw CocoaError(.featureUnsupported) }
        return text
    }

    @Test("is nothing before every rendition has a beginning, grows with the shortest, and is told so at once")
    func grows() async throws {
        let work = try await Work()
        #expect(try await work.shelf.package(of: "job-1") == nil)
        try work.append(0, to: ["v-90"])
        #expect(try await work.shelf.package(of: "job-1") == nil)
        try work.append(0, to: ["v-180"])
        let first = try #require(try await work.shelf.package(of: "job-1"))
        #expect(first.watchable == 4004 && first.isGrowing)
        try work.append(1, to: ["v-90"])
        #expect(try await work.shelf.package(of: "job-1")?.watchable == 4004)
        try work.append(1, to: ["v-180"])
        #expect(try await work.shelf.package(of: "job-1")?.watchable == work.film.timeline.duration)
        for name in ["..", "job-1/../job-1", "", "other"] { #expect(try await work.shelf.package(of: name) == nil) }
    }

    @Test("has HLS playlists of events that only get longer, and end with the published package")
    func playlists() async throws {
        let work = try await Work()
        try work.append(0)
        let early = try await work.shelf.package(of: "job-1")
        let whole = try work.whole()
        let master = try Self.text(early, "master.m3u8")
        #expect(master.contains("#EXT-X-START:TIME-OFFSET=0") && !master.contains("I-FRAME"))
        for name in ["v-180", "v-90", "a-en", "a-de"] {
            #expect(master.contains("\(name)/playlist.m3u8"))
            let list = try Self.text(early, "\(name)/playlist.m3u8").split(separator: "\n")
            let last = try Self.text(whole, "\(name)/playlist.m3u8").split(separator: "\n")
            #expect(list.contains("#EXT-X-PLAYLIST-TYPE:EVENT") && !list.contains("#EXT-X-ENDLIST"))
            #expect(list.filter { $0.hasSuffix(".m4s") } == ["0.m4s", "1.m4s"])
            // Lines are only added, and the target duration stays what it was.
            #expect(last.starts(with: list) && last.last == "#EXT-X-ENDLIST")
            #expect(last.filter { $0.hasSuffix(".m4s") }.count == 4)
            let target = try #require(list.compactMap { $0.hasPrefix("#EXT-X-TARGETDURATION:") ? Double($0.dropFirst(22)) : nil }.first)
            for line in last where line.hasPrefix("#EXTINF:") {
                #expect((Double(line.dropFirst(8).dropLast()) ?? .infinity).rounded() <= target)
            }
        }
    }

    @Test("has a dynamic DASH manifest of known length, and a static one in the end, with the same segments")
    func manifests() async throws {
        let work = try await Work()
        try work.append(0)
        let early = try Self.text(try await work.shelf.package(of: "job-1"), "manifest.mpd")
        let whole = try Self.text(try work.whole(), "manifest.mpd")
        for (text, name) in [(early, "early.mpd"), (whole, "whole.mpd")] {
            let path = try work.scratch.write(Data(text.utf8), to: name)
            #expect(try await Tool.run("xmllint", ["--noout", path]).succeeded)
            let starts = try await Tool.run("xmllint", ["--xpath", "//*[local-name()='S']/@t", path]).lines.map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            // All begin with the offset: of sounds the priming is left out, whose first segment is shorter by as much.
            #expect(starts == ["t=\"2002\"", "t=\"2002\"", "t=\"4004\"", "t=\"4004\""])
        }
        #expect(
            early.contains("type=\"dynamic\"") && early.contains("minimumUpdatePeriod=\"PT5S\"") && early.contains("availabilityStartTime=")
        )
        // What is listed is due by the clock as the film runs, and may be had as soon as it is listed.
        let begun = try #require(early.firstMatch(of: /availabilityStartTime="([^"]+)"/)?.1)
        let written = try FileManager.default.attributesOfItem(atPath: work.layout.beginning)[.modificationDate] as? Date
        #expect(begun == Moment(milliseconds: Int64(try #require(written).timeIntervalSince1970 * 1000)).iso8601)
        #expect(early.contains("availabilityTimeOffset=\"INF\"") && !whole.contains("availabilityTimeOffset"))
        #expect(early.contains("mediaPresentationDuration=\"PT\(Double(work.film.timeline.duration) / 1000)S\""))
        #expect(whole.contains("type=\"static\"") && !whole.contains("availabilityStartTime") && !whole.contains("minimumUpdatePeriod"))
        #expect(early.contains("media=\"v-180/$Number$.m4s\""))
    }

    @Test("hands out slices that are the same when it is published, and play")
    func slices() async throws {
        let work = try await Work()
        try work.append(0)
        let early = try #require(try await work.shelf.package(of: "job-1"))
        let whole = try work.whole()
        var film = Data()
        for name in ["init.mp4", "0.m4s", "1.m4s"] {
            guard case .slice(let path, let range, let type) = early.answer(at: "v-180/\(name)") else {
                Issue.record("nothing at \(name)")
                return
            }
            #expect(type == "video/mp4" && whole.answer(at: "v-180/\(name)") == early.answer(at: "v-180/\(name)"))
            let growing = try work.bytes("\(work.layout.package)/\(path)")[range]
            #expect(growing == (try work.bytes(work.film.path(path)))[range])
            film += growing
        }
        let path = try work.scratch.write(film, to: "beginning.mp4")
        #expect(try await Tool.decoded(path, stream: "v:0").count == 96)
        for path in ["v-180/2.m4s", "v-180/00.m4s", "v-180/-1.m4s", "v-180/media.mp4", "v-180/x.m4s", "v-720/0.m4s", "package.json", ""] {
            #expect(early.answer(at: path) == nil, "\(path)")
        }
    }
}
