import Foundation
import Hummingbird
import KinoraCatalogue
import KinoraPreparation
import NIOCore

/// What the page of a film says while the film is being prepared: how much can be watched, and how long the rest will take. A page that is
/// open asks for it as JSON, under its own address.
struct GrowthNotice: Encodable, Sendable {
    /// Nil for a film that is not being prepared.
    let text: String?
    /// Said once it is prepared, instead of it.
    let ready: String

    init(_ film: Film, _ job: Job?, _ words: Words) {
        ready = words(.earlyReady)
        guard film.isEarly else {
            text = nil
            return
        }
        let left = job.flatMap { $0.state == .running ? $0.secondsLeft : nil }.map { words(.earlyLeft, words.left(seconds: $0)) }
        text = [words.early(job?.watchable), left].compactMap(\.self).joined(separator: " ")
    }

    func response() throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store", .vary: "Accept"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(self))))
    }
}
