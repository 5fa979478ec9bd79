import Foundation
import Subprocess
import SystemPackage
import Testing

@Suite("The stand-in for PayPal", .enabled(if: PayPalStandIn.isHere, PayPalStandIn.isMissing), .timeLimit(.minutes(10)))
struct PayPalStandInTests {
    @Test("it keeps PayPal's contract in every operation, and its judge refuses what does not")
    func selfTest() async throws {
        let script = PayPalStandIn.root.appendingPathComponent("Tests/PayPal/selftest.py").path
        let outcome = try await run(
            .path(FilePath(PayPalStandIn.python.path)), arguments: [script], output: .discarded, error: .string(limit: 1 << 20))

        #expect(outcome.terminationStatus.isSuccess, "\(outcome.standardError)")
    }
}
