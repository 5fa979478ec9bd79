import KinoraAccounts
import KinoraCatalogue
import KinoraGate
import KinoraVideoAPI
import ServiceLifecycle

/// What a server answers, and what works behind it.
struct Front: Sendable {
    var routes: [Route]
    var gate: Gate
    /// Answers what needs no router.
    var quick: QuickLane?
    /// They end after the server.
    var services: [any Service] = []
    /// What is done once the server listens.
    var opened: @Sendable () async -> Void = {}
}

extension House {
    /// A server that has no pages: documents for programs where the roles have them, and the probes. Nobody signs in there.
    func withoutPages(_ figures: Figures = Figures()) async throws -> Front {
        if settings.prepares { try await editor.settleAges(country: settings.ageCountry) }
        let gate = Gate(
            hosts: settings.url.hosts, isOverTLS: settings.url.isOverTLS,
            admission: Admission(doorkeeper: NobodyKnown(), proxies: ProxyList(Set(settings.proxies))),
            problems: APIProblems(elsewhere: PlainProblems()), meter: figures.requests, accessLog: accessLog)
        let api = try await videoAPI(AttemptLimiter(time: time))?.routes ?? []
        // Servers with pages may have no way to a graph database.
        let mirror = settings.roles.contains(.api) ? try mirrorServices() : []
        return Front(routes: api + probes.routes, gate: gate, services: mirror)
    }
}
