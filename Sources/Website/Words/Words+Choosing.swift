import Foundation
import HTTPTypes
import Hummingbird
import KinoraGate

extension Words {
    /// The language that a visitor reads: the one that the account chose, or of those that the browser asks for the first that is spoken here.
    static func asked(by visitor: Visitor, _ request: Request) -> Words {
        visitor.principal?.language.flatMap(speaking) ?? wanted(request.headers[.acceptLanguage]) ?? .english
    }

    /// - Parameter field: `Accept-Language` (RFC 9110, 12.5.4): ranges with weights, `de-AT, de;q=0.9, en;q=0.5`.
    /// - Returns: nil where none of them is spoken here.
    static func wanted(_ field: String?) -> Words? {
        guard let field, field.utf8.count <= longestField else { return nil }
        let ranges = field.split(separator: ",").enumerated().compactMap { place, range -> (weight: Double, place: Int, words: Words)? in
            let parts = range.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let tag = parts.first, let words = speaking(tag) else { return nil }
            let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            return weight > 0 && weight <= 1 ? (weight, place, words) : nil
        }
        return ranges.min { ($1.weight, $0.place) < ($0.weight, $1.place) }?.words
    }

    /// Browsers send some ten languages.
    private static let longestField = 1000
}

extension Website {
    /// Makes a page in the language that whoever asks reads.
    @Sendable static func inTheLanguageOfTheVisitor(
        _ request: Request, _ visitor: Visitor, _ handler: Route.Handler
    ) async throws -> Response {
        try await Words.$current.withValue(.asked(by: visitor, request)) {
            try await Country.$asked.withValue(Country.wanted(request.headers[.acceptLanguage])) { try await handler(request, visitor) }
        }
    }
}
