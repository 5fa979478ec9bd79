/// A text that is equal only to the same bytes.
struct ByteText: Hashable {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }
}
