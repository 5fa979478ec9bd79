import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import KinoraDocuments
import KinoraGate
import KinoraKernel
import Logging
import Testing

@testable import Kinora

@Suite("Figures and logs for whoever watches over the server", .timeLimit(.minutes(10)))
struct MetricsTests {
    @Test func figuresComeAsPrometheusReadsThem() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kinora-metrics-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var flags = SettingsReader.Flags()
        flags.data = folder.path(percentEncoded: false)
        flags.log = "critical"
        let house = try await House.open(flags)
        let figures = Figures()
        let front = try await house.front(OwnAddress(house.settings), figures)
        try await Application(router: front.gate.router(for: front.routes)).test(.router) { client in
            for path in ["/login", "/login", "/nowhere"] { _ = try await client.execute(uri: path, method: .get) }
        }
        let metrics = Metrics(requests: figures.requests, quick: figures.quick, store: house.store, began: house.time.now)
        let lines = await metrics.text().split(separator: "\n").map(String.init)

        #expect(lines.contains(#"kinora_http_request_duration_seconds_count{route="/login",method="GET",status="2xx"} 2"#))
        #expect(lines.contains(#"kinora_http_request_duration_seconds_bucket{route="/login",method="GET",status="2xx",le="+Inf"} 2"#))
        #expect(lines.contains { $0.hasPrefix(#"kinora_http_request_duration_seconds_count{route="none""#) })
        #expect(lines.contains("kinora_jobs{state=\"waiting\"} 0"))
        #expect(lines.contains("kinora_segments_total 0"))
        #expect(lines.contains { $0.hasPrefix("process_resident_memory_bytes ") })
        let samples = lines.filter { !$0.hasPrefix("#") }
        let form = /[a-z_]+(\{([a-z]+="[^"\n]*",?)+\})? -?[0-9.e+-]+/
        #expect(samples.allSatisfy { $0.wholeMatch(of: form) != nil })
        #expect(Set(lines.filter { $0.hasPrefix("# TYPE") }).count == lines.filter { $0.hasPrefix("# TYPE") }.count)

        try await house.close()
        let without = await metrics.text()
        #expect(without.contains("process_cpu_seconds_total") && !without.contains("kinora_jobs"))
    }

    @Test func aLineOfTheLogIsOneObjectWhateverIsInIt() throws {
        let line = JSONLog.line(
            Moment(milliseconds: 1_800_000_000_123), .warning, "server", "two\nlines \"and\" \u{1b}[31m", ["path": "/a\r\nb", "ms": "12"])
        #expect(line.last == 10 && line.dropLast().allSatisfy { $0 != 10 && $0 != 13 && $0 != 27 })
        let fields = try #require(try JSONSerialization.jsonObject(with: line) as? [String: String])
        #expect(
            fields == [
                "time": "2027-01-15T08:00:00.123Z", "level": "warning", "part": "server", "message": "two\nlines \"and\" \u{1b}[31m",
                "path": "/a\r\nb", "ms": "12",
            ])
    }
}
