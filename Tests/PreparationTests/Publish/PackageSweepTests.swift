import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("Superseded packages", .timeLimit(.minutes(10)))
struct PackageSweepTests {
    @Test("A package stays for its grace time after a new one took its place, and is then removed")
    func grace() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        let old = try await bench.publish(SweepBench.contents(1), of: "a")
        bench.time.advance(by: .seconds(10_000))
        let new = try await bench.publish(SweepBench.contents(2), of: "a")

        #expect(try await bench.sweep.run().isEmpty)
        #expect(bench.stands(old) && bench.stands(new))
        #expect(try await bench.isNoted(old))

        bench.time.advance(by: .seconds(3601))
        #expect(try await bench.sweep.run() == [old])
        #expect(!bench.stands(old) && bench.stands(new))
        #expect(try await !bench.isNoted(old))
        #expect(try bench.names() == [new.rawValue])
    }

    @Test("What a title plays again is not removed, however long ago it was superseded")
    func playedAgain() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        let first = try await bench.publish(SweepBench.contents(1), of: "a")
        let second = try await bench.publish(SweepBench.contents(2), of: "a")
        try await bench.publish(SweepBench.contents(1), of: "a")
        bench.time.advance(by: .seconds(3601))

        #expect(try await bench.sweep.run() == [second])
        #expect(bench.stands(first))
        #expect(try await !bench.isNoted(first))
    }

    @Test("A package that another version still plays is kept; that of a source taken out of its title goes, and the source forgets it")
    func retired() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        _ = try await Records<Source>(in: bench.store).insert(Source(library: "/l", path: "b.mkv", size: 1, modified: 1), id: "b")
        _ = try await bench.editor.place(film: Description(title: "Film a"), source: "b")
        let one = try await bench.publish(SweepBench.contents(1), of: "a")
        let other = try await bench.publish(SweepBench.contents(2), of: "b")

        try await bench.editor.retire("b")
        bench.time.advance(by: .seconds(3601))

        #expect(try await bench.sweep.run() == [other])
        #expect(bench.stands(one))
        #expect(try await Records<Source>(in: bench.store).read("b")?.value.package == nil)
        #expect(try await Records<Source>(in: bench.store).read("a")?.value.package == one.rawValue)
    }

    @Test("A package that was superseded by nobody is not touched, though no title plays it")
    func unknown() async throws {
        let bench = try await SweepBench()
        let contents = SweepBench.contents(1)
        let id = try contents.id()
        try FileTree.makeFolder(FileTree.folder(of: bench.folders.folder(of: id)))
        try FileTree.rename(try bench.staged(contents), to: bench.folders.folder(of: id))
        bench.time.advance(by: .seconds(1_000_000))
        #expect(try await bench.sweep.run().isEmpty)
        #expect(bench.stands(id))
    }

    @Test("What a killed sweep began is finished: put back where a title plays it, deleted elsewhere")
    func killed() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        try await bench.film("b")
        let played = try await bench.publish(SweepBench.contents(1), of: "a")
        let unplayed = try await bench.publish(SweepBench.contents(2), of: "b")
        let doomed = try await bench.publish(SweepBench.contents(3), of: "b")
        _ = try await bench.publish(SweepBench.contents(4), of: "b")
        for (id, stage) in [(played, "removing"), (unplayed, "removing"), (doomed, "removed")] {
            try FileTree.rename(bench.folders.folder(of: id), to: "\(bench.folders.folder(of: id)).\(stage)-x1y2z3w4")
        }
        try FileTree.remove("\(bench.folders.folder(of: doomed)).removed-x1y2z3w4/package.json")

        try await bench.sweep.run()

        #expect(bench.stands(played))
        #expect(try bench.names().count == 2)
        #expect(try bench.names().allSatisfy { !$0.contains(".") })
    }

    @Test("Whoever publishes the same content at the moment it is removed: afterwards it stands, whole")
    func race() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        let wanted = SweepBench.contents(1)
        let id = try wanted.id()
        for round in 0..<150 {
            try await bench.publish(wanted, of: "a")
            try await bench.publish(SweepBench.contents(Int64(round) + 2), of: "a")
            bench.time.advance(by: .seconds(3601))
            let ready = try bench.staged(wanted)
            async let swept = bench.sweep.run()
            async let sweptToo = bench.sweep.run()
            async let published = PublishStage(folders: bench.folders, store: bench.store, editor: bench.editor).run(
                wanted, staged: ready, source: "a")
            _ = try await (swept, sweptToo, published)
            #expect(bench.stands(id), "round \(round)")
            #expect(try await bench.editor.played() == [id])
            #expect(try PackageCheck.isPresent(wanted, in: bench.folders.folder(of: id)))
        }
        try await bench.sweep.run()
        #expect(try bench.names().allSatisfy { !$0.contains(".") })
    }

    @Test("A damaged package makes room for the same content made anew")
    func healed() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        let id = try await bench.publish(SweepBench.contents(1), of: "a")
        try FileTree.remove("\(bench.folders.folder(of: id))/manifest.mpd")
        try await bench.publish(SweepBench.contents(1), of: "a")
        #expect(try PackageCheck.isPresent(SweepBench.contents(1), in: bench.folders.folder(of: id)))
        #expect(try bench.names() == [id.rawValue])
    }
}
