/// Looks for tags and covers inside video files. Everything it reads is hostile.
package protocol TagReader: Sendable {
    /// - Parameter path: absolute.
    /// - Throws: `Trouble` when it is no film.
    func tags(of path: String) async throws -> EmbeddedTags
}
