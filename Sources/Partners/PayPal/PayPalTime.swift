import Foundation
import KinoraKernel

/// Times as PayPal writes them: RFC 3339, with or without fractions of a second.
enum PayPalTime {
    static func moment(_ text: String?) -> Moment? {
        guard let text, text.utf8.count <= 64 else { return nil }
        let plain = Date.ISO8601FormatStyle()
        let date = (try? plain.parse(text)) ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
        return date.map { Moment($0) }
    }
}
