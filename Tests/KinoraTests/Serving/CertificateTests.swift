import AsyncHTTPClient
import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraCertificates
import KinoraGate
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

@testable import Kinora

@Suite("The server's certificate", .timeLimit(.minutes(10)))
struct CertificateTests {
    private static let log = Logger(label: "certificate") { _ in SwiftLogNoOpLogHandler() }

    private func files(_ identity: TLSIdentity) throws -> Settings.TLSFiles {
        let paths = try identity.write()
        return Settings.TLSFiles(certificate: paths.certificate, key: paths.key)
    }

    @Test func aRenewedOneIsShownWithoutANewStart() async throws {
        let (old, new) = (try TLSIdentity(), try TLSIdentity())
        let files = try files(old)
        let certificate = try #require(try Certificate(files, every: .milliseconds(20), logger: Self.log))
        let page = Route(.get, "/page", for: .anyone) { _, _ in Response(status: .ok) }
        let gate = Gate(hosts: .loopback, isOverTLS: true, admission: Admission(doorkeeper: NobodyKnown()), problems: PlainProblems())
        let app = Application(router: gate.router(for: [page]), server: ConnectionLimits().server(try certificate.tls()))

        try await app.test(.live) { client async throws -> Void in
            let url = "https://localhost:\(try #require(client.port))/page"
            #expect(try await Self.believes(old, url))
            #expect(try await !Self.believes(new, url))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await certificate.run() }
                try Data(new.certificate.utf8).write(to: URL(filePath: files.certificate))
                try Data(new.key.utf8).write(to: URL(filePath: files.key))
                while try await !Self.believes(new, url) { try await Task.sleep(for: .milliseconds(20)) }
                #expect(try await !Self.believes(old, url))
                group.cancelAll()
            }
        }
    }

    @Test func filesThatDoNotBelongTogetherAreRefusedByName() async throws {
        var files = try files(TLSIdentity())
        files.key = try TLSIdentity().write().key
        #expect(throws: CertificateUnusable.self) { _ = try Certificate(files, logger: Self.log) }
        files.certificate = "/nowhere/cert.pem"
        let refusal = #expect(throws: CertificateUnusable.self) { _ = try Certificate(files, logger: Self.log) }
        #expect(refusal?.sentence.contains("/nowhere/cert.pem") == true)
    }

    /// Whether somebody who trusts this identity alone reaches the server.
    private static func believes(_ identity: TLSIdentity, _ url: String) async throws -> Bool {
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: HTTPClient.Configuration(tlsConfiguration: try identity.client()))
        let isReached = (try? await client.execute(HTTPClientRequest(url: url), timeout: .seconds(600)).status) == .ok
        try await client.shutdown()
        return isReached
    }
}
