import KinoraDocuments

/// What PayPal answered, read without trust.
struct PayPalReply: Sendable {
    var status: Int
    /// Empty where there is no body, or one that is no JSON object.
    var body: ClaimSet
    /// PayPal's own name of the answer, for asking its support.
    var debugID: String?
    /// How long PayPal wants to be left alone, in seconds.
    var retryAfter: Duration?

    init(status: Int, headers: (String) -> String?, bytes: [UInt8]) {
        self.status = status
        body = ClaimSet(try? Value(json: bytes)) ?? ClaimSet()
        debugID = (headers("Paypal-Debug-Id") ?? body.text("debug_id")).flatMap { Self.isWord($0, atMost: 60) ? $0 : nil }
        retryAfter = headers("Retry-After").flatMap { Int64($0) }.flatMap { (0...86_400).contains($0) ? .seconds($0) : nil }
    }

    /// What PayPal has against a request: `details[].issue`, else its name. Nothing but capitals, digits and `_` counts.
    var issues: [String] {
        guard case .array(let details)? = body.fields["details"] else { return named }
        let found = details.prefix(10).compactMap { ClaimSet($0)?.text("issue") }.filter { Self.isWord($0, atMost: 80) }
        return found.isEmpty ? named : found
    }

    private var named: [String] { [body.text("name").flatMap { Self.isWord($0, atMost: 80) ? $0 : nil } ?? "HTTP_\(status)"] }

    private static func isWord(_ text: String, atMost most: Int) -> Bool {
        text.utf8.count <= most && text.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil
    }
}
