import Foundation
import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraMedia
import KinoraViewing
import NIOCore

/// Playing on what is no browser: VLC, a television. The address itself is the right to it, for some hours.
extension Website {
    func elsewhere(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (feature, title, back) = try await playableElsewhere(visitor)
        return try await answer(feature, title, back, visitor)
    }

    func makeAddress(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (feature, title, back) = try await playableElsewhere(visitor)
        let form = try await form(request)
        guard let version = form["version"].map({ PackageID($0) }) ?? feature.versions.first?.package,
            feature.versions.contains(where: { $0.package == version })
        else { throw Refusal.notFound }
        let watcher = try await watcher(visitor)
        if let denial = try await watching.permission.denial(feature.listing, for: watcher) { return try refusalPage(denial, visitor) }
        let isForPlayer = request.headers[.accept] == "application/json"
        let made = try await accounts.addresses.make(
            feature.kind.rawValue, feature.id, package: version.rawValue, for: MemberID(watcher.member), profile: watcher.profile,
            session: isForPlayer ? watcher.session : nil)
        // Whoever is signed out everywhere at this moment has no address left.
        guard try await accounts.sessions.stands(watcher.session) else {
            try await accounts.addresses.end(made.id)
            throw Refusal.signIn
        }
        let folder = try watching.desk.addressFolder(made.id.rawValue, of: version, to: watcher, notAfter: made.address.endsAt)
        if isForPlayer {
            let body = try JSONEncoder().encode(["hls": "\(folder)/\(PackageLayout.hls)"])
            return Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        }
        return try await answer(
            feature, title, back, visitor, folder: Self.origin(request, visitor) + folder, until: words.timestamp(made.address.endsAt))
    }

    /// Nothing that the member copied opens anything any more.
    func endAddresses(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        try await accounts.addresses.endAll(of: MemberID(try visitor.signedIn().member))
        return goOn(to: Self.origin(of: request)?.text ?? Place.home.address)
    }

    /// Whether an address that somebody copied may be played now: it was not ended, whoever copied it may still watch, and there is a place
    /// for it among the account's streams.
    /// - Parameter id: what the house keeps of it, by its name.
    package func opens(_ id: String, of package: PackageID, member: String, profile: String) async throws -> Bool {
        guard let address = try await accounts.addresses.address(PlayAddressID(id)), address.member == member, address.profile == profile,
            address.package == package.rawValue
        else { return false }
        let now = accounts.time.now
        if playing.isAllowed(id, at: now) { return true }
        guard try await accounts.rules.rules().areAddressesOff != true,
            let account = try await accounts.members.read(MemberID(member)), account.value.state == .active,
            let viewer = try await Records<Profile>(in: accounts.store).read(profile), viewer.value.member == member,
            let feature = try await feature(address.kind, address.feature, on: shelves(at: viewer.value.ageLimit)),
            try await feature.has(.package(package), watching.desk)
        else { return false }
        var session = "address-\(id)"
        if let player = address.session, try await accounts.sessions.stands(player) { session = player }
        let watcher = Watcher(
            member: member, role: account.value.role, profile: profile, ageLimit: viewer.value.ageLimit, session: session,
            device: Self.device)
        guard case .allowed = try await watching.permission.decide(feature.id, feature.listing, for: watcher, begins: false) else {
            return false
        }
        playing.allow(id, at: now)
        return true
    }

    /// What the list of an account's streams calls it.
    private static let device = "VLC or a television"

    private func feature(_ kind: String, _ id: String, on shelves: Shelves) async throws -> WatchedFeature? {
        switch FeatureKind(rawValue: kind) {
        case .film: try await shelves.film(FilmID(id)).map { WatchedFeature($0) }
        case .episode: try await shelves.episode(EpisodeID(id)).map { WatchedFeature($0) }
        case .extra, nil: nil
        }
    }

    /// The way there; nil where the owner gives out no addresses, or there is nothing to play yet.
    func elsewhereAddress(_ feature: WatchedFeature) async throws -> String? {
        guard !feature.versions.isEmpty, try await accounts.rules.rules().areAddressesOff != true else { return nil }
        return Place.elsewhere(feature.kind, feature.id).address
    }

    private func playableElsewhere(_ visitor: Visitor) async throws -> (WatchedFeature, String, Place) {
        guard try await accounts.rules.rules().areAddressesOff != true else { throw Refusal.notFound }
        let id = try visitor.parameters.require("feature")
        let shelves = try shelves(visitor)
        let found: (WatchedFeature, String, Place)
        switch visitor.parameters.get("kind", as: FeatureKind.self) {
        case .film:
            let film = try await shelves.film(FilmID(id)).orNotFound()
            found = (WatchedFeature(film), film.value.description.shownTitle(words), .film(FilmID(id)))
        case .episode:
            let episode = try await shelves.episode(EpisodeID(id)).orNotFound()
            found = (
                WatchedFeature(episode), "\(episode.value.code(words)) · \(episode.value.description.shownTitle(words))",
                .season(episode.value.series, episode.value.season)
            )
        case .extra, nil: throw Refusal.notFound
        }
        guard !found.0.versions.isEmpty else { throw Refusal.notFound }
        return found
    }

    /// Where the browser reached the house: a television in the same network reaches it there too. The name was looked at by the gate; how it
    /// was reached stands in the field that browsers send with every form, also from behind a proxy that speaks TLS for the house.
    private static func origin(_ request: Request, _ visitor: Visitor) -> String {
        let authority = request.head.authority ?? "localhost"
        let ways = ["http://\(authority)", "https://\(authority)"]
        if let said = request.headers[.origin], let way = ways.first(where: { $0.lowercased() == said.lowercased() }) { return way }
        return ways[visitor.sessionCookie.isSecure ? 1 : 0]
    }

    private func answer(
        _ feature: WatchedFeature, _ title: String, _ back: Place, _ visitor: Visitor, folder: String? = nil, until: String? = nil
    ) async throws -> Response {
        let count = try await accounts.addresses.count(of: MemberID(try visitor.signedIn().member))
        let page = ElsewherePage(feature, named: title, back: back, folder: folder, until: until, count: count, words)
        var response = try pages.response("elsewhere", page, title: page.heading, section: .none, for: visitor)
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
