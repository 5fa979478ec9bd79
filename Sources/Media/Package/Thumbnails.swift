import KinoraKernel

/// Small pictures of the whole film for winding, laid side by side on sheets, each sheet one JPEG.
///
/// Picture `n` stands for the time from `n` to `n + 1` intervals. On a sheet pictures go from left to right, then down; what is left of
/// the last sheet is black. Read by our player and by others from the DASH manifest (DASH-IF IOP 4.3, 6.2.6), from `thumbnails.vtt` with
/// its media fragments, and from the HLS image playlist that Roku describes.
package struct Thumbnails: Codable, Hashable, Sendable {
    /// Of one picture, in pixels.
    package var width: Int
    package var height: Int
    /// Pictures side by side on a sheet.
    package var columns: Int
    /// Pictures one below the other on a sheet.
    package var rows: Int
    /// For how long a picture stands, in milliseconds.
    package var interval: Int64
    /// Pictures in all.
    package var count: Int
    package var sheets: [StillImage]

    /// The representation's name in the DASH manifest.
    package static let name = "thumbnails"

    package init(width: Int, height: Int, columns: Int, rows: Int, interval: Int64, count: Int, sheets: [StillImage]) {
        self.width = width
        self.height = height
        self.columns = columns
        self.rows = rows
        self.interval = interval
        self.count = count
        self.sheets = sheets
    }

    package var perSheet: Int { max(1, columns * rows) }

    /// Where a picture stands: the number of its sheet, and its left upper corner there in pixels.
    package func place(of picture: Int) -> (sheet: Int, x: Int, y: Int) {
        let (sheet, rest) = picture.quotientAndRemainder(dividingBy: perSheet)
        let (row, column) = rest.quotientAndRemainder(dividingBy: max(1, columns))
        return (sheet, column * width, row * height)
    }

    /// Bits per second: the largest sheet over the time it stands for.
    package var bandwidth: Int64 {
        let largest = sheets.map(\.size).max() ?? 0
        return max(1, Ticks.divideUp(Int128(largest) * 8 * 1000, Int128(max(1, interval) * Int64(perSheet))))
    }
}
