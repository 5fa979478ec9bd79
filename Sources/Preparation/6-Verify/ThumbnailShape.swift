import KinoraKernel
import KinoraMedia

/// What the sheets of small pictures must be, according to the package's contents. Blocks.
struct ThumbnailShape: Sendable {
    let folder: String
    let contents: PackageContents

    /// Bytes at the beginning of a JPEG in which its size is found.
    private static let header = 4096

    func check() throws {
        guard let thumbnails = contents.thumbnails else { return }
        let covered = thumbnails.interval * Int64(thumbnails.count)
        guard covered >= contents.duration, covered - contents.duration < thumbnails.interval,
            thumbnails.sheets.count == (thumbnails.count + thumbnails.perSheet - 1) / thumbnails.perSheet
        else { throw Trouble.notAsPlanned("the small pictures do not cover the film") }
        for sheet in thumbnails.sheets {
            let file = try RandomAccessFile(path: "\(folder)/\(sheet.path)")
            guard file.size == sheet.size, try file.digest() == sheet.digest else {
                throw Trouble.notAsPlanned("\(sheet.path) is not what was written")
            }
            let head = ImageHeader(try file.read(at: 0, count: Int(min(file.size, Int64(Self.header)))))
            guard head?.kind == .jpg, head?.width == thumbnails.width * thumbnails.columns,
                head?.height == thumbnails.height * thumbnails.rows
            else { throw Trouble.notAsPlanned("\(sheet.path) has another size") }
        }
    }
}
