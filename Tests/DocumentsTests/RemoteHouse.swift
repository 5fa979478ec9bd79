import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraRemoteDocuments
import KinoraSQLiteDocuments
import KinoraVideoAPI
import Logging
import Synchronization

/// A Video API on a real socket over a SQLite file, which can be killed and started again under the same address.
actor RemoteHouse {
    nonisolated let events = Events()
    private let folder: TestFolder
    private let time: any TimeSource
    private let collections: [CollectionSchema]
    private(set) var inner: SQLiteStore
    private var secret = ""
    private var port = 0
    private var running: Task<Void, any Error>?

    /// - Parameter collections: what the server's owner has prepared there himself.
    init(_ time: any TimeSource, collections: [CollectionSchema] = []) async throws {
        self.time = time
        self.collections = collections
        folder = try TestFolder()
        inner = try await SQLiteStore(path: folder.file("kinora.sqlite"), time: time)
        try await inner.prepare([Token.schema] + collections)
        secret = try await TokenBook(store: inner, time: time).create("server", scopes: [.documents]).secret.text
        try await start()
    }

    func start() async throws {
        let api = VideoAPI(
            store: inner, collections: collections.map(APICollection.inner), tokens: TokenBook(store: inner, time: time), time: time)
        let router = Gate(hosts: .any, admission: Admission(doorkeeper: NobodyKnown()), problems: APIProblems(elsewhere: NoPagesHere()))
            .router(for: api.routes)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let app = Application(
            responder: Eventful(base: router.buildResponder(), events: events), server: ConnectionLimits().server(),
            configuration: .init(address: .hostname("127.0.0.1", port: self.port)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: .quiet)
        running = Task {
            defer { port.finish() }
            try await app.runService(gracefulShutdownSignals: [])
        }
        for await number in ports {
            self.port = number
            break
        }
    }

    /// Ends at once, whatever is being answered.
    func kill() async {
        running?.cancel()
        _ = await running?.result
        running = nil
    }

    /// A new process over the same file.
    func restart() async throws {
        await kill()
        try await inner.close()
        inner = try await SQLiteStore(path: folder.file("kinora.sqlite"), time: time)
        try await inner.prepare([Token.schema] + collections)
        try await start()
    }

    func store(_ kind: ServerKind = .detect, limits: RemoteLimits = RemoteLimits()) throws -> RemoteStore {
        try RemoteStore(url: "http://127.0.0.1:\(port)/api", token: secret, time: time, server: kind, limits: limits, logger: .quiet)
    }

    func remove() async throws {
        await kill()
        try await inner.close()
        try folder.remove()
    }

    /// What happens between the API and its socket.
    final class Events: Sendable {
        private let state = Mutex((count: 0, lost: [String]()))

        /// How many requests came.
        var count: Int { state.withLock { $0.count } }

        /// Loses the answer to the next request of a method; what it asks for is done.
        func loseAnswer(to method: HTTPRequest.Method) { state.withLock { $0.lost.append(method.rawValue) } }

        fileprivate func loses(_ method: HTTPRequest.Method) -> Bool {
            state.withLock { state in
                state.count += 1
                guard let place = state.lost.firstIndex(of: method.rawValue) else { return false }
                state.lost.remove(at: place)
                return true
            }
        }
    }

    private struct Eventful<Base: HTTPResponder>: HTTPResponder where Base.Context: RequestContext {
        let base: Base
        let events: Events

        func respond(to request: Request, context: Base.Context) async throws -> Response {
            let isLost = events.loses(request.method)
            let response = try await base.respond(to: request, context: context)
            guard isLost else { return response }
            return Response(status: .ok, headers: [.contentLength: "1000"], body: ResponseBody { _ in throw AnswerIsLost() })
        }
    }

    private struct AnswerIsLost: Error {}

    private struct NoPagesHere: ProblemAnswer {
        func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response { Response(status: .notFound) }
    }
}

extension Logger {
    static let quiet = Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
}
