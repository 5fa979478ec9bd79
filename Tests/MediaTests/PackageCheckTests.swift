import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("A package that is checked before it is published", .timeLimit(.minutes(10)))
struct PackageCheckTests {
    /// A copy of the generated package.
    private func copy(in scratch: Scratch) async throws -> (folder: String, contents: PackageContents) {
        let film = try await MadeFilm.shared.value
        let folder = scratch.path("copy")
        try FileManager.default.copyItem(atPath: film.scratch.path("package"), toPath: folder)
        return (folder, film.contents)
    }

    @Test("passes as it was made")
    func good() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (folder, contents) = try await copy(in: scratch)

        try PackageCheck.run(contents, in: folder, readingMedia: true)
    }

    @Test("fails for one wrong byte in a file", arguments: ["v-90/media.mp4", "a-de/media.mp4", "manifest.mpd", "package.json"])
    func wrongByte(path: String) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (folder, contents) = try await copy(in: scratch)
        let url = URL(filePath: "\(folder)/\(path)")
        var bytes = try Data(contentsOf: url)
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: url)

        #expect(throws: PackageProblem.damaged(try contents.id(), path: path)) {
            try PackageCheck.run(contents, in: folder, readingMedia: true)
        }
    }

    @Test("fails for a missing file, a cut file and an index that says something else")
    func wrongFiles() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (folder, contents) = try await copy(in: scratch)
        let media = "\(folder)/v-180/media.mp4"
        let bytes = try Data(contentsOf: URL(filePath: media))

        for damaged in [bytes.dropLast(), bytes[..<900] + Data(count: 10) + bytes[910...]] {
            try damaged.write(to: URL(filePath: media))
            #expect(throws: (any Error).self) { try PackageCheck.run(contents, in: folder, readingMedia: true) }
        }
        var index = bytes
        index[Int(contents.video[0].track.headerEnd) + 43] ^= 1
        try index.write(to: URL(filePath: media))
        #expect(throws: PackageProblem.damaged(try contents.id(), path: "v-180/media.mp4")) {
            try PackageCheck.run(contents, in: folder, readingMedia: false)
        }
        try FileManager.default.removeItem(atPath: media)
        #expect(throws: MediaFileProblem.self) { try PackageCheck.run(contents, in: folder, readingMedia: false) }
    }

    @Test("fails when a film is said to last longer than its tracks")
    func wrongDuration() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var (folder, contents) = try await copy(in: scratch)
        contents.duration += 5000
        for (path, bytes) in try PackageText.files(of: contents) { try scratch.write(bytes, to: "copy/\(path)") }

        #expect(throws: PackageProblem.times(try contents.id(), path: "v-180/media.mp4")) {
            try PackageCheck.run(contents, in: folder, readingMedia: false)
        }
    }
}
