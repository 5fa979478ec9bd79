import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraMedia
import Testing

@testable import KinoraPreparation

@Suite("The data folder held against the documents", .timeLimit(.minutes(10)))
struct InventoryTests {
    @Test("Where everything fits together there is nothing to tell")
    func clean() async throws {
        let bench = try await SweepBench()
        try await bench.film("a")
        try await bench.publish(SweepBench.contents(1), of: "a")
        #expect(try await bench.inventory.look().isEmpty)
    }

    @Test(
        "Everything that does not fit is named; repairing removes what is Kinora's, prepares again what is lost, and leaves strangers alone"
    )
    func strays() async throws {
        let bench = try await SweepBench()
        let root = bench.folders.root
        for source in ["a", "b", "c"] { try await bench.film(source) }
        try FileTree.write(Data("film".utf8), to: "\(root)/b.mkv")
        let queue = JobQueue(store: bench.store, time: bench.time)
        // One that plays, one whose folder is gone, one whose original is gone too.
        let fine = try await bench.publish(SweepBench.contents(1), of: "a")
        let lost = try await bench.publish(SweepBench.contents(2), of: "b")
        let lostForGood = try await bench.publish(SweepBench.contents(3), of: "c")
        for id in [lost, lostForGood] { try FileTree.remove(bench.folders.folder(of: id)) }
        var done = Job(source: "b", library: root, path: "b.mkv", label: "Film b")
        done.state = .done
        let jobOfLost = try await queue.add(done)
        // A package of nobody, one superseded a moment ago.
        let nobody = try await bench.publish(SweepBench.contents(4), of: "x")
        bench.age(bench.folders.folder(of: nobody))
        try await bench.film("d")
        let kept = try await bench.publish(SweepBench.contents(5), of: "d")
        try await bench.publish(SweepBench.contents(6), of: "d")
        // Work of a job that is unknown, and of one that waits.
        let unknown = "\(bench.folders.work)/\(JobID.make().rawValue)"
        let waiting = try await queue.add(Job(source: "a", library: root, path: "a.mkv", label: "Film a"))
        for path in [unknown, bench.folders.work(of: waiting).path] {
            try FileTree.makeFolder(path)
            bench.age(path)
        }
        // A picture of nobody, a half-written correction, and what is not ours.
        let picture = "\(root)/artwork/\(Digest(of: Data("picture".utf8)).hex).jpg"
        try FileTree.makeFolder("\(root)/artwork")
        try FileTree.write(Data("picture".utf8), to: picture)
        let half = "\(root)/corrections/abc.nfo.part-12345678"
        try FileTree.makeFolder("\(root)/corrections")
        try FileTree.write(Data("half".utf8), to: half)
        for path in [picture, half] { bench.age(path) }
        for path in ["holiday", "packages/holiday", "packages/\(fine.rawValue.prefix(2))/holiday", "work/holiday"] {
            try FileTree.makeFolder("\(root)/\(path)")
            bench.age("\(root)/\(path)")
        }

        let strays = try await bench.inventory.look()

        func names(_ kind: Stray.Kind, in strays: [Stray]) -> Set<String> { Set(strays.filter { $0.kind == kind }.map(\.name)) }
        #expect(names(.package, in: strays) == ["packages/\(PackageLayout.folder(of: nobody))"])
        #expect(names(.lost, in: strays) == ["Film b"])
        #expect(names(.lostForGood, in: strays) == ["Film c"])
        #expect(names(.kept, in: strays) == ["packages/\(PackageLayout.folder(of: kept))"])
        #expect(names(.work, in: strays) == [String(unknown.dropFirst(root.count + 1))])
        #expect(names(.picture, in: strays).count == 1)
        #expect(names(.leftover, in: strays) == ["corrections/abc.nfo.part-12345678"])
        let strangers: Set<String> = [
            "holiday", "packages/holiday", "packages/\(fine.rawValue.prefix(2))/holiday", "work/holiday", "b.mkv",
        ]
        #expect(names(.stranger, in: strays) == strangers)

        _ = try await bench.inventory.repair(strays)

        let left = try await bench.inventory.look()
        #expect(names(.stranger, in: left) == strangers)
        #expect(names(.kept, in: left).count == 1)
        #expect(names(.lostForGood, in: left) == ["Film c"])
        #expect(names(.lost, in: left) == ["Film b"], "until a worker has prepared it")
        #expect(left.count == 8)
        #expect(bench.stands(fine) && bench.stands(kept) && FileTree.stands(bench.folders.work(of: waiting).path))
        #expect(try await queue.records.read(jobOfLost.rawValue)?.value.state == .waiting)
        #expect(try await Records<Source>(in: bench.store).read("b")?.value.package == nil)
    }
}
