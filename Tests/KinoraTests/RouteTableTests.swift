import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import Logging
import Testing

@testable import Kinora

@Suite("Every route says who may use it", .timeLimit(.minutes(10)))
struct RouteTableTests {
    /// Everything that somebody can reach who is not signed in. Whoever adds a route that everybody may use adds it here as well, and thinks
    /// twice.
    private static let open: Set<String> = [
        "GET /assets/{version}/**", "GET /favicon.ico", "GET /robots.txt", "GET /health", "GET /ready",
        "GET /login", "POST /login", "GET /login/code", "POST /login/code", "POST /logout",
        "GET /login/keep", "POST /login/keep",
        "POST /login/passkey/question", "POST /login/passkey",
        "GET /login/with/{provider}", "GET /login/callback/{provider}", "POST /login/callback/apple",
        "POST /login/facebook/deauthorize", "POST /login/facebook/deletion", "GET /login/facebook/deletion/{code}",
        "POST /payments/paypal/messages",
        "GET /cancellation", "POST /cancellation", "GET /withdrawal", "POST /withdrawal",
        "GET /welcome/{code}", "POST /welcome/{code}", "GET /register", "POST /register", "GET /join/{code}", "POST /join/{code}",
        "GET /tv", "POST /tv", "GET /tv/state", "POST /tv/enter",
        "GET /confirm/{code}", "POST /confirm/{code}", "GET /forgot", "POST /forgot", "GET /reset/{code}", "POST /reset/{code}",
    ]

    /// A house with an owner and a guest, and everything that its server would answer.
    private func open(
        _ use: @escaping @Sendable ([Route], Gate, Accounts) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-doors-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        let house = try await House.open(flags)
        let accounts = try house.accounts(OwnAddress(house.settings))
        let lastServed = LastServed(store: house.store, time: house.time, logger: Logger(label: "audience"))
        let front = try await house.doors(
            accounts, house.billing(accounts, OwnAddress(house.settings)), lastServed, WatchLog(store: house.store))
        try await use(front.routes, front.gate, accounts)
        try await house.close()
    }

    private static func name(_ route: Route) -> String { "\(route.method) \(route.path)" }

    /// An address that fits a route, with names that nothing has.
    private static func address(_ route: Route) -> String {
        route.path.replacing(/\{[a-z]+\}/, with: "nothing").replacing("**", with: "nothing")
    }

    @Test func whoIsNotSignedInReachesTheWaysInAndNothingElse() async throws {
        try await open { routes, gate, _ in
            let open = Set(routes.filter { [.anyone, .passerby, .signature].contains($0.rule) }.map(Self.name))
            #expect(open == Self.open, "more: \(open.subtracting(Self.open)), fewer: \(Self.open.subtracting(open))")

            try await Application(router: gate.router(for: routes)).test(.router) { client in
                for route in routes where !Self.open.contains(Self.name(route)) && route.method != .head {
                    let answer = try await client.execute(
                        uri: Self.address(route), method: route.method, headers: [.origin: "http://localhost"])
                    #expect(
                        [401, 403].contains(answer.status.code) || (route.rule == .token && [404, 405].contains(answer.status.code)),
                        "\(Self.name(route)): \(answer.status)")
                }
            }
        }
    }

    @Test func aPageThatNeedsSomebodySendsABrowserToSignIn() async throws {
        try await open { routes, gate, _ in
            try await Application(router: gate.router(for: routes)).test(.router) { client in
                for path in ["/", "/films", "/account", "/members", "/preparation"] {
                    let answer = try await client.execute(
                        uri: path, method: .get, headers: [.accept: "text/html"])
                    #expect(answer.status == .seeOther, "\(path)")
                    #expect(answer.headers[.location]?.hasPrefix("/login") == true, "\(path)")
                }
            }
        }
    }

    @Test func whoHasNoRightToItIsRefusedWhateverTheRole() async throws {
        try await open { routes, gate, accounts in
            for role in Role.allCases {
                var member = Member(email: "\(role.rawValue)@example.org", name: "Somebody", role: role, state: .active)
                member.password = try await accounts.passwords.hash("a lamp in the projection room")
                _ = try await accounts.members.create(member)
                let device = DeviceSighting(agent: nil, address: "unknown")
                let outcome = try await accounts.signIn.password(
                    "\(role.rawValue)@example.org", "a lamp in the projection room", on: device)
                guard case .signedIn(let arrival) = outcome else {
                    Issue.record("\(role) cannot sign in")
                    continue
                }
                let cookie = HTTPField(name: .cookie, value: "__Host-kinora=\(arrival.token)")
                try await Application(router: gate.router(for: routes)).test(.router) { client in
                    for route in routes {
                        guard case .right(let right) = route.rule, !role.rights.contains(right) else { continue }
                        let answer = try await client.execute(
                            uri: Self.address(route), method: route.method,
                            headers: [.cookie: cookie.value, .origin: "http://localhost"])
                        #expect(answer.status == .forbidden, "\(role) at \(Self.name(route)): \(answer.status)")
                    }
                }
            }
        }
    }

    @Test func whatChangesSomethingIsNeverAskedForByALink() async throws {
        try await open { routes, _, _ in
            let words: Set<String> = [
                "end", "revoke", "remove", "disable", "enable", "take-back", "correct", "choose", "pause", "resume", "logout", "erase",
            ]
            for route in routes where route.method == .get {
                let last = route.path.split(separator: "/").last.map { String($0) } ?? ""
                // A page that asks first may be fetched; what it asks about is then sent to the same address.
                let isQuestion = routes.contains { $0.method == .post && $0.path == route.path }
                #expect(!words.contains(last) || isQuestion, "\(route.path) is fetched")
            }
        }
    }
}
