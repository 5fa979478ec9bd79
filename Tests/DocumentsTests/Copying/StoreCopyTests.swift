import KinoraDocuments
import KinoraKernel
import Synchronization
import Testing

@Suite("A copy holds what the source holds", .timeLimit(.minutes(10)))
struct StoreCopyTests {
    @Test func namesVersionsMomentsAndContentsAreTheSame() async throws {
        let stores = try await TwoStores(films: 1234)

        let summary = try await stores.copy().run()

        #expect(summary.compared == ["films": 1234, "jobs": 1])
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func anInterruptedCopyGoesOnWhereItWas() async throws {
        let stores = try await TwoStores(films: 2600)
        let once = Once()
        let breaking = HookedStore(
            stores.target,
            beforeRestore: { documents, _ in
                if documents.first?.id == TwoStores.id(1000), once.isDue() { throw Interruption() }
                return documents
            })
        await #expect(throws: Interruption.self) { try await stores.copy(to: breaking).run() }
        #expect(breaking.restored == 1000)
        let resumed = Mutex<Int?>(nil)

        _ = try await stores.copy(to: breaking) { news in
            if case .began(_, let documents) = news { resumed.withLock { $0 = documents } }
        }.run()

        #expect(resumed.withLock { $0 } == 1000)
        #expect(breaking.restored == 2601, "no page was written twice")
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func whatChangesDuringTheCopyArrivesTooAndDeletionsAreDeletions() async throws {
        let stores = try await TwoStores(films: 1600)
        let once = Once()
        let source = stores.source
        let changing = HookedStore(source) { query, collection in
            guard collection == "films", query.filter == .greaterThan("_id", .string(TwoStores.id(999))), once.isDue() else { return }
            _ = try await source.delete(TwoStores.id(3), ifMatch: nil, in: "films")
            _ = try await source.replace(TwoStores.id(4), with: ["key": "new", "title": "Changed"], ifMatch: nil, in: "films")
            _ = try await source.delete(TwoStores.id(1500), ifMatch: nil, in: "films")
            _ = try await source.insert(["key": "a", "title": "Early"], id: "aaa", into: "films")
        }

        let summary = try await stores.copy(from: changing).run()

        #expect(summary.followed == 4)
        #expect(try await stores.target.read(TwoStores.id(3), in: "films") == nil)
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func uniqueValuesThatWereSwappedMeanwhileArrive() async throws {
        let stores = try await TwoStores(films: 700)
        let once = Once()
        let source = stores.source
        let (first, last) = (TwoStores.id(0), TwoStores.id(699))
        let swapping = HookedStore(source) { query, collection in
            guard collection == "films", query.filter != .all, once.isDue() else { return }
            _ = try await source.replace(first, with: ["key": "between"], ifMatch: nil, in: "films")
            _ = try await source.replace(last, with: ["key": "key 0"], ifMatch: nil, in: "films")
            _ = try await source.replace(first, with: ["key": "key 699"], ifMatch: nil, in: "films")
        }

        _ = try await stores.copy(from: swapping).run()

        #expect(try await stores.target.read(last, in: "films")?.body["key"] == "key 0")
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func changesDuringTheComparisonAreBroughtAfter() async throws {
        let stores = try await TwoStores(films: 20)
        let (first, second) = (Once(), Once())
        let source = stores.source
        let changing = HookedStore(source) { query, collection in
            // The films are read from the beginning twice: to be copied, and to be compared.
            guard collection == "films", query.filter == .all, !first.isDue(), second.isDue() else { return }
            _ = try await source.delete(TwoStores.id(1), ifMatch: nil, in: "films")
            _ = try await source.replace(TwoStores.id(2), with: ["key": "late"], ifMatch: nil, in: "films")
        }

        let summary = try await stores.copy(from: changing).run()

        #expect(summary.followed == 2)
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func aTargetThatHoldsOtherDocumentsIsLeftAlone() async throws {
        let stores = try await TwoStores(films: 5)
        _ = try await stores.target.insert(["key": "mine"], id: "mine", into: "films")
        let before = try await stores.dump(stores.target)

        let failure = await #expect(throws: CopyFailure.self) { try await stores.copy().run() }

        #expect(failure == .targetIsNotEmpty(["films": 1]))
        #expect(failure?.sentence.contains("--into-existing") == true)
        #expect(try await stores.dump(stores.target) == before)
    }

    @Test func copyingOverOtherDocumentsKeepsThem() async throws {
        let stores = try await TwoStores(films: 5)
        _ = try await stores.target.insert(["key": "mine"], id: "mine", into: "films")
        _ = try await stores.target.insert(["key": "old"], id: TwoStores.id(2), into: "films")

        let summary = try await stores.copy(intoExisting: true).run()

        #expect(summary.compared == ["films": 5, "jobs": 1])
        #expect(try await stores.target.count(.all, in: "films") == 6)
        #expect(
            try await stores.target.read(TwoStores.id(2), in: "films") == stores.source.read(TwoStores.id(2), in: "films"))
    }

    @Test func aDocumentWhosePlaceIsTakenIsSaid() async throws {
        let stores = try await TwoStores(films: 5)
        _ = try await stores.target.insert(["key": "key 3"], id: "mine", into: "films")

        let failure = await #expect(throws: CopyFailure.self) { try await stores.copy(intoExisting: true).run() }

        #expect(failure == .refused(collection: "films", id: TwoStores.id(3), count: 1))
        #expect(try await stores.target.read("mine", in: "films") != nil)
    }

    @Test func aTargetThatLosesADocumentIsFoundOut() async throws {
        let stores = try await TwoStores(films: 50)
        let losing = HookedStore(stores.target, beforeRestore: { documents, _ in documents.filter { $0.id != TwoStores.id(7) } })

        let failure = await #expect(throws: CopyFailure.self) { try await stores.copy(to: losing).run() }

        #expect(failure?.sentence.contains("1 missing, the first is \(TwoStores.id(7)) in films") == true, "\(failure?.sentence ?? "")")
        // The next one begins anew and, on a sound target, mends it.
        _ = try await stores.copy().run()
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func aTargetThatChangesADocumentIsFoundOut() async throws {
        let stores = try await TwoStores(films: 5)
        let changing = HookedStore(
            stores.target,
            beforeRestore: { documents, _ in
                documents.map { Document(id: $0.id, etag: .make(), createdAt: $0.createdAt, updatedAt: $0.updatedAt, body: $0.body) }
            })

        let failure = await #expect(throws: CopyFailure.self) { try await stores.copy(to: changing).run() }

        #expect(failure?.sentence.contains("6 different") == true, "\(failure?.sentence ?? "")")
    }

    @Test func somebodyElsesDocumentsInTheTargetAreFoundOutAndStay() async throws {
        let stores = try await TwoStores(films: 5)
        let once = Once()
        let target = stores.target
        let source = HookedStore(stores.source) { _, _ in
            if once.isDue() { _ = try await target.insert(["key": "mine"], id: "mine", into: "films") }
        }

        let failure = await #expect(throws: CopyFailure.self) { try await stores.copy(from: source).run() }

        #expect(failure?.sentence.contains("1 in the target only") == true, "\(failure?.sentence ?? "")")
        #expect(try await target.read("mine", in: "films") != nil)
    }

    @Test func startedAgainItBringsOnlyWhatChangedSince() async throws {
        let stores = try await TwoStores(films: 900)
        let target = HookedStore(stores.target)
        _ = try await stores.copy(to: target).run()
        _ = try await stores.source.delete(TwoStores.id(0), ifMatch: nil, in: "films")
        try await stores.film(2000)
        let before = target.restored

        let summary = try await stores.copy(to: target).run()

        #expect(summary.followed == 2)
        #expect(target.restored - before == 1)
        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func aTargetThatIsInUseIsNotCopiedOver() async throws {
        let stores = try await TwoStores(films: 3)
        _ = try await stores.copy().run()
        _ = try await stores.target.replace(TwoStores.id(1), with: ["key": "used"], ifMatch: nil, in: "films")

        await #expect(throws: CopyFailure.targetIsInUse) { try await stores.copy().run() }

        #expect(try await stores.target.read(TwoStores.id(1), in: "films")?.body["key"] == "used")
    }

    @Test func anInterruptionLongerThanTheFeedRemembersIsSaid() async throws {
        let stores = try await TwoStores(films: 600)
        let breaking = HookedStore(
            stores.target,
            beforeRestore: { documents, _ in
                if documents.count < 500 { throw Interruption() }
                return documents
            })
        await #expect(throws: Interruption.self) { try await stores.copy(to: breaking).run() }
        stores.time.advance(by: .seconds(8 * 24 * 3600))

        await #expect(throws: CopyFailure.tooOld) { try await stores.copy().run() }
        _ = try await stores.copy(intoExisting: true).run()

        #expect(try await stores.dump(stores.target) == stores.dump(stores.source))
    }

    @Test func aSourceThatWasReplacedIsNoticed() async throws {
        let stores = try await TwoStores(films: 600)
        _ = try await stores.copy().run()
        let other = MemoryStore(time: stores.time)
        try await other.prepare(TwoStores.schemas)

        await #expect(throws: CopyFailure.otherSource("sqlite:/old")) { try await stores.copy(from: other).run() }
    }
}
