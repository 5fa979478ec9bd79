/// The source's pictures looked fit to be used as they are, but are not: they have to be encoded.
struct CopyUnfit: Error, Hashable {
    let reason: String
}
