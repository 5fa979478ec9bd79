/// One step of a film's ladder: a rendition that is going to be made.
package struct Rung: Codable, Hashable, Sendable {
    /// The rendition's name: `v-720`.
    package var name: String
    /// Pixels, both even.
    package var width: Int
    package var height: Int
    /// Bits per second that no stretch of two seconds exceeds.
    package var peakRate: Int
    /// Bits per second that samples promise on average; nil when there were none.
    package var expectedRate: Int?
    package var coding: PictureCoding
    /// Whether the source's own pictures are used.
    package var isCopied: Bool

    package init(name: String, width: Int, height: Int, peakRate: Int, coding: PictureCoding = .h264, isCopied: Bool = false) {
        self.name = name
        self.width = width
        self.height = height
        self.peakRate = peakRate
        self.coding = coding
        self.isCopied = isCopied
    }
}
