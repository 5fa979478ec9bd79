import HTTPTypes
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraSQLiteDocuments
import KinoraWebsite

/// A house that can be looked at while a backup of it is made before an upgrade: its pages and its films, for whoever is signed in. Who wants to
/// change something is told when that will be possible; players go on, and what they tell is kept until it can be written.
struct ReadingHouse: Sendable {
    private let house: House
    private let secondsLeft: @Sendable () -> Int
    let reports = KeptReports()

    private static let reading: Set<HTTPRequest.Method> = [.get, .head, .options, .trace, HTTPRequest.Method("QUERY") ?? .get]

    /// Nil where there is nothing to look at: the documents have another form than this program's, or lie elsewhere, or the server answers no
    /// visitors.
    static func open(_ settings: Settings, time: any TimeSource, secondsLeft: @escaping @Sendable () -> Int) async -> ReadingHouse? {
        guard case .sqlite(let path) = settings.engine, !settings.roles.isDisjoint(with: [.web, .api, .usage]) else { return nil }
        // Whatever is wrong with the documents, whoever makes the backup finds it too, and says so.
        guard let base = try? await SQLiteStore(reading: path, time: time) else { return nil }
        do {
            let store = try await FrozenStore(base, time: time, secondsLeft: secondsLeft)
            try await store.prepare(House.prepared)
            let house = House(
                settings: settings.safe(), time: time, store: store, queue: JobQueue(store: store, time: time),
                editor: CatalogueEditor(store: store, time: time))
            return ReadingHouse(house: house, secondsLeft: secondsLeft)
        } catch {
            try? await base.close()
            return nil
        }
    }

    private init(house: House, secondsLeft: @escaping @Sendable () -> Int) {
        self.house = house
        self.secondsLeft = secondsLeft
    }

    func front() async throws -> Front {
        var front = try await whole()
        front.routes = front.routes.map { [secondsLeft] route in
            guard !Self.reading.contains(route.method), !Website.toldByPlayers.contains(route.path) else { return route }
            return route.around { _, _, _ in throw Refusal.upgrading(seconds: secondsLeft()) }
        }
        // Nothing works behind it.
        front.services = []
        front.opened = {}
        return front
    }

    func close() async { try? await house.close() }

    private func whole() async throws -> Front {
        guard house.settings.roles.contains(.web) else { return try await house.withoutPages() }
        let accounts = try house.accounts(OwnAddress(house.settings))
        let lastServed = LastServed(store: house.store, time: house.time, logger: house.logger("audience"))
        return try await house.doors(accounts, house.billing(accounts, OwnAddress(house.settings)), lastServed, reports)
    }
}
