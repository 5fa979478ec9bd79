import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import Logging
import Synchronization

/// Fetches pictures of the people in listed titles from providers, once each, and makes the sizes for pages.
package struct PortraitErrand: Sendable {
    private let people: Records<Person>
    private let mill: PictureMill
    private let fetcher: any PictureFetcher
    private let time: any TimeSource
    private let log: Logger
    private let revivals = Revivals()
    private let away = Away()

    package init(
        store: any DocumentStore, mill: PictureMill, fetcher: any PictureFetcher, time: any TimeSource, log: Logger
    ) {
        people = Records(in: store)
        self.mill = mill
        self.fetcher = fetcher
        self.time = time
        self.log = log
    }

    /// How many portraits are made before other errands have their turn.
    private static let mostAtOnce = 5

    /// Where pictures cannot be had at present, nothing is tried for a while.
    private final class Away: Sendable {
        private let state = Mutex(false)
        var isSo: Bool { state.withLock { $0 } }
        func note(_ isAway: Bool) { state.withLock { $0 = isAway } }
    }

    /// - Returns: whether there was anything to do that could be done.
    package func run() async throws -> Bool {
        if revivals.isDue(time.now) { away.note(false) }
        guard !away.isSo else { return false }
        let waiting = try await people.find(Query(.equal("waitsForPortrait", true), limit: Self.mostAtOnce))
        for person in waiting {
            try Task.checkCancellation()
            do {
                try await make(person)
            } catch ArtworkTrouble.later(let reason) {
                log.debug("Portraits are tried again later: \(reason.onOneLine())")
                away.note(true)
                return false
            }
        }
        return !waiting.isEmpty
    }

    private func make(_ person: Stored<Person>) async throws {
        guard let source = person.value.portraitSource else { return try await write(nil, person.id) }
        do {
            try await write(try await mill.make(.poster, of: try await fetcher.picture(at: source)), person.id)
        } catch let trouble as ArtworkTrouble {
            if case .later = trouble { throw trouble }
            if case .cannotKeep = trouble { throw trouble }
            log.debug("A portrait cannot be used: \(trouble.sentence.onOneLine())")
            try await write(nil, person.id)
        } catch let trouble as Trouble where trouble.isWorthRetrying {
            throw ArtworkTrouble.later(trouble.sentence)
        }
    }

    /// Somebody who is in nothing listed any more is gone.
    private func write(_ portrait: Artwork?, _ id: String) async throws {
        do {
            try await people.change(id) { person in
                person.portrait = portrait ?? person.portrait
                person.waitsForPortrait = nil
            }
        } catch StoreError.missing {
            return
        }
    }
}
