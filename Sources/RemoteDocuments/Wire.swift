import AsyncHTTPClient
import Foundation
import KinoraDocuments
import KinoraKernel
import Logging
import NIOCore
import NIOHTTP1

/// Sends calls and brings answers: connections kept and reused, times and sizes bounded, and calls that failed sent again where that is safe.
///
/// **What is sent again.** Every call of this client may be: reading changes nothing; a new document bears a name that the client chose, so
/// that a second one is refused; a write on condition of a version cannot happen twice; putting the same body twice leaves the same body.
/// An answer tells with `isAfterLoss` that an earlier attempt may have arrived, and the caller judges what a refusal means then.
/// No redirect is followed; the token goes to the one address alone, and stands in no message.
struct Wire: Sendable {
    let address: ServerAddress
    let limits: RemoteLimits
    let collections = PreparedCollections()
    private let token: String
    private let connections: Connections
    private let places: Places
    private let logger: Logger

    init(address: ServerAddress, token: String, limits: RemoteLimits, logger: Logger) throws {
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw StoreError.unusable(
                "The token for \(address) is empty or holds characters that no token has. Make one with “kinora tokens”.")
        }
        self.address = address
        self.token = token
        self.limits = limits
        self.logger = logger
        connections = Connections(limits)
        places = Places(limits.atOnce, mostWaiting: limits.waiting)
    }

    func close() async throws { try await connections.close() }

    /// - Returns: any answer but those that say “later” or that no caller can use.
    /// - Throws: `StoreError.unavailable`, `.unusable`, `CancellationError`.
    func send(_ call: Call) async throws -> Answer {
        do {
            return try await sendForLong(call)
        } catch Misfortune.tooLong {
            throw StoreError.unavailable("\(address): its answer is longer than \(limits.answerBytes >> 10) KiB, and no document is.")
        }
    }

    /// As `send`, for callers that can ask for less at once.
    /// - Throws: also `Misfortune.tooLong`.
    func sendForLong(_ call: Call) async throws -> Answer {
        let began = ContinuousClock.now
        var retries = Retries(limits)
        var isAfterLoss = false
        var isReminded = false
        while true {
            let (reason, asked): (String, Duration?)
            do {
                var answer = try await attempt(call)
                if let schema = forgotten(answer, call), !isReminded {
                    isReminded = true
                    try await KinoraDialect(self).prepare(schema)
                    continue
                }
                guard answer.isTemporary else {
                    answer.isAfterLoss = isAfterLoss
                    return try checked(answer)
                }
                if answer.status != 429 { isAfterLoss = true }
                reason = "it answers \(answer.status)\(said(answer))"
                asked = answer.retryAfter
            } catch Misfortune.notSent(let why) {
                (reason, asked) = (why, nil)
            } catch Misfortune.lost(let why) {
                isAfterLoss = true
                (reason, asked) = (why, nil)
            } catch Misfortune.hopeless(let why) {
                throw StoreError.unusable("\(address): \(why).")
            }
            let pause = retries.pause(asked: asked, elapsed: .now - began, chance: .random(in: 0...1))
            guard let pause else { throw givenUp(call, reason, isAfterLoss) }
            logger.debug("The Video API is asked again", metadata: ["reason": "\(reason)", "pause": "\(pause)"])
            try await Task.sleep(for: pause)
        }
    }

    private func attempt(_ call: Call) async throws -> Answer {
        do {
            return try await places.with { try await within(limits.answering) { try await exchange(call) } }
        } catch {
            if Task.isCancelled || error is CancellationError { throw CancellationError() }
            throw Misfortune(error)
        }
    }

    private func exchange(_ call: Call) async throws -> Answer {
        var request = HTTPClientRequest(url: address.url(call.path, call.query))
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        request.headers = HTTPHeaders(call.headers)
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Accept", value: "application/json")
        if let body = call.body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await connections.client.execute(request, timeout: .nanoseconds(limits.answering.nanoseconds))
        if let length = response.headers.first(name: "Content-Length").flatMap({ Int($0) }), length > limits.answerBytes {
            throw Misfortune.tooLong
        }
        var body: [UInt8] = []
        for try await part in response.body {
            guard body.count + part.readableBytes <= limits.answerBytes else { throw Misfortune.tooLong }
            body.append(contentsOf: part.readableBytesView)
        }
        return Answer(status: Int(response.status.code), headers: response.headers, body: body)
    }

    /// Ends an action that takes too long.
    private func within<T: Sendable>(_ limit: Duration, _ body: @Sendable @escaping () async throws -> T) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let outcome = first else {
                throw Misfortune.lost("no answer within the time allowed")
            }
            return outcome
        }
    }

    // MARK: What no caller can use

    private func checked(_ answer: Answer) throws -> Answer {
        switch answer.status {
        case 304: return answer
        case 300..<400:
            throw StoreError.unusable("\(address) sends on to another address, which is not followed. Give the address where it leads.")
        case 401: throw StoreError.unusable("\(address) does not accept the token (401). Make one with “kinora tokens” and give it here.")
        case 403:
            throw StoreError.unusable("\(address) does not let this token do that (403\(said(answer))). It needs the scope “documents”.")
        default: return answer
        }
    }

    /// The collection that is not there, though it was prepared: a server that was started anew may not know what only its clients use. A
    /// Kinora says whether it is the document or the whole collection that is missing.
    private func forgotten(_ answer: Answer, _ call: Call) -> CollectionSchema? {
        guard answer.status == 404, call.path.count > 1 || call.method != .put, let name = call.path.first,
            (try? Value(json: answer.body))?["missing"] == "collection"
        else { return nil }
        return collections[name]
    }

    private func givenUp(_ call: Call, _ reason: String, _ isAfterLoss: Bool) -> StoreError {
        let doubt = call.writes && isAfterLoss ? " Whether the last write was done is not known." : ""
        return .unavailable("\(address): \(reason). Is it running?\(doubt)")
    }

    /// What a server says about a failure, for the end of a sentence.
    private func said(_ answer: Answer) -> String { message(of: answer).map { ": " + $0 } ?? "" }

    /// The `message` of an error, on one line and without the token, should a server repeat it.
    func message(of answer: Answer) -> String? {
        guard answer.body.count <= 64 << 10, let body = try? Value(json: answer.body), case .string(let text) = body["message"] else {
            return nil
        }
        return text.replacingOccurrences(of: token, with: "…").onOneLine(atMost: 300)
    }

    /// An answer that is none of those that the conventions know.
    func unexpected(_ answer: Answer) -> StoreError {
        switch answer.status {
        case 400: .invalid(message(of: answer) ?? "\(address) does not understand a request (400).")
        case 413, 414, 431: .invalid(message(of: answer) ?? "\(address) finds a document or a filter too long (\(answer.status)).")
        case 405, 415: .unusable("\(address) is no Video API: it answers \(answer.status).")
        default: .unavailable("\(address): it answers \(answer.status)\(said(answer)).")
        }
    }

    /// The body of an answer.
    func json(_ answer: Answer) throws -> Value {
        do {
            return try Value(json: answer.body)
        } catch {
            throw noVideoAPI("\(error.sentence)")
        }
    }

    func noVideoAPI(_ reason: String) -> StoreError {
        .unavailable("\(address): its answer is not that of a Video API. \(reason)".onOneLine())
    }
}

extension Answer {
    /// The same call may be answered later: the server is away, has too much to do, or stumbled.
    var isTemporary: Bool { [429, 500, 502, 503, 504].contains(status) }

    /// `Retry-After` in seconds (RFC 9110, section 10.2.3); its other form, a date, is not heeded.
    var retryAfter: Duration? { header("Retry-After").flatMap { Int64($0) }.flatMap { (0...86_400).contains($0) ? .seconds($0) : nil } }
}

extension Duration {
    /// Cut to what `Int64` holds; limits are far below.
    fileprivate var nanoseconds: Int64 {
        let parts = components
        return parts.seconds.multipliedReportingOverflow(by: 1_000_000_000).partialValue + parts.attoseconds / 1_000_000_000
    }
}
