import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("The seals of segments", .timeLimit(.minutes(10)))
struct SegmentSealTests {
    private static let perFrame = Clip.rate.ticks.perFrame

    /// The seals of a rendition's chunks, and its finished file in a place where it can be damaged.
    private struct Sealed {
        let wanted: [Digest]
        let rendition: VideoRendition
        let copy: String

        init(
            _ contents: PackageContents, _ index: Int, chunks: [String], lengths: [[Int]], package: (String) -> String, in scratch: Scratch
        )
            throws
        {
            rendition = contents.video[index]
            wanted = try zip(chunks, lengths).flatMap { path, lengths in
                try SegmentSeals.of(try MP4File(path: path).first(.video), lengths: lengths, at: Clip.rate, isOurs: true)
            }
            copy = scratch.path("media.mp4")
            try FileManager.default.copyItem(atPath: package(rendition.path), toPath: copy)
        }

        func found() throws -> [Digest] {
            try SegmentSeals.of(rendition.track, in: try RandomAccessFile(path: copy), perFrame: SegmentSealTests.perFrame)
        }

        func change(_ change: (inout Data) throws -> Void) throws {
            var data = try Data(contentsOf: URL(filePath: copy))
            try change(&data)
            try data.write(to: URL(filePath: copy))
        }

        func start(of segment: Int) -> Int {
            Int(rendition.track.segments[..<segment].reduce(rendition.track.indexEnd) { $0 + $1.size })
        }
    }

    private static func sealed(av1: Bool, in scratch: Scratch) async throws -> Sealed {
        if av1 {
            let film = try await AV1Film.shared.value
            return try Sealed(
                film.contents, 1, chunks: film.chunkPaths, lengths: [[48, 24], [24, 24]], package: film.path, in: scratch)
        }
        let film = try await MadeFilm.shared.value
        return try Sealed(film.contents, 0, chunks: film.chunkPaths, lengths: [[48, 48], [48, 12]], package: film.path, in: scratch)
    }

    @Test("are the same for the parts and for the track made of them", arguments: [false, true])
    func same(av1: Bool) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sealed = try await Self.sealed(av1: av1, in: scratch)

        #expect(try sealed.found() == sealed.wanted)
        #expect(Set(sealed.wanted).count == 4)
    }

    @Test("tell which segment one flipped bit is in", arguments: [false, true])
    func flippedBit(av1: Bool) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sealed = try await Self.sealed(av1: av1, in: scratch)
        let end = sealed.start(of: 3) - 1

        try sealed.change { $0[end - 20] ^= 1 }

        let found = try sealed.found()
        #expect(found.indices.filter { found[$0] != sealed.wanted[$0] } == [2])
    }

    @Test("tell that two pictures are shown in the other's place")
    func wrongOrder() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sealed = try await Self.sealed(av1: false, in: scratch)
        let start = sealed.start(of: 1)

        // A run of `size, offset` for each picture behind its flags, number, place and first flags.
        try sealed.change { data in
            let run = try #require(data[start...].range(of: Data("trun".utf8))).upperBound + 16
            let (one, other) = (run + 8 + 4..<run + 8 + 8, run + 16 + 4..<run + 16 + 8)
            let kept = Data(data[one])
            try #require(kept != Data(data[other]), "they have different places")
            data.replaceSubrange(one, with: Data(data[other]))
            data.replaceSubrange(other, with: kept)
        }

        let found = try sealed.found()
        #expect(found.indices.filter { found[$0] != sealed.wanted[$0] } == [1])
    }

    @Test("cannot be taken where a picture is missing from a segment or from a part")
    func missing() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let sealed = try await Self.sealed(av1: false, in: scratch)
        let start = sealed.start(of: 1)
        let film = try await MadeFilm.shared.value

        try sealed.change { data in
            let count = try #require(data[start...].range(of: Data("trun".utf8))).upperBound + 7
            data[count] -= 1
        }

        #expect(throws: MediaFileProblem.self) { try sealed.found() }
        let part = try MP4File(path: film.chunkPaths[0]).first(.video)
        #expect(throws: PackagingProblem.frames(expected: 97, found: 96)) {
            try SegmentSeals.of(part, lengths: [48, 49], at: Clip.rate, isOurs: true)
        }
    }

    @Test("are refused for a part with a picture that is cut or filled with something else", arguments: [false, true])
    func notWhole(av1: Bool) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (paths, lengths) =
            av1 ? (try await AV1Film.shared.value.chunkPaths, [48, 24]) : (try await MadeFilm.shared.value.chunkPaths, [48, 48])
        let sample = try MP4File(path: paths[0]).first(.video).samples[10]
        var data = try Data(contentsOf: URL(filePath: paths[0]))
        let place = Int(sample.offset)
        data.replaceSubrange(place..<place + Int(sample.size), with: Data(repeating: 0, count: Int(sample.size)))
        try data.write(to: URL(filePath: scratch.path("part.mp4")))
        let part = try MP4File(path: scratch.path("part.mp4")).first(.video)

        #expect(throws: PackagingProblem.other(scratch.path("part.mp4"), "picture 10 is not whole")) {
            try SegmentSeals.of(part, lengths: lengths, at: Clip.rate, isOurs: true)
        }
        #expect(try SegmentSeals.of(part, lengths: lengths, at: Clip.rate, isOurs: false).count == 2)
    }
}
