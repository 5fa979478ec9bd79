import NIOHTTP1

/// One request of the client, before it has an address.
struct Call: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    var method: Method
    var path: [String]
    var query: [Parameter]
    var headers: [(String, String)] = []
    var body: [UInt8]?

    init(_ method: Method, _ path: [String], _ query: [Parameter] = [], body: [UInt8]? = nil) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
    }

    /// A question that is too long for an address.
    var isQuestion = false

    var writes: Bool { method != .get && !isQuestion }

    func with(_ name: String, _ value: String?) -> Call {
        guard let value else { return self }
        var call = self
        call.headers.append((name, value))
        return call
    }
}

/// What a server answered, whole.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]
    /// An earlier attempt of the same call may have arrived, and its answer was lost.
    var isAfterLoss = false

    func header(_ name: String) -> String? { headers.first(name: name) }
}
