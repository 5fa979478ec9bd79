import Foundation
import Hummingbird
import HummingbirdTesting
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Testing

@testable import Kinora

@Suite("Computers are told whether the server lives and whether it can work", .timeLimit(.minutes(10)))
struct ProbeTests {
    @Test func healthIsOfTheProgramAndReadinessOfItsDocuments() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-probes-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        let house = try await House.open(flags)
        let admission = Admission(doorkeeper: SessionDoorkeeper(try house.accounts(OwnAddress(house.settings))))
        let gate = Gate(hosts: .loopback, admission: admission, problems: PlainProblems())
        let app = Application(router: gate.router(for: Probes(Readiness(of: house.store, time: house.time)).routes))

        try await app.test(.router) { client in
            let health = try await client.execute(uri: "/health", method: .get)
            #expect(health.status == .ok)
            #expect(String(buffer: health.body) == #"{"status":"ok","version":"\#(Version.current)"}"#)
            #expect(try await client.execute(uri: "/ready", method: .get).status == .ok)

            try await house.close()
            try await Task.sleep(for: .milliseconds(1100))

            #expect(try await client.execute(uri: "/health", method: .get).status == .ok)
            #expect(try await client.execute(uri: "/ready", method: .get).status == .serviceUnavailable)
        }
    }
}
