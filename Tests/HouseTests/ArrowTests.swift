import Foundation
import Testing

@Suite("Arrows only point down")
struct ArrowTests {
    /// What each room may know of ours; the compiler lets more pass than the manifest names, so the sources are read.
    private static let allowed: [String: Set<String>] = [
        "Kernel": [],
        "Documents": ["Kernel"],
        "Media": ["Kernel"],
        "Catalogue": ["Media", "Documents", "Kernel"],
        "Preparation": ["Catalogue", "Media", "Documents", "Kernel"],
        "Gate": ["Kernel"],
        "Delivery": ["Gate", "Catalogue", "Media", "Kernel"],
        "Website": [
            "Gate", "Accounts", "Billing", "Catalogue", "Preparation", "Recommendation", "Viewing", "Webhooks", "Documents", "Media",
            "Kernel",
        ],
        "Accounts": ["Documents", "Kernel"],
        "Billing": ["Catalogue", "Documents", "Kernel"],
        "Viewing": ["Catalogue", "Documents", "Kernel"],
        "Webhooks": ["Documents", "Kernel"],
        "Recommendation": ["Kernel"],
        "VideoAPI": ["Gate", "Documents", "Kernel"],
        "SQLiteDocuments": ["Documents", "Kernel"],
        "SQLiteSpeech": ["Catalogue", "Media", "Kernel"],
        "MongoDocuments": ["Documents", "Kernel"],
        "RemoteDocuments": ["Documents", "Kernel"],
        "Partners": ["Preparation", "Accounts", "Billing", "Webhooks", "Catalogue", "Documents", "Kernel"],
        "Bolt": [],
        "Neo4jGraph": ["Bolt", "Recommendation", "Kernel"],
        "MediaTools": ["Preparation", "Media", "Kernel"],
    ]

    @Test(arguments: allowed.keys.sorted())
    func aRoomImportsOnlyWhatStandsBelowIt(room: String) throws {
        let allowed = try #require(Self.allowed[room])
        let files = HouseFiles.paths(below: "Sources/\(room)", withExtension: ["swift"])
        #expect(!files.isEmpty)
        for file in files {
            for name in try Self.imports(of: file) where name.hasPrefix("Kinora") {
                #expect(allowed.contains(String(name.dropFirst("Kinora".count))), "\(file) imports \(name)")
            }
        }
    }

    @Test(
        "no domain knows an engine, a web server or a program",
        arguments: [
            "Kernel", "Documents", "Media", "Catalogue", "Preparation", "Recommendation", "Viewing", "Accounts", "Billing", "Webhooks",
        ])
    func domainsKnowNoEngine(room: String) throws {
        let foreign: Set<String> = [
            "GRDB", "Hummingbird", "HummingbirdCore", "Mustache", "Subprocess", "ArgumentParser", "Configuration", "NIOCore",
        ]
        for file in HouseFiles.paths(below: "Sources/\(room)", withExtension: ["swift"]) {
            let found = try Self.imports(of: file).intersection(foreign)
            #expect(found.isEmpty, "\(file) imports \(found)")
        }
    }

    @Test func everyRoomIsListedHere() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: HouseFiles.root.appendingPathComponent("Sources").path)
        #expect(Set(folders).subtracting([".DS_Store"]) == Set(Self.allowed.keys).union(["Kinora", "CMongoC", "CArgon2"]))
    }

    @Test func onlyTheClockAsksForThePresentDate() throws {
        for file in HouseFiles.paths(below: "Sources", withExtension: ["swift"]) where !file.hasSuffix("Kernel/TimeSource.swift") {
            let text = try HouseFiles.text(file)
            let asks = text.contains("Date.now") || text.components(separatedBy: "Date()").dropLast().contains { $0.last?.isLetter != true }
            #expect(!asks, "\(file) asks for the present date")
        }
    }

    @Test func onlyTheGateMakesRoutes() throws {
        let calls = [".on(", ".get(", ".post(", ".put(", ".delete(", ".patch(", ".head("].map { "router" + $0 }
        for file in HouseFiles.paths(below: "Sources", withExtension: ["swift"]) where !file.contains("Sources/Gate/") {
            let text = try HouseFiles.text(file)
            #expect(!calls.contains { text.contains($0) }, "\(file) adds a route past the gate, so nobody states who may use it")
        }
    }

    private static func imports(of file: String) throws -> Set<String> {
        var names: Set<String> = []
        for line in try HouseFiles.text(file).split(separator: "\n") {
            let words = line.split(separator: " ").filter { !["package", "public", "internal", "@preconcurrency"].contains($0) }
            if words.first == "import", words.count >= 2 { names.insert(String(words.last ?? "")) }
        }
        return names
    }
}
