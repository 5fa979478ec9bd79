#if MongoDB
    import Foundation
    import KinoraDocuments
    import KinoraKernel
    import Synchronization
    import Testing

    @testable import KinoraMongoDocuments

    /// A server that speaks MongoDB's wire protocol: SecantusDB, which the set-up installs into `.venv`, or the one that
    /// `KINORA_TEST_MONGO_URI` names.
    final class MongoServer: Sendable {
        static let isMissing: Comment =
            "no MongoDB server: SecantusDB is not in .venv (Scripts/setup test) and KINORA_TEST_MONGO_URI is not set"

        static var isHere: Bool { given != nil || canBeStarted }
        static var canBeStarted: Bool { FileManager.default.fileExists(atPath: python.path) && isInstalled }

        private static let given = ProcessInfo.processInfo.environment["KINORA_TEST_MONGO_URI"]
        private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        private static let python = root.appendingPathComponent(".venv/bin/python")
        private static let isInstalled: Bool = {
            let library = root.appendingPathComponent(".venv/lib").resolvingSymlinksInPath()
            let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
            return versions.contains { version in
                FileManager.default.fileExists(atPath: library.appendingPathComponent("\(version)/site-packages/secantus").path)
            }
        }()

        let port: Int
        private let process: Mutex<Process>
        /// Its end is the server's.
        private let input: Pipe

        /// - Parameters:
        ///   - port: 0 for any that is free.
        ///   - storage: a folder that outlives the server; nil for none.
        ///   - user: `NAME:PASSWORD` of the only user.
        init(port: Int = 0, storage: String? = nil, user: String? = nil) async throws {
            let (process, input, output) = (Process(), Pipe(), Pipe())
            process.executableURL = Self.python
            process.arguments =
                [Self.root.appendingPathComponent("Tests/Mongo/server.py").path, "--port", String(port)]
                + (storage.map { ["--storage", $0] } ?? []) + (user.map { ["--user", $0] } ?? [])
            process.standardInput = input
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            let line = await Self.line(output.fileHandleForReading)
            self.port = try #require(Int(line), "the server says its port")
            self.process = Mutex(process)
            self.input = input
        }

        /// The moment's end of a database server: nothing is flushed, nobody is told.
        func kill() async {
            let id = process.withLock { $0.processIdentifier }
            Foundation.kill(id, SIGKILL)
            await end()
        }

        func stop() async {
            try? input.fileHandleForWriting.close()
            await end()
        }

        func pause() { Foundation.kill(process.withLock { $0.processIdentifier }, SIGSTOP) }
        func goOn() { Foundation.kill(process.withLock { $0.processIdentifier }, SIGCONT) }

        func uri(_ database: String = "kinora", user: String? = nil, options: String = "") -> String {
            "mongodb://\(user.map { $0 + "@" } ?? "")127.0.0.1:\(port)/\(database)?directConnection=true&retryWrites=false&heartbeatFrequencyMS=500"
                + (user == nil ? "" : "&authSource=admin") + options
        }

        /// An address of a database of the test's own, on the server that all tests of a run share.
        static func address() async throws -> String {
            let database = "kinora-test-" + Identifier<MongoServer>.make().rawValue
            guard let given else { return try await shared().uri(database) }
            let parts = given.split(separator: "?", maxSplits: 1)
            let hosts = parts[0].hasSuffix("/") ? String(parts[0]) : parts[0] + "/"
            return hosts + database + (parts.count > 1 ? "?" + parts[1] : "")
        }

        /// Takes the database of an address away.
        static func drop(_ address: String) async throws {
            let name = address.split(separator: "?")[0].split(separator: "/").last ?? ""
            var command = BSONDocument()
            command.append("dropDatabase", 1)
            try await caretaker(address).send(command, to: String(name))
        }

        private static let caretaking = Mutex<Task<MongoStore, any Error>?>(nil)

        /// One store for all that is taken away.
        private static func caretaker(_ address: String) async throws -> MongoStore {
            let task = caretaking.withLock { task in
                let running = task ?? Task { try await MongoStore(uri: address, time: SystemTime()) }
                task = running
                return running
            }
            return try await task.value
        }

        private static let starting = Mutex<Task<MongoServer, any Error>?>(nil)

        private static func shared() async throws -> MongoServer {
            let task = starting.withLock { task in
                let running = task ?? Task { try await MongoServer() }
                task = running
                return running
            }
            return try await task.value
        }

        private static func line(_ file: FileHandle) async -> String {
            await withCheckedContinuation { continuation in
                Thread {
                    var text = Data()
                    while true {
                        let more = file.availableData
                        text += more
                        guard !more.isEmpty, !text.contains(UInt8(ascii: "\n")) else { break }
                    }
                    continuation.resume(returning: String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
                }.start()
            }
        }

        private func end() async {
            await withCheckedContinuation { continuation in
                Thread { [self] in
                    process.withLock { $0 }.waitUntilExit()
                    continuation.resume()
                }.start()
            }
        }
    }

    extension MongoStore {
        /// Sends a command to a database that need not be the store's own.
        @discardableResult
        func send(_ command: BSONDocument, to database: String) async throws -> [String: Value] {
            try await request { session in
                let place = MongoPlace(hosts: "", database: database, user: "", secrets: [])
                return try MongoClient(pointer: session.client.pointer, place: place).write(command)
            }
        }
    }
#endif
