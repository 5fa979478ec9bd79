import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraPreparation
import Testing

@Suite("Films in several files are one source", .timeLimit(.minutes(10)))
struct PartScanTests {
    private func bench(_ paths: [String], _ kind: LibraryKind = .films) async throws -> LibraryBench {
        let bench = try await LibraryBench(kind)
        for path in paths { try bench.write(path, path) }
        return bench
    }

    @Test(
        "names that differ in the part's number alone make one film",
        arguments: [
            ["A (2001)/A (2001)-cd1.avi", "A (2001)/A (2001)-cd2.avi", "A (2001)/A (2001)-cd3.avi"],
            ["A (2001) - part1.mkv", "A (2001) - part2.mkv"],
            ["A (2001)/A (2001) pt1.mkv", "A (2001)/A (2001) pt2.mkv"],
            ["A (2001)/A (2001).DVD1.avi", "A (2001)/a (2001) dvd2.mkv"],
            ["A (2001)/A (2001) disc a.mkv", "A (2001)/A (2001) disc b.mkv"],
            ["A (2001)/A (2001) [disk1].mkv", "A (2001)/A (2001) [disk2].mkv"],
            ["a.2001.DVD1.avi", "a.2001.DVD2.avi"],
            ["A (2001)/CD1/film.avi", "A (2001)/CD2/film.avi", "A (2001)/CD3/film.avi"],
            ["A (2001)/CD 1/a-cd1.avi", "A (2001)/cd 2/a-cd2.avi"],
            ["A (2001)/DVD1/A (2001).mkv", "A (2001)/DVD2/A (2001).mkv"],
            ["Films/A (2001)/Disc 1/a.mkv", "Films/A (2001)/Disc 2/b.mkv"],
            ["A (2001)/Part 1/A.mkv", "A (2001)/Part 2/A.mkv"],
        ])
    func joined(paths: [String]) async throws {
        let bench = try await bench(paths)
        defer { bench.remove() }

        let report = try await bench.apply()

        #expect(report.items.map(\.finding) == [.new] && report.items.first?.parts == paths)
        #expect(report.items.first?.readsAs?.lowercased() == "a (2001) in \(paths.count) parts")
        let job = try #require(try await bench.jobs.first?.value)
        #expect(job.state == .waiting && job.parts == paths && job.path == paths[0] && job.label.lowercased() == "a (2001)")
        #expect(job.size == Int64(300_000 * paths.count))
        let source = try #require(try await bench.sources.first?.value)
        #expect(source.version == nil && source.parts?.map(\.path) == paths)
        #expect(try await bench.jobs.count == 1)
        #expect(try await bench.sources.count == 1)
        #expect(try await bench.films.count == 1)
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test(
        "sequels, episodes in two parts, and names that differ in more are not joined",
        arguments: [
            ["Film Part 1 (2001).mkv", "Film Part 2 (2003).mkv"],
            ["Dune Part 1 (2021).mkv", "Dune Part 2 (2024).mkv"],
            ["A (2001) cd1.mkv", "B (2001) cd2.mkv"],
            ["A/A (2001) cd1.mkv", "B/A (2001) cd2.mkv"],
            ["A (2001) cd1.mkv", "A (2001) part2.mkv"],
            ["Alien 1 (1979).mkv", "Alien 2 (1986).mkv"],
            ["A 1.mkv", "A 2.mkv"],
            ["CD1/a.mkv", "CD2/b.mkv"],
            ["Films/CD1/a.mkv", "Films/CD2/b.mkv"],
            ["Dune (2021)/Part 1/Dune.mkv", "Dune (2021)/Part 2/Dune Part Two (2024).mkv"],
            ["Saga/Part 1/Dune (2021).mkv", "Saga/Part 2/Dune (2024).mkv"],
            ["Dark/Disc 1/Dark S01E01.mkv", "Dark/Disc 2/Dark S01E02.mkv"],
            ["A (2001)/CD1/A (2001).mkv", "A (2001)/CD2/B (2002).mkv"],
            ["A (2001)/CD1/a.mkv", "A (2001)/CD2/b.mkv", "A (2001)/CD2/c.mkv"],
            ["Dark/Season 1/Dark S01E01 Home Pt1.mkv", "Dark/Season 1/Dark S01E02 Home Pt2.mkv"],
        ])
    func apart(paths: [String]) async throws {
        let bench = try await bench(paths, .mixed)
        defer { bench.remove() }
        try await bench.apply()
        #expect(try await bench.jobs.allSatisfy { $0.value.state == .waiting && $0.value.parts == nil })
        #expect(try await bench.jobs.count == paths.count)
    }

    @Test("what lies beside the folders of the parts is about the film, and a part that comes later joins")
    func folders() async throws {
        let bench = try await bench(["A (2001)/CD1/a.avi"])
        defer { bench.remove() }
        try await bench.apply()
        #expect(try await bench.sources.first?.value.version == "Part 1")
        try bench.write("A (2001)/CD2/a.avi", "2")
        try bench.write("A (2001)/movie.nfo", data: Data("<movie><title>The Harbour</title><year>2001</year></movie>".utf8))
        try await bench.apply()
        #expect(try await bench.films.map(\.value.description.title).contains("The Harbour"))
        let jobs = try await bench.jobs.map(\.value)
        #expect(jobs.map(\.parts) == [["A (2001)/CD1/a.avi", "A (2001)/CD2/a.avi"]] && jobs.first?.label == "The Harbour (2001)")
        #expect(try await bench.apply().items.isEmpty)
        try bench.write("A (2001)/movie.nfo", data: Data("<movie><title>The Light</title><year>2001</year></movie>".utf8))
        #expect(try await bench.apply().items.map(\.finding) == [.described])
        #expect(try await bench.films.map(\.value.description.title).contains("The Light"))
    }

    @Test("two versions in parts are two films of one title")
    func versions() async throws {
        let bench = try await bench(["A (2001)/A cd1.avi", "A (2001)/A cd2.avi", "A (2001)/A cd1.mkv", "A (2001)/A cd2.mkv"])
        defer { bench.remove() }
        try await bench.apply()
        #expect(Set(try await bench.jobs.map(\.value.parts?.count)) == [2])
        #expect(try await bench.jobs.count == 2)
    }

    @Test("where one in the middle is missing, nothing is prepared and the reason says which; when it comes, the film is")
    func gap() async throws {
        let bench = try await bench(["A (2001)/A (2001) cd1.avi", "A (2001)/A (2001) cd3.avi"])
        defer { bench.remove() }
        let report = try await bench.apply()
        #expect(report.items.first?.isHeldBack == true && report.items.first?.reason?.contains("part 2 is missing") == true)
        let job = try #require(try await bench.jobs.first?.value)
        #expect(job.state == .failed && job.reason == report.items.first?.reason)

        try bench.write("A (2001)/A (2001) cd2.avi", "2")
        #expect(try await bench.apply().items.map(\.finding) == [.replaced])
        let jobs = try await bench.jobs.map(\.value)
        #expect(jobs.map(\.state) == [.waiting] && jobs.first?.parts?.count == 3)
        #expect(try await bench.films.count == 1)
    }

    @Test("a renamed or moved part leaves it the same source")
    func renamed() async throws {
        let bench = try await bench(["A (2001)/A (2001) cd1.avi", "A (2001)/A (2001) cd2.avi"])
        defer { bench.remove() }
        try await bench.apply()
        let before = try #require(try await bench.sources.first)

        try bench.move("A (2001)/A (2001) cd2.avi", "A (2001)/A (2001).CD2.avi")
        #expect(try await bench.apply().items.map(\.finding) == [.touched])
        #expect(try await bench.jobs.first?.value.parts?.last == "A (2001)/A (2001).CD2.avi")
        #expect(try await bench.apply().items.isEmpty)

        for part in [("cd1", "A (2001)/A (2001) cd1.avi"), ("cd2", "A (2001)/A (2001).CD2.avi")] {
            try bench.move(part.1, "Other/A (2001) \(part.0).avi")
        }
        #expect(try await bench.apply().items.map(\.finding) == [.moved])
        #expect(try await bench.sources.map(\.id) == [before.id])
        #expect(try await bench.jobs.map(\.value.parts) == [["Other/A (2001) cd1.avi", "Other/A (2001) cd2.avi"]])
        #expect(try await bench.jobs.map(\.value.state) == [.waiting])
    }

    @Test("a part that comes later makes a new source, which takes the old one's place once it is prepared")
    func later() async throws {
        let bench = try await bench(["A (2001)/A (2001) cd1.avi"])
        defer { bench.remove() }
        try await bench.apply()
        let first = try #require(try await bench.sources.first)
        #expect(first.value.version == "Part 1" && first.value.parts == nil)
        try await Records<Source>(in: bench.store).change(first.id) { $0.package = "old" }

        try bench.write("A (2001)/A (2001) cd2.avi", "2")
        #expect(try await bench.apply().items.map(\.finding) == [.replaced])
        let second = try #require(try await bench.sources.first { $0.value.missingSince == nil })
        #expect(second.id != first.id && second.value.parts?.count == 2 && second.value.version == nil)
        #expect(try await bench.sources.first { $0.id == first.id }?.value.replacedBy == second.id)

        try await Records<Source>(in: bench.store).change(second.id) { $0.package = "new" }
        try await bench.apply()
        #expect(try await bench.films.map(\.value.sources) == [[second.id]])
        #expect(try await bench.apply().items.isEmpty)
    }

    @Test("what was known of each file before films in parts were joined gives way to the whole")
    func formerly() async throws {
        let bench = try await bench(["A (2001)/A (2001) cd2.avi"])
        defer { bench.remove() }
        try await bench.apply()
        let second = try #require(try await bench.sources.first).id
        try bench.write("A (2001)/A (2001) cd1.avi", "1")
        let report = try await bench.apply()
        #expect(Set(report.items.map(\.finding)) == [.new, .missing])
        let whole = try #require(try await bench.sources.first { $0.value.parts?.count == 2 })
        #expect(try await bench.sources.first { $0.id == second }?.value.replacedBy == whole.id)
        #expect(try await bench.jobs.map(\.value.source) == [whole.id])
    }

    @Test(
        "when a part goes, what was prepared plays on and what is left is no film; when it is back, all is as it was", arguments: [1, 2, 3])
    func torn(part: Int) async throws {
        let bench = try await bench((1...3).map { "A (2001)/A (2001) cd\($0).avi" })
        defer { bench.remove() }
        try await bench.apply()
        let lost = "A (2001)/A (2001) cd\(part).avi"
        try bench.move(lost, "../away.avi")

        #expect(Set(try await bench.apply().items.map(\.finding)) == [.torn, .missing])
        #expect(try await bench.sources.count == 1)
        #expect(try await bench.sources.first?.value.missingSince != nil)
        #expect(try await bench.apply().items.map(\.finding) == [.torn])
        #expect(try await bench.jobs.isEmpty)

        try bench.move("../away.avi", lost)
        #expect(try await bench.apply().items.map(\.finding) == [.returned])
        #expect(try await bench.sources.first?.value.missingSince == nil)
        #expect(try await bench.jobs.map(\.value.state) == [.waiting])
    }

    @Test("all of it rests before any of it is taken, and an empty part is named")
    func growing() async throws {
        let bench = try await bench(["A (2001) cd1.avi", "A (2001) cd2.avi"])
        defer { bench.remove() }
        let soon = Date(timeIntervalSince1970: Double(bench.time.now.milliseconds) / 1000 - 5)
        try FileManager.default.setAttributes([.modificationDate: soon], ofItemAtPath: bench.root + "/A (2001) cd2.avi")
        #expect(try await bench.apply().items.map(\.finding) == [.growing])
        try bench.write("A (2001) cd2.avi", data: Data())
        let item = try #require(try await bench.apply().items.first)
        #expect(item.finding == .unusable && item.reason?.contains("A (2001) cd2.avi") == true, "\(item.reason ?? "")")
    }

    @Test("words and subtitles that bear the film's name or a part's are noticed")
    func beside() async throws {
        let bench = try await bench(["A (2001) cd1.avi", "A (2001) cd2.avi", "B (2002).mkv"])
        defer { bench.remove() }
        try await bench.apply()
        try bench.write("A (2001) cd2.en.srt", "1")
        #expect(try await bench.apply().items.map(\.finding) == [.subtitled])
        try bench.write("A (2001).de.srt", "1")
        #expect(try await bench.apply().items.map(\.finding) == [.subtitled])
        try bench.write("A (2001).nfo", data: Data("<movie><title>Aye</title><year>2001</year></movie>".utf8))
        #expect(try await bench.apply().items.map(\.finding) == [.described])
        #expect(try await bench.films.map(\.value.description.title).contains("Aye"))
    }
}
