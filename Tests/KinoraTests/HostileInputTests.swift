import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraAccounts
import KinoraBilling
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import Logging
import NIOCore
import Testing

@testable import Kinora

/// What no page of ours sends, sent to every route that changes something, by somebody who may do everything.
@Suite("Hostile input changes nothing, whatever the route", .timeLimit(.minutes(10)))
struct HostileInputTests {
    /// One way to send what is wrong.
    private struct Case {
        var name: String
        var body: [UInt8]
        var type = "application/x-www-form-urlencoded"
        var fields: [String: String] = ["Sec-Fetch-Site": "same-origin"]
        var status: ClosedRange<Int> = 400...499
    }

    private static let cases: [Case] = [
        Case(name: "a body that is too large", body: Array(repeating: UInt8(ascii: "a"), count: Visitor.mostBodyBytes + 1)),
        Case(name: "a NUL", body: Array("name=%00&email=%00&code=%00".utf8)),
        Case(name: "a raw NUL", body: Array("name=a\u{0}b".utf8)),
        Case(name: "the same field twice", body: Array("name=a&name=b".utf8)),
        Case(name: "an escape that is none", body: Array("name=%zz".utf8)),
        Case(name: "bytes that are no text", body: [0x61, 0x3D, 0xFF, 0xFE]),
        Case(name: "too many fields", body: Array((0...60).map { "f\($0)=1" }.joined(separator: "&").utf8)),
        Case(name: "no word on where it comes from", body: Array("name=a".utf8), fields: [:], status: 403...403),
        Case(name: "another site", body: Array("name=a".utf8), fields: ["Sec-Fetch-Site": "cross-site"], status: 403...403),
        Case(name: "a sister site", body: Array("name=a".utf8), fields: ["Sec-Fetch-Site": "same-site"], status: 403...403),
        Case(
            name: "another origin", body: Array("name=a".utf8), fields: ["Origin": "http://evil.example"], status: 403...403),
    ]

    /// These prove themselves by a signature, and are sent by other sites' pages.
    private static func isOpenToOtherSites(_ route: Route) -> Bool { route.rule == .signature }

    private func open(_ use: @escaping @Sendable ([Route], Gate, Accounts, any DocumentStore) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-hostile-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        let house = try await House.open(flags)
        let accounts = try house.accounts(OwnAddress(house.settings))
        let lastServed = LastServed(store: house.store, time: house.time, logger: Logger(label: "audience"))
        let billing = house.billing(accounts, OwnAddress(house.settings))
        try await billing.change { ($0.isOpen, $0.bank, $0.leastDonation) = (true, ["DE00"], [Money(minor: 100, .eur)]) }
        _ = try await billing.plans.insert(
            Plan(name: "Monthly", interval: .month, prices: [Money(minor: 799, .eur)]), id: Self.plan)
        let front = try await house.doors(
            accounts, billing, lastServed, WatchLog(store: house.store))
        try await use(front.routes, front.gate, accounts, house.store)
        try await house.close()
    }

    private static let plan = "plan1"

    /// The owner's session, which may do everything.
    private static func owner(_ accounts: Accounts) async throws -> String {
        var owner = Member(email: "owner@example.org", name: "Owner", role: .owner, state: .active)
        owner.password = try await accounts.passwords.hash("a lamp in the projection room")
        let member = MemberID(try await accounts.members.create(owner).id)
        let profile = try await accounts.profiles.profiles(of: member)[0].id
        let token = try await accounts.sessions.begin(
            member, [.password], on: DeviceSighting(agent: nil, address: "unknown"), profile: profile)
        return "__Host-kinora=\(token)"
    }

    /// Every document, as it stands.
    private static func everything(_ store: any DocumentStore) async throws -> [String] {
        var all: [String] = []
        for schema in House.prepared {
            for document in try await store.find(Query(), in: schema.name) {
                all.append("\(schema.name)/\(document.id) \(document.etag) \(document.body.json)")
            }
        }
        return all.sorted()
    }

    @Test func everyRouteRefusesWithASentence() async throws {
        try await open { routes, gate, accounts, store in
            let cookie = try await Self.owner(accounts)
            let before = try await Self.everything(store)
            let changing = routes.filter { $0.method != .get && $0.method != .head && $0.rule != .token }
            #expect(changing.count > 30)
            try await Application(router: gate.router(for: changing)).test(.router) { client in
                for route in changing {
                    var address = route.path.replacing(/\{[a-z]+\}/, with: "nothing").replacing("**", with: "nothing")
                    if address == "/account/payments/order" { address += "?plan=\(Self.plan)" }
                    for hostile in Self.cases where hostile.status != 403...403 || !Self.isOpenToOtherSites(route) {
                        var fields: HTTPFields = [.cookie: cookie, .contentType: hostile.type]
                        for (name, value) in hostile.fields { fields[HTTPField.Name(name)!] = value }
                        let answer = try await client.execute(
                            uri: address, method: route.method, headers: fields, body: ByteBuffer(bytes: hostile.body))
                        let name = "\(route.method) \(route.path), \(hostile.name): \(answer.status)"
                        #expect(hostile.status.contains(answer.status.code), "\(name)")
                        let text = String(buffer: answer.body)
                        #expect(text.hasSuffix(".\n") || text.contains("<html"), "\(name): \(text.prefix(80))")
                        #expect(!text.contains("evil.example") && !text.contains("Error("), "\(name)")
                    }
                }
            }
            #expect(try await Self.everything(store) == before)
        }
    }

    @Test func bodiesOfAnotherKindAreNeverReadAsForms() async throws {
        try await open { routes, gate, accounts, store in
            let cookie = try await Self.owner(accounts)
            let before = try await Self.everything(store)
            // What is done by the address alone looks at no body.
            let bodiless: Set<String> = ["/preparation/pause", "/preparation/resume", "/logout", "/history/{kind}/{feature}/remove"]
            let forms = routes.filter { $0.method == .post && $0.rule != .token && $0.rule != .signature }
            try await Application(router: gate.router(for: forms)).test(.router) { client in
                for route in forms where !bodiless.contains(route.path) && route.path.contains("{") {
                    let address = route.path.replacing(/\{[a-z]+\}/, with: "nothing")
                    for (type, body) in [
                        ("application/json", #"{"name":"a"}"#), ("text/xml", "<a/>"), ("multipart/form-data; boundary=x", "--x"),
                    ] {
                        var fields: HTTPFields = [.cookie: cookie, .contentType: type]
                        fields[HTTPField.Name("Sec-Fetch-Site")!] = "same-origin"
                        let answer = try await client.execute(
                            uri: address, method: .post, headers: fields, body: ByteBuffer(string: body))
                        #expect((400...499).contains(answer.status.code), "\(route.path), \(type): \(answer.status)")
                    }
                }
            }
            #expect(try await Self.everything(store) == before)
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example/", "/\\evil.example", "%2F%2Fevil.example", "/%0d%0aSet-Cookie:%20a=b", "/%0aa",
        "javascript:alert(1)",
        "/ ", "\\\\evil.example", "/%00",
    ])
    func nobodyIsSentElsewhereAndNoHeaderIsMade(next: String) async throws {
        try await open { routes, gate, accounts, _ in
            let cookie = try await Self.owner(accounts)
            // It never ends.
            let endless = "/preparation/events"
            let query = "next=" + (next.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "%"))) ?? "")
            try await Application(router: gate.router(for: routes)).test(.router) { client in
                for path in Set(
                    routes.filter { $0.rule != .token && !$0.path.contains("{") && !$0.path.contains("*") && $0.path != endless }.map(
                        \.path))
                {
                    for cookie in ["", cookie] {
                        let answer = try await client.execute(
                            uri: "\(path)?\(query)", method: .get, headers: [.cookie: cookie, .accept: "text/html"])
                        let location = answer.headers[.location] ?? "/"
                        #expect(location.hasPrefix("/") && !location.hasPrefix("//") && !location.hasPrefix("/\\"), "\(path): \(location)")
                        #expect(answer.headers[values: .setCookie].allSatisfy { !$0.contains("a=b") }, "\(path)")
                        #expect(answer.status.code < 500, "\(path): \(answer.status)")
                    }
                }
            }
        }
    }
}
