import Foundation
import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraPreparation

@Suite("A picture that is wanted again while pictures are swept stays")
struct ArtworkSweepTests {
    private let pictures: PictureBench
    private let store: MemoryStore
    private let sweep: ArtworkSweep
    private let bytes = Array("a picture".utf8)

    init() async throws {
        pictures = try PictureBench()
        let time = StoppedTime(at: SystemTime().now)
        store = MemoryStore(time: time)
        try await store.prepare([FactSheet.schema] + CatalogueEditor.schemas)
        sweep = ArtworkSweep(store: store, shelf: pictures.shelf, time: time)
        try FileManager.default.createDirectory(atPath: pictures.shelved, withIntermediateDirectories: true)
    }

    /// Keeps a picture that nobody named for more than a day.
    private func oldPicture() throws -> String {
        let name = try pictures.shelf.keep(bytes, as: .png)
        let longAgo = (SystemTime().now - .seconds(25 * 3600)).date
        try FileManager.default.setAttributes([.modificationDate: longAgo], ofItemAtPath: "\(pictures.shelved)/\(name)")
        return name
    }

    private func write(down name: String) async throws {
        _ = try await store.insert(.object(["portrait": .string(name)]), id: nil, into: Person.schema.name)
    }

    @Test func sentAgainBetweenListingAndRemoving() async throws {
        defer { pictures.remove() }
        let name = try oldPicture()
        let found = try await sweep.unneeded()
        #expect(found.count == 1)

        #expect(try pictures.shelf.keep(bytes, as: .png) == name)

        #expect(try await sweep.remove(found).isEmpty)
        #expect(try pictures.names == [name])
    }

    @Test func sentAgainWhileItIsSetAside() async throws {
        defer { pictures.remove() }
        let name = try oldPicture()
        let leaving = try await sweep.setAside(sweep.unneeded())
        #expect(leaving.count == 1)

        #expect(try pictures.shelf.keep(bytes, as: .png) == name)

        #expect(try await sweep.finish(leaving).count == 1)
        #expect(try pictures.names == [name])
    }

    @Test func writtenDownWhileItIsSetAside() async throws {
        defer { pictures.remove() }
        let name = try oldPicture()
        let leaving = try await sweep.setAside(sweep.unneeded())

        try await write(down: name)

        #expect(try await sweep.finish(leaving).isEmpty)
        #expect(try pictures.names == [name])
    }

    @Test func whatAKilledSweepSetAsideIsPutBackOrRemoved() async throws {
        defer { pictures.remove() }
        let name = try oldPicture()
        #expect(try await sweep.setAside(sweep.unneeded()).count == 1)
        #expect(try pictures.names != [name])

        try await write(down: name)
        #expect(try await sweep.run() == 0)
        #expect(try pictures.names == [name])

        try await store.deleteAll(of: Person.schema.name)
        _ = try oldPicture()
        #expect(try await sweep.setAside(sweep.unneeded()).count == 1)
        #expect(try await sweep.run() == 1)
        #expect(try pictures.names.isEmpty)
    }
}

extension DocumentStore {
    fileprivate func deleteAll(of collection: String) async throws {
        for document in try await find(Query(), in: collection) { _ = try await delete(document.id, ifMatch: nil, in: collection) }
    }
}
