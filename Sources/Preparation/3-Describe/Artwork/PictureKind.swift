/// What a picture is for on a page.
package enum PictureKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Upright, with the title on it.
    case poster
    /// Wide, without words.
    case backdrop
    /// The title's lettering, on nothing.
    case logo
}
