import KinoraDocuments

/// What the cards of one title have in common, whoever looks at them: printed once for each version of its document.
final class CardFace: Sendable {
    let etag: ETag
    let name: TitleName
    let address: String
    let title: String
    let meta: String
    /// HTML.
    let poster: String

    init(etag: ETag, name: TitleName, address: String, title: String, meta: String, poster: String) {
        self.etag = etag
        self.name = name
        self.address = address
        self.title = title
        self.meta = meta
        self.poster = poster
    }
}
