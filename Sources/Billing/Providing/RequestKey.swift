import KinoraKernel

/// What makes a request to a provider repeatable: our own name of what it is about, and which step of it. At most 64 ASCII characters.
package struct RequestKey: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    /// - Parameters:
    ///   - reference: see `PurchaseRequest.reference`; 26 characters.
    ///   - step: what is done: `begin`, `capture`, `refund-2`; at most 30 characters.
    package init(_ reference: String, _ step: String) {
        text = "\(reference)-\(step)"
    }

    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
