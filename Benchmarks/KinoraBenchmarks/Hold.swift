import ArgumentParser
import Foundation
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraSQLiteDocuments
import KinoraVideoAPI
import Logging

/// Serves a Video API over a SQLite file until it is stopped; says its address and a token first.
struct Hold: AsyncParsableCommand {
    @Argument var file: String

    func run() async throws {
        let time = SystemTime()
        let store = try await SQLiteStore(path: file, time: time)
        try await store.prepare([Token.schema, Stores.schema])
        let tokens = TokenBook(store: store, time: time)
        let secret = try await tokens.create("benchmark", scopes: [.documents]).secret.text
        let api = VideoAPI(store: store, collections: [.inner(Stores.schema)], tokens: tokens, time: time)
        let router = Gate(
            hosts: .loopback, admission: Admission(doorkeeper: NobodyKnown()), problems: APIProblems(elsewhere: NothingElsewhere())
        ).router(for: api.routes)
        var logger = Logger(label: "hold")
        logger.logLevel = .error
        let app = Application(
            router: router, server: ConnectionLimits().server(), configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                print("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/api \(secret)")
                fflush(nil)
            }, logger: logger)
        try await app.runService()
        try await store.close()
    }
}

private struct NothingElsewhere: ProblemAnswer {
    func answer(to error: any Error, for request: Request, from visitor: Visitor) -> Response { Response(status: .notFound) }
}
