import Foundation
import Hummingbird
import HummingbirdCore
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraDelivery
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraPreparation
import KinoraSQLiteSpeech
import KinoraVideoAPI
import KinoraViewing
import KinoraWebhooks
import KinoraWebsite
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

extension House {
    /// Does what the roles say, serving pages and films and preparing what is new, until SIGTERM or Control-C.
    /// - Parameter reports: what players told before the house was open.
    func serve(_ reports: KeptReports? = nil) async throws {
        let address = OwnAddress(settings)
        let figures = Figures()
        let front = try await front(address, figures, reports)
        let router = front.gate.router(for: front.routes)
        let settings = settings
        let certificate = try Certificate(settings.serving.tls, logger: logger("certificate"))
        let server = Application(
            router: router,
            server: try ConnectionLimits().server(certificate?.tls(), front.quick),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(OpenFiles.connections(), logger: logger("connections"))),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? settings.port
                address.listens(on: port)
                Output.line("Kinora is at \(address.origin)")
                await front.opened()
            },
            logger: logger("server", at: max(settings.logLevel, .notice)))
        let services: [any Service] =
            (settings.prepares ? preparationServices() + backupServices : []) + front.services + metricsServices(figures)
            + (certificate.map { [$0] } ?? []) + [server]
        let group = ServiceGroup(
            configuration: .init(
                // When one part fails the others end politely: a server that is cancelled drops connections which it was just accepting.
                services: services.map { .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger("kinora")))
        do {
            try await group.run()
        } catch let error as IOError {
            throw CannotListen(host: settings.host, port: settings.port, isTaken: error.errnoCode == EADDRINUSE)
        }
        try await close()
    }

    func front(_ address: OwnAddress, _ figures: Figures = Figures(), _ reports: KeptReports? = nil) async throws -> Front {
        settings.roles.contains(.web) ? try await pages(address, figures, reports) : try await withoutPages(figures)
    }

    /// The pages, the films, and what works for them; with the documents for programs where the roles have them.
    private func pages(_ address: OwnAddress, _ figures: Figures, _ reports: KeptReports?) async throws -> Front {
        try await editor.settleAges(country: settings.ageCountry)
        let accounts = try accounts(address)
        let billing = billing(accounts, address)
        let lastServed = LastServed(store: store, time: time, logger: logger("audience"))
        let journal = WatchJournal(WatchLog(store: store))
        let webhooks = webhooks(accounts.keys)
        let recommendations = settings.isSafe ? nil : try recommender()
        let speech = speechFile()
        let shelves = shelves(settings.isSafe ? nil : speech)
        let known = recommendations.map { self.recommending($0.recommender) }
        var front = try await doors(accounts, billing, lastServed, journal, known, shelves, figures, webhooks)
        front.services = accountServices(accounts) + billingServices(billing, accounts)
        front.services += webhookServices(webhooks)
        // What reads the whole catalogue waits until pages need not wait for it.
        let opened = Bell(false)
        front.services += ((recommendations?.services ?? []) + speechServices(speech)).map { service in
            LongWork {
                await opened.wait { $0 }
                try Task.checkCancellation()
                try await service.run()
            }
        }
        front.services.append(Retention(house: self, accounts: accounts).service)
        // The journal ends after the server, so that everything that was reported is written.
        front.services += [LongWork { try await lastServed.run() }, LongWork { await journal.run() }]
        if let counts = known?.counts { front.services.append(LongWork { await counts.run() }) }
        front.opened = {
            await announceFirstStart(accounts)
            // Whoever comes meanwhile waits for the same; where it cannot be read, whoever comes is told why.
            try? await shelves.openIndex()
            ProcessMemory.giveBack()
            opened.ring { $0 = true }
            await reports?.hand(to: journal)
        }
        return front
    }

    /// Every route that a server with pages has, and the gate before them.
    func doors(
        _ accounts: Accounts, _ billing: Billing, _ lastServed: LastServed, _ recorder: any WatchRecorder,
        _ recommending: Recommending? = nil, _ shelves: Shelves? = nil, _ figures: Figures = Figures(), _ webhooks: Webhooks? = nil
    ) async throws -> Front {
        let website = try website(
            accounts, billing, recorder, recommending, shelves ?? self.shelves(), webhooks ?? self.webhooks(accounts.keys))
        let gate = Gate(
            hosts: settings.url.hosts, isOverTLS: settings.url.isOverTLS, admission: admission(accounts),
            problems: APIProblems(elsewhere: website.problems), meter: figures.requests, accessLog: accessLog)
        let api = try await videoAPI(accounts.attempts)?.routes ?? []
        let messages = PaymentMessages(of: "paypal", log: logger("billing")) { try await billing.messages.receive($0, for: "paypal") }
        let delivery = try delivery(accounts, lastServed)
        return Front(
            routes: try website.routes + messages.routes + deliveryRoutes(delivery, website, accounts, lastServed) + api + probes.routes,
            gate: gate,
            quick: gate.quickLane(delivery.quick, meter: figures.quick, time: time))
    }

    func logger(_ label: String, at level: Logger.Level? = nil) -> Logger {
        Self.logger(label, at: level ?? settings.logLevel, as: settings.serving.logFormat)
    }

    private var packageShelf: PackageShelf { PackageShelf(folder: folders.packages) }

    private func delivery(_ accounts: Accounts, _ lastServed: LastServed) throws -> Delivery {
        let pictures = HousePictures(store: store, isUnratedForChildren: settings.unratedForChildren)
        return Delivery(
            shelf: packageShelf, artwork: ArtworkFolder(artworkFolder), grants: GrantSeal(keys: accounts.keys, time: time),
            audience: PictureMemory(pictures, time: time), witness: lastServed, filesAtHand: OpenFiles.filesAtHand, time: time)
    }

    private func deliveryRoutes(_ delivery: Delivery, _ website: Website, _ accounts: Accounts, _ lastServed: LastServed) throws -> [Route]
    {
        let grants = GrantSeal(keys: accounts.keys, time: time)
        let early = EarlyDelivery(
            early: EarlyShelf(folder: folders.work), packages: packageShelf, places: QueuePlaces(store: store), grants: grants,
            witness: lastServed)
        let paths = PathDelivery(delivery, early, grants: grants, keeper: HouseAddresses(website: website))
        return delivery.routes + early.routes + paths.routes
    }

    private func watching(_ accounts: Accounts, _ billing: Billing, _ recorder: any WatchRecorder) -> Watching {
        let streams = StreamLedger(limit: settings.streams, store: store, time: time)
        return Watching(
            permission: WatchPermission(streams: streams, payment: BilledAdmission(turnstile: billing.turnstile), time: time),
            recorder: recorder, history: WatchHistory(store: store, time: time), list: MyList(store: store, time: time),
            trend: WatchTrend(store: store, time: time),
            desk: HouseWatchDesk(store: store, grants: GrantSeal(keys: accounts.keys, time: time)))
    }

    /// The disks of the data folder and of the libraries, each once.
    private func disks() async -> [DiskSpace] {
        let folders = [settings.data] + settings.libraries.map(\.path)
        let found = try? await BlockingWork.run { _ in
            var seen: Set<Int> = []
            return folders.compactMap { folder -> DiskSpace? in
                guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder),
                    let free = (attributes[.systemFreeSize] as? NSNumber)?.int64Value,
                    let total = (attributes[.systemSize] as? NSNumber)?.int64Value,
                    seen.insert((attributes[.systemNumber] as? NSNumber)?.intValue ?? folder.hashValue).inserted
                else { return nil }
                return DiskSpace(folder: folder, free: free, total: total)
            }
        }
        return found ?? []
    }

    /// Everything that visitors find.
    private func shelves(_ speech: SpeechFile? = nil) -> Shelves {
        Shelves(store: store, time: time, isUnratedForChildren: settings.unratedForChildren, speech: speech)
    }

    private func website(
        _ accounts: Accounts, _ billing: Billing, _ recorder: any WatchRecorder, _ recommending: Recommending?,
        _ shelves: Shelves, _ webhooks: Webhooks
    ) throws -> Website {
        try Website(
            shelves: shelves,
            desk: QueueDesk(queue: queue, store: store, manners: manners),
            watching: watching(accounts, billing, recorder),
            corrector: Corrector(corrections, libraries: libraries, store: store, time: time, order: order),
            studio: studio, accounts: accounts, recommending: recommending, billing: billing, printer: WeasyPrint(), webhooks: webhooks,
            libraries: settings.libraries.map(\.path), screenings: ScreeningBook(store: store, time: time), zone: settings.timeZone,
            disks: disks)
    }
}

/// The address cannot be listened on.
struct CannotListen: Complaint {
    var host: String
    var port: Int
    var isTaken: Bool

    var sentence: String {
        isTaken
            ? "Port \(port) on \(host) is in use already. Stop the other program, or choose another port with --port."
            : "Kinora cannot listen on \(host) port \(port). Choose an address of this machine and a port above 1024 with --port."
    }
}
