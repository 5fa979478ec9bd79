import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// A file in the list of those whose names leave a doubt, or that the owner has named.
struct NameLine: Hashable, Sendable {
    /// What Kinora takes it for.
    let label: String
    let file: String
    /// Why it is unsure; empty for what the owner has named.
    let reasons: [String]
    let address: String
    /// What the link says to somebody who cannot see what stands around it.
    let linkLabel: String

    init(_ source: Stored<Source>, _ words: Words) {
        let name = source.value.readsAs?.onOneLine() ?? words(.titleUnknown)
        label = name
        file = source.value.path.onOneLine()
        reasons = words.doubts(source.value)
        address = Place.naming(source.id).address
        linkLabel = words(.whatIsThisNamed, source.value.path.onOneLine(atMost: 100))
    }

    /// One that is gone: since when, and whether what was prepared of it still plays.
    init(gone source: Stored<Source>, _ words: Words) {
        let plain = NameLine(source, words)
        (label, file, address, linkLabel) = (plain.label, plain.file, plain.address, plain.linkLabel)
        let since = source.value.missingSince.map { words(.goneSince, words.day($0)) }
        reasons = [since, source.value.package == nil ? nil : words(.goneButPlays)].compactMap(\.self)
    }
}
