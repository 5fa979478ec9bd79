import KinoraDocuments

/// One request to PayPal's REST API.
struct PayPalRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// What it is called in logs: `orders.capture`.
    var operation: String
    var method: Method
    /// With every part from elsewhere percent-encoded.
    var path: String
    var query: [(String, String)] = []
    /// Bytes as they are sent; for messages that must not be read and written anew.
    var body: [UInt8]?
    /// Makes a POST repeatable (`PayPal-Request-Id`, at most 108 characters): the caller stored it before.
    var key: String?
    /// Whether the whole resource is wanted back.
    var wantsAll = true

    static func get(_ operation: String, _ path: String, _ query: [(String, String)] = []) -> PayPalRequest {
        PayPalRequest(operation: operation, method: .get, path: path, query: query)
    }

    static func post(_ operation: String, _ path: String, _ body: Value = [:], key: String? = nil) -> PayPalRequest {
        PayPalRequest(operation: operation, method: .post, path: path, body: body.jsonBytes, key: key)
    }

    /// Whether it may be sent again though nobody knows whether the first was done.
    var isRepeatable: Bool { method != .post || key != nil }
}
