import Foundation
import KinoraKernel
import KinoraMedia
import Testing

@Suite("The shelf of packages")
struct PackageShelfTests {
    /// A package with small files in place of media, on a shelf in the scratch folder.
    private func shelve(in scratch: Scratch) throws -> (PackageShelf, PackageID, PackageContents) {
        var contents = ManifestTests.contents()
        let text = Data("WEBVTT\n".utf8)
        contents.text = [
            TextTrack(name: "t", path: "text/en.vtt", language: LanguageTag("en"), size: Int64(text.count), digest: Digest(of: text))
        ]
        contents.still = StillImage(path: "still.jpg", size: 3, digest: Digest(of: Data([1, 2, 3])))
        let id = try contents.id()
        let folder = "packages/\(PackageLayout.folder(of: id))"
        for (path, bytes) in try PackageText.files(of: contents) { try scratch.write(bytes, to: "\(folder)/\(path)") }
        try scratch.write(text, to: "\(folder)/text/en.vtt")
        try scratch.write(Data([1, 2, 3]), to: "\(folder)/still.jpg")
        try scratch.write(Data("secret".utf8), to: "\(folder)/notes.txt")
        try scratch.write(Data(count: Int(ManifestTests.picture.size)), to: "\(folder)/v-720/media.mp4")
        try scratch.write(Data("too short".utf8), to: "\(folder)/a-1/media.mp4")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("\(folder)/a-2/media.mp4"), withDestinationPath: scratch.path("\(folder)/notes.txt"))
        return (PackageShelf(folder: scratch.path("packages")), id, contents)
    }

    @Test("knows what a package contains, and that there is no other")
    func contents() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (shelf, id, contents) = try shelve(in: scratch)

        #expect(try await shelf.contents(of: id) == contents)
        #expect(try await shelf.contents(of: PackageID(String(repeating: "0", count: 64))) == nil)
        for name in ["", "..", "../packages", "a/b/c/d/e/f", "\0\0\0\0\0\0\0\0\0", "ABCDEFGHIJ"] {
            #expect(try await shelf.contents(of: PackageID(name)) == nil)
        }
    }

    @Test(
        "answers listed files with their type and size",
        arguments: [
            ("manifest.mpd", "application/dash+xml"), ("master.m3u8", "application/vnd.apple.mpegurl"),
            ("v-720/playlist.m3u8", "application/vnd.apple.mpegurl"), ("v-720/iframes.m3u8", "application/vnd.apple.mpegurl"),
            ("v-720/media.mp4", "video/mp4"), ("text/en.vtt", "text/vtt; charset=utf-8"), ("text/en.m3u8", "application/vnd.apple.mpegurl"),
            ("still.jpg", "image/jpeg"), ("package.json", "application/json"),
        ])
    func listed(path: String, type: String) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (shelf, id, _) = try shelve(in: scratch)

        // Once from the disk, once from memory.
        for _ in 0..<2 {
            let file = try #require(try await shelf.file(path, of: id))
            let bytes = try Data(contentsOf: URL(filePath: file.absolutePath))
            #expect(file.size == bytes.count)
            #expect(file.contentType == type)
            #expect(file.isImmutable)
        }
    }

    @Test(
        "answers nothing else",
        arguments: [
            "notes.txt", "", "/", ".", "..", "../", "v-720", "v-720/", "/manifest.mpd", "./manifest.mpd", "v-720/../manifest.mpd",
            "v-720/..%2fmanifest.mpd", "v-720%2Fmedia.mp4", "manifest.mpd\0", "manifest.mpd\0.jpg", "v-720\\media.mp4", "v-720//media.mp4",
            "MANIFEST.MPD", "../../../../etc/passwd", "manifest.mpd?x", "still.jpg ", "manife\u{301}st.mpd",
        ])
    func unlisted(path: String) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (shelf, id, _) = try shelve(in: scratch)

        for _ in 0..<2 {
            #expect(try await shelf.file(path, of: id) == nil)
            _ = try await shelf.contents(of: id)
        }
    }

    @Test(
        "refuses listed files that are symbolic links, missing or of another size",
        arguments: ["a-1/media.mp4", "a-2/media.mp4", "v-720/playlist.m3u8"])
    func damaged(path: String) async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (shelf, id, _) = try shelve(in: scratch)
        unlink(scratch.path("packages/\(PackageLayout.folder(of: id))/v-720/playlist.m3u8"))

        await #expect(throws: PackageProblem.damaged(id, path: path)) { try await shelf.file(path, of: id) }
    }

    @Test("refuses a package whose contents lead out of it or are no JSON")
    func hostileContents() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        var contents = ManifestTests.contents()
        contents.video[0].path = "../../../secret.mp4"
        let (leading, broken) = (PackageID("aaaaaaaaaa"), PackageID("bbbbbbbbbb"))
        try scratch.write(try contents.encoded(), to: "packages/\(PackageLayout.folder(of: leading))/package.json")
        try scratch.write(Data("{".utf8), to: "packages/\(PackageLayout.folder(of: broken))/package.json")
        let shelf = PackageShelf(folder: scratch.path("packages"))

        for id in [leading, broken] {
            await #expect(throws: PackageProblem.self) { try await shelf.contents(of: id) }
        }
    }

    @Test("lets a hundred viewers arrive together")
    func together() async throws {
        let scratch = try Scratch()
        defer { scratch.remove() }
        let (shelf, id, contents) = try shelve(in: scratch)

        let answers = try await withThrowingTaskGroup(of: PackageContents?.self) { group in
            for _ in 0..<100 { group.addTask { try await shelf.contents(of: id) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(answers.allSatisfy { $0 == contents })
    }
}
