import KinoraKernel

/// Where two stores do not hold the same documents.
package struct CopyDifferences: Hashable, Sendable {
    /// Names are kept up to here; beyond, differences are only counted.
    static let mostNamed = 10_000

    package private(set) var missing = 0
    package private(set) var different = 0
    /// In the target only.
    package private(set) var extra = 0
    private(set) var places: [CopyState.Place] = []

    enum Kind { case missing, different, extra }

    package var isEmpty: Bool { missing + different + extra == 0 }
    /// Whether each of them is named, so that they can be looked at again.
    var isNamed: Bool { places.count == missing + different + extra }

    mutating func note(_ kind: Kind, _ id: String, in collection: String) {
        switch kind {
        case .missing: missing += 1
        case .different: different += 1
        case .extra: extra += 1
        }
        if places.count < Self.mostNamed { places.append(CopyState.Place(collection: collection, id: id)) }
    }

    var sentence: String {
        let parts = [(missing, "missing"), (different, "different"), (extra, "in the target only")].filter { $0.0 > 0 }
        let first = places.first.map { ", the first is \($0.id.onOneLine(atMost: 80)) in \($0.collection)" } ?? ""
        return "The copy is not the same as the source: \(parts.map { "\($0.0) \($0.1)" }.joined(separator: ", "))\(first). "
            + "See that nothing else writes into the target, then start the same command again."
    }
}
