import ArgumentParser
import Foundation
import KinoraDocuments
import KinoraKernel
import KinoraMongoDocuments
import KinoraRemoteDocuments
import KinoraSQLiteDocuments
import Logging

/// The same ten operations on one engine of the document store that holds so many documents.
struct Stores: AsyncParsableCommand {
    enum Engine: String, ExpressibleByArgument { case memory, sqlite, mongodb, remote }

    @Option var engine = Engine.sqlite
    /// A file, a connection string, or a URL.
    @Option var at = ""
    @Option var token = ""
    @Option var documents = 100_000
    @Option var samples = 300

    static let schema = CollectionSchema(
        "items", indexes: [.unique("key"), .lookup("number"), .lookup("state", "number")], searchable: ["title"])

    func run() async throws {
        let store = try await open()
        try await store.prepare([Self.schema])
        let clock = ContinuousClock()
        let batch = 500
        let loading = try await clock.measure {
            for start in stride(from: 0, to: documents, by: batch) {
                _ = try await store.append(
                    (start..<min(start + batch, documents)).map { Item(number: $0, of: documents).body }, to: "items")
            }
        }
        print("load_seconds \(loading.inSeconds)")
        for operation in try await StoreOperation.all(on: store, documents: documents) {
            let times = try await operation.measured(samples)
            print("\(operation.name)_p50 \(times[times.count / 2])")
            print("\(operation.name)_p99 \(times[min(times.count - 1, times.count * 99 / 100)])")
        }
        print("rss_mb \(Double(Self.residentKilobytes) / 1024)")
        try await store.close()
    }

    private func open() async throws -> any DocumentStore {
        let time = SystemTime()
        switch engine {
        case .memory: return MemoryStore(time: time)
        case .sqlite: return try await SQLiteStore(path: at, time: time)
        case .remote: return try RemoteStore(url: at, token: token, time: time, logger: Logger(label: "remote"))
        case .mongodb:
            #if MongoDB
                return try await MongoStore(uri: at, time: time)
            #else
                throw ValidationError("Build the benchmarks with --traits MongoDB.")
            #endif
        }
    }

    /// What the process holds in memory now, as Linux counts it.
    private static var residentKilobytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    }
}

/// A document of about 350 bytes. `Benchmarks/stores.py` makes the same ones.
struct Item {
    var number: Int
    var of: Int

    /// A number that is as good as random and the same everywhere (Knuth's multiplicative hashing).
    static func mixed(_ number: Int) -> Int { number &* 2_654_435_761 & 0xFFFF_FFFF }

    static func word(_ number: Int) -> String {
        let syllables = ["ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu"]
        return syllables[number / 100 % 10] + syllables[number / 10 % 10] + syllables[number % 10]
    }

    var body: Value {
        let mixed = Self.mixed(number)
        return [
            "key": .string("key-\(number)"), "number": .int(Int64(mixed % of)), "state": number % 100 == 0 ? "waiting" : "done",
            "title": .string(Self.word(mixed % 1000) + " " + Self.word(mixed / 1000 % 1000)),
            "text": .string(String(repeating: "Lorem ipsum ", count: 17)),
        ]
    }
}
