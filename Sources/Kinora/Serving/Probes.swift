import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// What computers that look after the server ask of it: `/health`, whether the program lives, and `/ready`, whether it can do its work.
///
/// Both can be asked by whoever reaches the server, and tell nobody more than that.
struct Probes: Sendable {
    private let readiness: Readiness

    init(_ readiness: Readiness) {
        self.readiness = readiness
    }

    var routes: [Route] {
        [
            Route(.get, "/health", for: .anyone) { _, _ in Self.answer(.ok, "ok") },
            Route(.get, "/ready", for: .anyone) { [readiness] _, _ in
                await readiness.isReady() ? Self.answer(.ok, "ready") : Self.answer(.serviceUnavailable, "not ready")
            },
        ]
    }

    private static func answer(_ status: HTTPResponse.Status, _ word: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: #"{"status":"\#(word)","version":"\#(Version.current)"}"#)))
    }
}

extension House {
    var probes: Probes { Probes(Readiness(of: store, time: time)) }
}
