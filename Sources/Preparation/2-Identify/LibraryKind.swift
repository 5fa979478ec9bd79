/// What a library holds, as its owner says; it decides how names are read.
package enum LibraryKind: String, Codable, Sendable, CaseIterable {
    case films
    case series
    /// Both: the names decide.
    case mixed
}
