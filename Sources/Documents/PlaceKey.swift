/// The coding keys that no type declares: places in arrays, and what a class inherits.
enum PlaceKey: CodingKey {
    case index(Int)
    case inherited

    init?(intValue: Int) { self = .index(intValue) }
    init?(stringValue: String) { return nil }

    var intValue: Int? {
        if case .index(let index) = self { index } else { nil }
    }

    var stringValue: String {
        if case .index(let index) = self { String(index) } else { "super" }
    }
}

extension [any CodingKey] {
    /// `versions.0.duration`
    var dotted: String { map(\.stringValue).joined(separator: ".") }
}
