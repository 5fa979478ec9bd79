/// Fetches pictures from providers.
package protocol PictureFetcher: Sendable {
    /// - Parameter address: as a provider gave it.
    /// - Returns: at most `ArtworkShelf.largest` bytes.
    /// - Throws: `ArtworkTrouble.later` when it may be there another time, another complaint when it is not.
    func picture(at address: String) async throws -> [UInt8]
}
