import HTTPTypes
import Hummingbird
import Logging

/// Sees every request first and its answer last: names it, counts it, and writes it down where the owner wants that.
struct RequestWatch: RouterMiddleware {
    typealias Context = Visitor

    let meter: RequestMeter
    /// The access log; nil where none is kept.
    let log: Logger?

    func handle(_ request: Request, context: Visitor, next: (Request, Visitor) async throws -> Response) async throws -> Response {
        let id = RequestID()
        let begin = ContinuousClock.now
        var visitor = context
        visitor.logger[metadataKey: "request"] = "\(id)"
        meter.begins()
        defer { meter.ends() }
        var response = try await next(request, visitor)
        response.headers[.xRequestID] = id.description
        let time = ContinuousClock.now - begin
        // Where nothing was found, the router says that in a word.
        let route = visitor.endpointPath.flatMap { $0.hasPrefix("/") ? $0 : nil }
        meter.count(route: route, method: request.method.rawValue, status: response.status.code, after: time)
        log?.info(
            "\(request.method.rawValue) \(TellableAddress.text(request.uri.path, route: route)) \(response.status.code)",
            metadata: [
                "request": "\(id)", "from": "\(visitor.peer ?? "unknown")", "bytes": "\(response.body.contentLength ?? 0)",
                "ms": "\(Double(time.components.attoseconds / 1_000_000_000_000) / 1000 + Double(time.components.seconds) * 1000)",
            ])
        return response
    }
}

extension HTTPField.Name {
    static let xRequestID = HTTPField.Name("X-Request-ID")!
}
