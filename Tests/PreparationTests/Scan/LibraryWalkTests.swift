import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("A walk through a library of hostile names", .timeLimit(.minutes(10)))
struct LibraryWalkTests {
    private func walk(_ bench: LibraryBench) async throws -> LibraryWalk {
        let folder = bench.library.folder
        return try await BlockingWork.run { try LibraryWalk(folder, cancellation: $0) }
    }

    @Test("every name is found, told and opened again")
    func hostileNames() async throws {
        let bench = try await LibraryBench(.films)
        defer { bench.remove() }
        let names: [[UInt8]] = [
            Array("line\nbreak (2001).mkv".utf8), Array("-leading dash.mkv".utf8), Array("with # and % and ? (2002).mkv".utf8),
            Array("🎬 emoji (2003).mkv".utf8), Array("e\u{301}te\u{301} (2004).mkv".utf8), Array("\u{E9}t\u{E9} (2004).mkv".utf8),
            Array(repeating: UInt8(ascii: "n"), count: 251) + Array(".mkv".utf8),
            [0x43, 0x61, 0x66, 0xE9, 0xFF] + Array(" (2005).mkv".utf8),
            Array("back\\slash \\x41 (2006).mkv".utf8), Array("'quotes\" (2007).mkv".utf8), Array("CON.mkv".utf8),
            Array("$(touch x) (2008).mkv".utf8),
        ]
        for (number, name) in names.enumerated() { try bench.write(bytes: name, "\(number)") }

        let report = try await bench.apply()

        #expect(report.count(.new) == names.count)
        #expect(try await bench.jobs.count == names.count)
        let stored = Set(try await bench.sources.map { FilePath(text: $0.value.path).bytes })
        #expect(stored == Set(names))
        #expect(try await bench.apply().unchanged == names.count)
    }

    @Test("what is ignored")
    func ignored() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        for path in [
            ".hidden/a.mkv", ".b.mkv", "@eaDir/c.mkv", "#recycle/d.mkv", "lost+found/e.mkv", "f.mkv.part", "skipped/g.mkv", "text.txt",
            "rules/sample.mkv", "rules/deep/h.avi", "rules/kept.mkv", "rules/deep/specials/i.mkv",
        ] { try bench.write(path, path, bytes: 100) }
        try bench.write("skipped/.ignore", data: Data())
        try bench.write("rules/.ignore", data: Data("# odd ones\n*.avi\nsample.mkv\nspecials/\n".utf8))

        let found = try await walk(bench)

        #expect(found.videos.map(\.path.text) == ["rules/kept.mkv"])
    }

    @Test("links are followed inside the library alone, and circles end")
    func links() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        try bench.write("Films/A (2001).mkv", "a")
        let outside = bench.folder.appending(path: "outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        try BenchFile.write("x", to: outside.path + "/secret.mkv")
        for (link, target) in [
            ("Films/circle", bench.root), ("to-itself.mkv", "to-itself.mkv"), ("out", outside.path),
            ("out.mkv", outside.path + "/secret.mkv"),
            ("nowhere.mkv", "/nowhere/at/all.mkv"), ("again.mkv", bench.root + "/Films/A (2001).mkv"), ("again", bench.root + "/Films"),
            (".aside-link", bench.root),
        ] {
            try FileManager.default.createSymbolicLink(atPath: bench.root + "/" + link, withDestinationPath: target)
        }

        let found = try await walk(bench)

        #expect(found.videos.map(\.path.text) == ["Films/A (2001).mkv"])
        #expect(Set(found.strayLinks.map(\.text)) == ["out", "out.mkv", "nowhere.mkv"])
        #expect(found.problems.map(\.trouble) == [.isLoop])
        let report = try await bench.apply()
        #expect(report.notes.count == 3)
        #expect(report.items.filter { $0.finding == .unusable }.map(\.path) == ["to-itself.mkv"])
    }

    @Test("a pipe is no film and blocks nobody")
    func pipe() async throws {
        let bench = try await LibraryBench()
        defer { bench.remove() }
        #expect(mkfifo(bench.root + "/pipe.mkv", 0o644) == 0)
        #expect(try await walk(bench).videos.isEmpty)
        let report = try await bench.apply()
        #expect(report.items.map(\.reason) == [FileTrouble.isNoFile.sentence] && report.notes.isEmpty)
        // Its owner finds it among what could not be prepared, as long as it is there.
        #expect(try await bench.reasons() == [FileTrouble.isNoFile.sentence])
        try FileManager.default.removeItem(atPath: bench.root + "/pipe.mkv")
        _ = try await bench.apply()
        #expect(try await bench.reasons().isEmpty)
    }

    @Test("a path's text form brings its bytes back")
    func textForm() {
        let paths: [[UInt8]] = [
            Array("plain/é.mkv".utf8), [0xFF, 0xFE], Array("a\\b".utf8), Array("a\\x41".utf8), Array("\\\\".utf8), [0xC3], [0xE2, 0x82],
            Array("%41".utf8),
            [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ]
        for path in paths { #expect(FilePath(text: FilePath(bytes: path).text).bytes == path) }
        #expect(FilePath(bytes: Array("plain/é.mkv".utf8)).text == "plain/é.mkv")
        #expect(FilePath(bytes: [0x61, 0xFF]).text == "a\\xff")
    }

    @Test(
        "a path that leaves its folder is told",
        arguments: [("a/b", true), ("../a", false), ("a/../b", false), ("/a", false), ("a//b", false), ("", false), ("a/..b", true)])
    func inside(path: String, isInside: Bool) {
        #expect(FilePath(text: path).staysInside == isInside)
    }
}

enum BenchFile {
    static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }
}
